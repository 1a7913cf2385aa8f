from django.urls import path

from duijie.portal.lexicon import imports, papers, views

urlpatterns = [
    path("", views.index, name="lexicon_list"),
    path("export/", views.export, name="lexicon_export"),
    path("add/", views.add, name="lexicon_add"),
    path("import/", views.bring, name="lexicon_import"),
    path("from-papers/", papers.mine, name="lexicon_mine"),
    path("imports/", imports.index, name="lexicon_imports"),
    path("imports/<int:pk>/revert/", imports.revert, name="lexicon_revert"),
    path("<int:pk>/", views.edit, name="lexicon_edit"),
    path("<int:pk>/remove/", views.remove, name="lexicon_remove"),
]
