from django.urls import path

from duijie.portal.areas import views

urlpatterns = [
    path("", views.index, name="area_list"),
    path("add/", views.add, name="area_add"),
    path("import/", views.bring, name="area_import"),
    path("import/<str:key>/", views.report, name="area_import_report"),
    path("<str:code>/", views.detail, name="area_detail"),
    path("<str:code>/edit/", views.edit, name="area_edit"),
    path("<str:code>/move/", views.move, name="area_move"),
    path("<str:code>/archive/", views.archive, name="area_archive"),
    path("<str:code>/restore/", views.restore, name="area_restore"),
]
