from django.urls import path

from duijie.portal.privacy import contact, requests, views

urlpatterns = [
    path("", views.purposes, name="privacy"),
    path("mine/", views.mine, name="privacy_mine"),
    path("consents/<slug:key>/", views.consent, name="privacy_consent"),
    path("readings/", views.readings, name="privacy_readings"),
    path("readings/export/", views.readings_export, name="privacy_readings_export"),
    path("requests/", requests.index, name="personal_request_list"),
    path("requests/export/", requests.export, name="personal_request_export"),
    path("requests/ask/", requests.ask, name="personal_request_ask"),
    path("requests/contact/", contact.ask_for_contact, name="personal_request_contact"),
    path("requests/<int:pk>/", requests.detail, name="personal_request"),
    path("requests/<int:pk>/copy/", requests.download, name="personal_request_copy"),
    path("requests/<int:pk>/<slug:verb>/", requests.step, name="personal_request_step"),
]
