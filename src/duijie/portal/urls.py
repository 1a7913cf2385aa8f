"""Pages, a room each."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("duijie.portal.shell.urls")),
    path("accounts/", include("duijie.portal.entrance.urls")),
    path("jobs/", include("duijie.portal.jobs.urls")),
]
