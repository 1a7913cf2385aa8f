"""Reading how far demands have come: which of them reached a stage, and all of an area as arrays to be counted."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Case, F, Q, When
from django.utils import timezone

from duijie.demands.models import DemandKind, Rating, Source
from duijie.demands.stages import ALL, COLUMNS, STAGES
from duijie.registry import industries
from duijie.registry.domain.queries.figures import beginning_of

Array = np.ndarray[Any, Any]
NONE = 0  # the number of no day
SOURCES = ("", *Source.values)
KINDS = tuple(DemandKind.values)
DIVISIONS = (industries.UNCODED, *industries.DIVISIONS)
_DAYS = tuple(one.column for one in STAGES.values() if one.column)


def reached_within(rows: Any, stage: str, first: date | None = None, end: date | None = None) -> Any:
    """The demands that reached the stage, for the first time from ``first`` until before ``end``; every demand was
    found. Raises ``KeyError`` for an unknown stage."""
    column = ALL[stage].column
    if not column:
        return rows if first is None or end is None else found_within(rows, first, end)
    if first is None or end is None:
        return rows.filter(**{f"passage__{column}__isnull": False})
    return rows.filter(**{f"passage__{column}__gte": first, f"passage__{column}__lt": end})


def found_within(rows: Any, first: date, end: date) -> Any:
    """The demands found from ``first`` until before ``end``; where no day was written, the day of entry counts."""
    entered = Q(found_on=None, created_at__gte=beginning_of(first), created_at__lt=beginning_of(end))
    return rows.filter(Q(found_on__gte=first, found_on__lt=end) | entered)


def rated_within(least: int, first: date, end: date) -> Any:
    """What firms said in this time, of at least this satisfaction."""
    return Rating.objects.filter(
        satisfaction__gte=least, rated_at__gte=beginning_of(first), rated_at__lt=beginning_of(end)
    )


@dataclass(frozen=True, slots=True)
class Passages:
    """Demands as arrays, one place each: their numbers, numbers of areas (0 for no zone), places in ``KINDS``,
    ``SOURCES`` and ``DIVISIONS``, and days as ``date.toordinal`` (0 for none): ``days`` has a column for each stage."""

    number: Array
    area: Array
    zone: Array
    kind: Array
    source: Array
    division: Array
    days: Array
    unsolved: Array
    reopened: Array

    def __len__(self) -> int:
        return len(self.area)

    def only(self, chosen: Array | slice) -> "Passages":
        """Those of the places that ``chosen`` names: an array of truths or of places, or a slice, which shares memory
        with this."""
        columns = {one.name: getattr(self, one.name) for one in fields(self)}
        days = columns.pop("days").T[:, chosen].T  # as it lies in memory: a stage after the other
        return Passages(**{name: one[chosen] for name, one in columns.items()}, days=days)


def read_passages(rows: Any) -> Passages:
    """One query. ``rows`` are the demands that are to be counted."""
    columns = (*_DAYS, COLUMNS["unsolved"], ALL["reopened"].column)
    told = rows.order_by().values_list(
        "pk", "area_id", "zone_id", "kind", "source", "industry", "found_on",
        Case(When(found_on=None, then=F("created_at"))), *(f"passage__{name}" for name in columns),
    )  # fmt: skip
    found = list(zip(*told.iterator(chunk_size=20_000), strict=True)) or [()] * (8 + len(columns))
    number, area, zone, kind, source, industry, found_on, created, *days = found
    entered = [
        day or (timezone.localdate(moment) if moment else None)
        for day, moment in zip(found_on, created, strict=True)
    ]  # fmt: skip
    numbered = [_ordinals(entered), *map(_ordinals, days)]
    return Passages(
        np.array(number, dtype=np.int64), np.array(area, dtype=np.int64),
        np.array([one or 0 for one in zone], dtype=np.int64),
        _codes(kind, KINDS), _codes(source, SOURCES), _codes(_divisions(industry), DIVISIONS),
        np.column_stack(numbered[:-2]), numbered[-2], numbered[-1],
    )  # fmt: skip


def _ordinals(days: Iterable[date | None]) -> Array:
    return np.array([NONE if day is None else day.toordinal() for day in days], dtype=np.int32)


def _codes(values: Iterable[str], known: tuple[str, ...]) -> Array:
    place = {value: number for number, value in enumerate(known)}
    return np.array([place.get(value, 0) for value in values], dtype=np.int16)


def _divisions(texts: Iterable[str]) -> list[str]:
    known = functools.cache(industries.division_of)
    return [known(text) for text in texts]
