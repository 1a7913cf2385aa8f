from django.urls import path

from duijie.portal.search import views

urlpatterns = [
    path("", views.results, name="search"),
    path("suggest/", views.suggestions, name="search_suggestions"),
    path("index/", views.status, name="index_status"),
    path("index/rebuild/", views.rebuild, name="index_rebuild"),
]
