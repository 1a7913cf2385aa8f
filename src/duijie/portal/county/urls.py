from django.urls import path

from duijie.portal.county import views

urlpatterns = [
    path("", views.show, name="county"),
    path("map.json", views.show_map, name="county_map"),
    path("<str:code>/", views.show, name="county_of"),
    path("<str:code>/export/", views.export, name="county_export"),
]
