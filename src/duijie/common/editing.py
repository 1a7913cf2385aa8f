"""Two people, one record: the second to save is told, and nothing of the first's work is lost."""

from collections.abc import Mapping
from typing import Any

from django.db import models


class StaleError(Exception):
    """Somebody changed ``current`` since ``by`` looked at ``version``; ``values`` is what was to be written."""

    def __init__(self, *, current: models.Model, version: int, values: Mapping[str, Any]) -> None:
        super().__init__(f"{type(current).__name__} {current.pk} is no longer at version {version}")
        self.current = current
        self.version_now: int = getattr(current, "version", version)
        self.version = version
        self.values = values
