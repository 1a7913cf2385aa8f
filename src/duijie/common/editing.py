"""Two people, one record: the second to save is told, and nothing of the first's work is lost."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from duijie.common import clock


class StaleError(Exception):
    """Somebody changed ``current`` since ``by`` looked at ``version``; ``values`` is what was to be written."""

    def __init__(self, *, current: models.Model, version: int, values: Mapping[str, Any]) -> None:
        super().__init__(f"{type(current).__name__} {current.pk} is no longer at version {version}")
        self.current = current
        self.version_now: int = getattr(current, "version", version)
        self.version = version
        self.values = values


def refuse_stale(current: Any, version: int | None, values: Mapping[str, Any] | None = None) -> None:
    """``StaleError`` where ``current``, which the caller holds, is another version; None where nobody looked at one."""
    if version is not None and current.version != version:
        raise StaleError(current=current, version=version, values=values or {})


def stamp(current: Any) -> None:
    """Changed now, and the next version of it, unless it is new. The caller saves."""
    current.changed_at = clock.now()
    if current.pk:
        current.version += 1
