from django.urls import path

from duijie.portal.duplicates import merges, views

urlpatterns = [
    path("", views.index, name="duplicate_list"),
    path("export/", views.export, name="duplicate_export"),
    path("search/", views.search, name="duplicate_search"),
    path("name/", views.name, name="duplicate_name"),
    path("merges/", merges.index, name="merge_list"),
    path("merges/<int:pk>/", merges.detail, name="merge_detail"),
    path("merges/<int:pk>/undo/", merges.undo, name="merge_undo"),
    path("<int:pk>/", merges.compare, name="duplicate_detail"),
    path("<int:pk>/different/", views.different, name="duplicate_different"),
    path("<int:pk>/reopen/", views.reopen, name="duplicate_reopen"),
]
