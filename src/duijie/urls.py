"""All addresses: pages from ``portal``, the API from ``api``.

The operations of the API, with their schemas, take as long to load as all else: they are named here, and loaded when
the first of them is asked for, or when a server loads all addresses beforehand.
"""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from duijie.api.views import docs
from duijie.common.late_addresses import LateResolver

urlpatterns: list[URLPattern | URLResolver] = [
    LateResolver(RoutePattern("api/v1/"), "duijie.api.urls", app_name="ninja", namespace="api-1"),
    path("api/docs/", docs, name="api_docs"),
    path("", include("duijie.portal.urls")),
]

handler400 = "duijie.portal.errors.views.bad_request"
handler403 = "duijie.portal.errors.views.forbidden"
handler404 = "duijie.portal.errors.views.not_found"
handler500 = "duijie.portal.errors.views.server_error"
