"""All addresses: pages from ``portal``, the API from ``api``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("duijie.api.urls")),
    path("", include("duijie.portal.urls")),
]

handler400 = "duijie.portal.errors.views.bad_request"
handler403 = "duijie.portal.errors.views.forbidden"
handler404 = "duijie.portal.errors.views.not_found"
handler500 = "duijie.portal.errors.views.server_error"
