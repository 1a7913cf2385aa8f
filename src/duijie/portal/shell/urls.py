from django.urls import path
from django.views.i18n import set_language

from duijie.portal.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.show_help, name="help"),
    path("profile/", views.home, name="profile"),
    path("language/", set_language, name="set_language"),
]
