from django.urls import path

from duijie.portal.site import departments, views

urlpatterns = [
    path("", views.edit, name="site_edit"),
    path("history/", views.history, name="site_history"),
    path("history/<int:pk>/", views.bring_back, name="site_bring_back"),
    path("logo/", views.logo, name="site_logo"),
    path("logo/remove/", views.logo_remove, name="site_logo_remove"),
    path("logo/<slug:digest>/", views.logo_show, name="site_logo_show"),
    path("start/<slug:key>/", views.preset, name="site_preset"),
    path("reset/", views.reset, name="site_reset"),
    path("departments/", departments.index, name="department_list"),
    path("departments/export/", departments.export, name="department_export"),
    path("departments/add/", departments.add, name="department_add"),
    path("departments/<int:pk>/", departments.edit, name="department_edit"),
    path("departments/<int:pk>/archive/", departments.archive, name="department_archive"),
    path("departments/<int:pk>/restore/", departments.restore, name="department_restore"),
]
