from django.urls import path

from duijie.portal.records import converters
from duijie.portal.workspace import judging, papers, views

__all__ = ["converters", "urlpatterns"]

urlpatterns = [
    path("demands/<int:pk>/match/", views.demand, name="workspace"),
    path("demands/<int:pk>/match/choose/", views.choose, name="workspace_choose"),
    path("demands/<int:pk>/match/judge/", judging.judge, name="workspace_judge"),
    path("demands/<int:pk>/match/why-not/", views.why_not, name="workspace_why_not"),
    path("demands/<int:pk>/match/compare/", views.compare, name="workspace_compare"),
    path("demands/<int:pk>/match/print/", papers.printed, name="workspace_print"),
    path("demands/<int:pk>/match/export/", papers.export, name="workspace_export"),
    path("<register:register>/<int:pk>/match/", views.turned, name="workspace_turned"),
    path("<register:register>/<int:pk>/match/export/", papers.export_turned, name="workspace_turned_export"),
]
