from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "duijie.programmes"

    def ready(self) -> None:
        from duijie.programmes import receivers  # noqa: F401, PLC0415 – models are ready only now
