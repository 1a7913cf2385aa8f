from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DemandsConfig(AppConfig):
    name = "duijie.demands"

    def ready(self) -> None:
        from duijie.demands import receivers  # noqa: F401, PLC0415 – models are ready only now
        from duijie.demands.passage_triggers import ensure_after_migrating  # noqa: PLC0415 – as above

        post_migrate.connect(ensure_after_migrating, sender=self)
