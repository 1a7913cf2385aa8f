from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammesConfig(AppConfig):
    name = "duijie.programmes"

    def ready(self) -> None:
        from duijie.programmes import receivers  # noqa: F401, PLC0415 – models are ready only now
        from duijie.programmes.service_triggers import ensure_after_migrating  # noqa: PLC0415 – as above

        post_migrate.connect(ensure_after_migrating, sender=self)
