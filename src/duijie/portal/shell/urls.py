from django.urls import path

from duijie.portal.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.show_help, name="help"),
    path("language/", views.change_language, name="set_language"),
]
