"""The operations of the API."""

from duijie.api.api import api

urlpatterns, app_name, namespace = api.urls
