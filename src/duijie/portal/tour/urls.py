from django.urls import path

from duijie.portal.tour import views

urlpatterns = [
    path("go/", views.go, name="tour_go"),
    path("forms/", views.forms, name="tour_forms"),
]
