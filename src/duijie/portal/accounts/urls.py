from django.urls import path

from duijie.portal.accounts import views

urlpatterns = [
    path("", views.index, name="account_list"),
    path("export/", views.export, name="account_export"),
    path("<int:pk>/", views.detail, name="account_detail"),
]
