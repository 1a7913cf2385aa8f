from django.urls import path

from duijie.portal.county.levels import PROVIDERS
from duijie.portal.runs import export, exposure, views
from duijie.portal.runs.levels import demands_by_level

PROVIDERS.append(demands_by_level)

urlpatterns = [
    path("", views.index, name="match_run_list"),
    path("export/", views.export_runs, name="match_run_list_export"),
    path("start/", views.start, name="match_run_start"),
    path("<int:pk>/", views.detail, name="match_run_detail"),
    path("<int:pk>/export/", export.export, name="match_run_export"),
    path("<int:pk>/exposure/", exposure.index, name="match_run_exposure"),
    path("<int:pk>/exposure/export/", exposure.export, name="match_run_exposure_export"),
]
