from django.urls import path

from duijie.portal.calendar import views

urlpatterns = [
    path("", views.year, name="calendar"),
    path("<int:number>/", views.year, name="calendar_year"),
    path("day/<str:day>/", views.day, name="calendar_day"),
    path("day/<str:day>/reset/", views.reset, name="calendar_reset"),
]
