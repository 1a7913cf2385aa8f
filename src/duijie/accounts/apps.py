from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "duijie.accounts"

    def ready(self) -> None:
        """Connect the receivers, which need the models to be there."""
        import_module("duijie.accounts.signals")
