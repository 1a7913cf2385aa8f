from django.urls import path

from duijie.portal.exchange import runs, template, views

urlpatterns = [
    path("", views.index, name="exchange"),
    path("add/", views.add, name="exchange_add"),
    path("<int:pk>/", views.detail, name="exchange_detail"),
    path("<int:pk>/edit/", views.edit, name="exchange_edit"),
    path("<int:pk>/template/", template.edit, name="exchange_template"),
    path("<int:pk>/archive/", views.archive, name="exchange_archive"),
    path("numbers/", views.numbers, name="exchange_numbers"),
    path("numbers/export/", views.export_numbers, name="exchange_numbers_export"),
    path("hand-over/", runs.start, name="exchange_start"),
    path("handed-over/", runs.index, name="exchange_runs"),
    path("handed-over/<int:pk>/", runs.detail, name="exchange_run"),
    path("handed-over/<int:pk>/file/", runs.file, name="exchange_file"),
    path("handed-over/<int:pk>/left-out/", runs.left_out, name="exchange_left_out"),
    path("handed-over/<int:pk>/go-on/", runs.go_on, name="exchange_go_on"),
    path("handed-over/<int:pk>/revert/", runs.revert, name="exchange_revert"),
]
