from django.urls import path

from duijie.portal.common_problems import members, views

urlpatterns = [
    path("", views.index, name="common_problem_list"),
    path("export/", views.export, name="common_problem_export"),
    path("search/", views.search, name="common_problem_search"),
    path("add/", views.add, name="common_problem_add"),
    path("<int:pk>/", views.detail, name="common_problem_detail"),
    path("<int:pk>/edit/", views.edit, name="common_problem_edit"),
    path("<int:pk>/step/<slug:verb>/", views.step, name="common_problem_step"),
    path("<int:pk>/solution/", members.solution, name="common_problem_solution"),
    path("<int:pk>/solution/remove/", members.remove_solution, name="common_problem_solution_remove"),
    path("<int:pk>/members/", members.choose, name="common_problem_members"),
    path("<int:pk>/members/change/", members.change, name="common_problem_change"),
    path("<int:pk>/merge/", members.merge, name="common_problem_merge"),
]
