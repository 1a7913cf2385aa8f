from django.urls import path

from duijie.portal.imports import views

urlpatterns = [
    path("", views.index, name="import_list"),
    path("add/", views.add, name="import_add"),
    path("template/<slug:noun>.xlsx", views.template, name="import_template"),
    path("<uuid:pk>/rows/<int:number>/", views.row, name="import_row"),
    path("<uuid:pk>/", views.detail, name="import_detail"),
    path("<uuid:pk>/columns/", views.columns, name="import_columns"),
    path("<uuid:pk>/check/", views.check, name="import_check"),
    path("<uuid:pk>/decide/", views.decide, name="import_decide"),
    path("<uuid:pk>/apply/", views.apply, name="import_apply"),
    path("<uuid:pk>/revert/", views.revert, name="import_revert"),
    path("<uuid:pk>/remove/", views.remove, name="import_remove"),
    path("<uuid:pk>/errors/", views.errors, name="import_errors"),
]
