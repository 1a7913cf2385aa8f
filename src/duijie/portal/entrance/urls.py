"""Sign-in: allauth's views that we use, and no others. Names are allauth's, which looks them up."""

from allauth.account import views as account
from django.urls import include, path
from django.views.generic import RedirectView

from duijie.portal.entrance import views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", RedirectView.as_view(pattern_name="account_change_password"), name="account_set_password"),
    path("password/reset/", views.explain_reset, name="account_reset_password"),
    path("email/", RedirectView.as_view(pattern_name="profile"), name="account_email"),
    path("2fa/", include("allauth.mfa.urls")),
]
