from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "duijie.registry"
