"""What areas are called in English, for sentences and facets that know them by their Chinese names."""

import time
from collections.abc import Mapping
from typing import Any

from django.db.models.signals import post_save

from duijie.registry.models import Area

FRESH = 60.0
"""Seconds after which a process looks whether another one has renamed an area."""

_read: list[tuple[float, Mapping[str, str]]] = []


def areas_in_english() -> Mapping[str, str]:
    """English names by Chinese ones, of the areas that have any. One query a minute; areas that are called alike in
    Chinese and not in English are left out, since nobody could tell which is meant."""
    if not _read or time.monotonic() - _read[0][0] > FRESH:
        names: dict[str, str] = {}
        doubtful = set()
        for name, name_en in Area.objects.exclude(name_en="").order_by("pk").values_list("name", "name_en"):
            if names.setdefault(name, name_en) != name_en:
                doubtful.add(name)
        _read[:] = [(time.monotonic(), {name: told for name, told in names.items() if name not in doubtful})]
    return _read[0][1]


def forget_areas(**_signal: Any) -> None:
    _read.clear()


post_save.connect(forget_areas, sender=Area, dispatch_uid="areas_in_english")
