from django.urls import path

from duijie.portal.audit import views

urlpatterns = [
    path("", views.index, name="audit_list"),
    path("export/", views.export, name="audit_export"),
    path("check/", views.check, name="audit_check"),
]
