from django.urls import path

from duijie.portal.reports import templates, views

urlpatterns = [
    path("", views.index, name="work_report_list"),
    path("export/", views.export, name="work_report_export"),
    path("add/", views.add, name="work_report_add"),
    path("templates/", templates.index, name="report_template_list"),
    path("templates/<slug:language>/", templates.take, name="report_template_take"),
    path("templates/<slug:language>/reset/", templates.reset, name="report_template_reset"),
    path("templates/<slug:language>/file/", templates.fetch, name="report_template_file"),
    path("<int:pk>/", views.detail, name="work_report_detail"),
    path("<int:pk>/edit/", views.edit, name="work_report_edit"),
    path("<int:pk>/again/", views.again, name="work_report_again"),
    path("<int:pk>/archive/", views.archive, name="work_report_archive"),
    path("<int:pk>/restore/", views.restore, name="work_report_restore"),
    path("<int:pk>/files/<slug:kind>/", views.fetch, name="work_report_file"),
    path("<int:pk>/evidence/<str:key>/", views.evidence, name="work_report_evidence"),
]
