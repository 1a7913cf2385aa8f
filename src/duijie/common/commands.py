"""The base of the platform's own commands."""

from django.core.management.base import BaseCommand


class PlatformCommand(BaseCommand):
    """Starts at once: the system checks load every page of the platform, and ``setup`` has made them already."""

    requires_system_checks: list[str] = []
