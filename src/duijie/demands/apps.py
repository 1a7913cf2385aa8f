from django.apps import AppConfig


class DemandsConfig(AppConfig):
    name = "duijie.demands"

    def ready(self) -> None:
        from duijie.demands import receivers  # noqa: F401, PLC0415 – models are ready only now
