from django.urls import path

from duijie.portal.plans import changes, pages, sheets, views

urlpatterns = [
    path("", views.index, name="plan_list"),
    path("export/", sheets.export_list, name="plan_list_export"),
    path("add/", views.add, name="plan_add"),
    path("<int:pk>/", pages.detail, name="plan_detail"),
    path("<int:pk>/edit/", views.edit, name="plan_edit"),
    path("<int:pk>/compute/", changes.compute, name="plan_compute"),
    path("<int:pk>/copy/", changes.copy, name="plan_copy"),
    path("<int:pk>/release/", views.release, name="plan_release"),
    path("<int:pk>/withdraw/", views.withdraw, name="plan_withdraw"),
    path("<int:pk>/demands/", pages.demands, name="plan_demands"),
    path("<int:pk>/demands/<int:row>/", pages.demand, name="plan_demand"),
    path("<int:pk>/demands/<int:row>/take-in/", changes.take_in, name="plan_take_in"),
    path("<int:pk>/loads/", pages.loads, name="plan_loads"),
    path("<int:pk>/loads/<int:row>/", views.load, name="plan_load"),
    path("<int:pk>/apart/", views.apart, name="plan_apart"),
    path("<int:pk>/apart/<int:conflict>/end/", changes.end_conflict, name="plan_meet_again"),
    path("<int:pk>/pairs/<int:pair>/<slug:verb>/", changes.change_pair, name="plan_change"),
    path("<int:pk>/compare/", pages.compare, name="plan_compare"),
    path("<int:pk>/print/", pages.printed, name="plan_print"),
    path("<int:pk>/workbook/", sheets.workbook, name="plan_workbook"),
    path("<int:pk>/export/", sheets.export, name="plan_export"),
]
