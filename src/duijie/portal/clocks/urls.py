from django.urls import path

from duijie.portal.clocks import views

urlpatterns = [
    path("", views.index, name="clock_policy_list"),
    path("export/", views.export, name="clock_policy_export"),
    path("add/", views.add, name="clock_policy_add"),
    path("<int:pk>/", views.detail, name="clock_policy_detail"),
    path("<int:pk>/change/", views.change, name="clock_policy_change"),
    path("<int:pk>/retire/", views.retire, name="clock_policy_retire"),
]
