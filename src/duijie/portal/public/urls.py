from django.urls import path

from duijie.portal.public import views

urlpatterns = [
    path("demand/", views.apply, {"kind": "demand"}, name="apply_demand"),
    path("account/", views.apply, {"kind": "account"}, name="apply_account"),
    path("guide/", views.guide, name="apply_guide"),
    path("receipt/<slug:secret>/", views.receipt, name="filing_receipt"),
]
