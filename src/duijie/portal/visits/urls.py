from django.urls import path

from duijie.portal.visits import views

urlpatterns = [
    path("visits/log/", views.add, name="visit_add"),
    path("visits/firms/", views.suggest, name="visit_firms"),
    path("visits/<int:pk>/position/remove/", views.remove_position, name="visit_position_remove"),
    path("visits/<int:pk>/demand/", views.demand, name="visit_demand"),
]
