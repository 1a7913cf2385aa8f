from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "duijie.accounts"
