from django.urls import path

from duijie.portal.organisations import views

urlpatterns = [
    path("", views.index, name="organisation_list"),
    path("export/", views.export, name="organisation_export"),
    path("suggest/", views.suggest, name="organisation_suggest"),
    path("add/", views.add, name="organisation_add"),
    path("<int:pk>/", views.detail, name="organisation_detail"),
    path("<int:pk>/edit/", views.edit, name="organisation_edit"),
    path("<int:pk>/history/", views.history, name="organisation_history"),
    path("<int:pk>/archive/", views.archive, name="organisation_archive"),
    path("<int:pk>/restore/", views.restore, name="organisation_restore"),
]
