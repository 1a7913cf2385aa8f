from django.urls import path

from duijie.api.api import api
from duijie.api.views import docs

urlpatterns = [
    path("docs/", docs, name="api_docs"),
    path("v1/", api.urls),
]
