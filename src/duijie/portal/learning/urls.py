from django.urls import path

from duijie.portal.learning import views

urlpatterns = [
    path("", views.index, name="ranking_model_list"),
    path("fit/", views.fit, name="ranking_model_fit"),
    path("export/", views.export, name="ranking_model_export"),
    path("<int:pk>/", views.detail, name="ranking_model_detail"),
    path("<int:pk>/figures/", views.figures, name="ranking_model_figures"),
    path("<int:pk>/step/<slug:verb>/", views.step, name="ranking_model_step"),
]
