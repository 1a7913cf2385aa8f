"""All addresses: pages from ``portal``, the API from ``api``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("duijie.portal.urls")),
]
