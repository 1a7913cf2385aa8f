from django.urls import path

from duijie.portal.funnel import views

urlpatterns = [
    path("", views.show, name="funnel"),
    path("export/", views.export, name="funnel_export"),
]
