from django.urls import path

from duijie.portal.privacy import views

urlpatterns = [
    path("", views.purposes, name="privacy"),
    path("mine/", views.mine, name="privacy_mine"),
    path("consents/<slug:key>/", views.consent, name="privacy_consent"),
    path("readings/", views.readings, name="privacy_readings"),
    path("readings/export/", views.readings_export, name="privacy_readings_export"),
]
