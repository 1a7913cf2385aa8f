from django.urls import path

from duijie.portal.guide import views

urlpatterns = [path("demands/guide/", views.show, name="demand_guide")]
