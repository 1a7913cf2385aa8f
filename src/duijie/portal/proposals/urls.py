from django.urls import path

from duijie.portal.proposals import links, views

urlpatterns = [
    path("proposals/", views.index, name="proposal_list"),
    path("proposals/export/", views.export, name="proposal_export"),
    path("proposals/<int:pk>/", views.detail, name="proposal_detail"),
    path("proposals/<int:pk>/answer/", views.answer, name="proposal_answer"),
    path("proposals/<int:pk>/link/", views.link, name="proposal_link"),
    path("proposals/<int:pk>/step/<slug:verb>/", views.step, name="proposal_step"),
    path("demands/<int:pk>/propose/", views.propose, name="proposal_add"),
    path("p/<str:secret>/", links.answer, name="proposal_by_link"),
]
