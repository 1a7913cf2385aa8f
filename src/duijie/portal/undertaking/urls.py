from django.urls import path

from duijie.portal.undertaking import views

urlpatterns = [
    path("", views.read, name="undertaking"),
    path("new/", views.publish, name="undertaking_publish"),
    path("signatures/", views.signatures, name="undertaking_signatures"),
    path("signatures/export/", views.export, name="undertaking_export"),
    path("<int:version>/", views.old, name="undertaking_version"),
]
