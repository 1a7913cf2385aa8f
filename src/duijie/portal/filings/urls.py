from django.urls import path

from duijie.portal.filings import views

urlpatterns = [
    path("", views.index, name="filing_list"),
    path("export/", views.export, name="filing_export"),
    path("<int:pk>/", views.detail, name="filing_detail"),
    path("<int:pk>/accept/", views.accept, name="filing_accept"),
    path("<int:pk>/proof/", views.proof, name="filing_proof"),
    path("<int:pk>/<slug:verb>/", views.decide, name="filing_decide"),
]
