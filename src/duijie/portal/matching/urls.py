"""Matching two lists."""

from django.urls import path

from duijie.portal.matching import results, views

urlpatterns = [
    path("", views.index, name="list_match_list"),
    path("new/", views.add, name="list_match_add"),
    path("form.docx", views.form_template, name="list_match_form"),
    path("samples/", views.add_samples, name="list_match_samples"),
    path("<uuid:pk>/", views.detail, name="list_match_detail"),
    path("<uuid:pk>/reading/", views.reading, name="list_match_reading"),
    path("<uuid:pk>/replace/", views.replace, name="list_match_replace"),
    path("<uuid:pk>/start/", views.start, name="list_match_start"),
    path("<uuid:pk>/rename/", views.rename, name="list_match_rename"),
    path("<uuid:pk>/remove/", views.remove, name="list_match_remove"),
    path("<uuid:pk>/results/", results.results, name="list_match_results"),
    path("<uuid:pk>/why-not/", results.why_not, name="list_match_why_not"),
    path("<uuid:pk>/workbook/", results.workbook, name="list_match_workbook"),
]
