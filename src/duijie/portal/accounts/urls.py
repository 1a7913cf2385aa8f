from django.urls import path

from duijie.portal.accounts import actions, profile, views

urlpatterns = [
    path("", views.index, name="account_list"),
    path("export/", views.export, name="account_export"),
    path("add/", actions.add, name="account_add"),
    path("<int:pk>/", views.detail, name="account_detail"),
    path("<int:pk>/edit/", actions.edit, name="account_edit"),
    path("<int:pk>/password/", actions.reset_password, name="account_reset_password_of"),
    path("<int:pk>/second-factor/remove/", actions.remove_second_factor, name="account_remove_second_factor"),
    path("<int:pk>/deactivate/", actions.deactivate, name="account_deactivate"),
    path("<int:pk>/activate/", actions.activate, name="account_activate"),
    path("<int:pk>/unlock/", actions.unlock, name="account_unlock"),
    path("<int:pk>/roles/grant/", actions.grant, name="membership_grant"),
    path("<int:pk>/roles/<int:membership>/withdraw/", actions.revoke, name="membership_revoke"),
    path("me/", profile.profile, name="profile"),
    path("me/tokens/add/", profile.add_token, name="token_add"),
    path("me/tokens/<int:pk>/revoke/", profile.revoke_token, name="token_revoke"),
]
