from django.urls import path

from duijie.portal.jobs import views

urlpatterns = [
    path("", views.index, name="job_list"),
    path("<uuid:pk>/", views.detail, name="job_detail"),
    path("<uuid:pk>/progress/", views.progress, name="job_progress"),
    path("<uuid:pk>/cancel/", views.cancel, name="job_cancel"),
    path("<uuid:pk>/retry/", views.retry, name="job_retry"),
]
