from django.urls import path

from duijie.portal.runs import views

urlpatterns = [
    path("", views.index, name="match_run_list"),
    path("start/", views.start, name="match_run_start"),
    path("<int:pk>/", views.detail, name="match_run_detail"),
]
