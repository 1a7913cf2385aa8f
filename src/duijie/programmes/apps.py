from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "duijie.programmes"
