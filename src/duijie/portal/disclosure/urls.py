from django.urls import path

from duijie.portal.disclosure import requests, summaries
from duijie.portal.records import converters

__all__ = ["converters", "urlpatterns"]

urlpatterns = [
    path("summaries/<register:register>/", summaries.index, name="summary_list"),
    path("summaries/<register:register>/<int:pk>/", summaries.detail, name="summary_detail"),
    path("summaries/<register:register>/<int:pk>/ask/", requests.ask, name="access_ask"),
    path("access-requests/", requests.index, name="access_list"),
    path("access-requests/export/", requests.export, name="access_export"),
    path("access-requests/<int:pk>/", requests.detail, name="access_detail"),
    path("access-requests/<int:pk>/<slug:verb>/", requests.step, name="access_step"),
]
