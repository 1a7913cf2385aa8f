"""Counting records of an area. What is counted here is what the lists show under the same area, to the last row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from duijie.accounts.access import can, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.models import Achievement, Area, AreaKind, Carrier, Organisation, Person, Service
from duijie.registry.models.area import AreaQuerySet

NEW_DAYS = 30
MOST_OWNERS = 10
_SHOWN = (AreaKind.PROVINCE, AreaKind.CITY, AreaKind.COUNTY, AreaKind.ZONE)


@dataclass(frozen=True, slots=True)
class Bank:
    """A register as a pool: how many, and how many of them were added in the last ``NEW_DAYS`` days."""

    key: str
    total: int
    new: int


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation and how many records it has."""

    pk: int
    name: str
    count: int


def areas_with_figures(by: Any) -> AreaQuerySet:
    """The areas whose figures ``by`` may see, from the widest to the narrowest of each branch; no townships."""
    held = holding(by, Permission.COUNTY_VIEW)
    rows = list_areas(by=by).filter(kind__in=_SHOWN)
    if any(grant.reach is Reach.EVERYWHERE for grant in held):
        return rows
    reached = Q(pk__in=())
    for grant in held:
        if grant.reach is Reach.AREA and grant.path:
            reached |= Q(path__startswith=grant.path)
    return rows.filter(reached)


def first_new_day() -> Any:
    """The day from which on a record counts as new."""
    return clock.today() - timedelta(days=NEW_DAYS)


def beginning_of(day: Any) -> datetime:
    """Midnight of ``day`` where the platform stands."""
    return timezone.make_aware(datetime.combine(day, time.min))


def inside(rows: Any, area: Area) -> Any:
    """The rows of ``area``, as the filters of the lists understand it: zones count for the areas they lie in.

    Adding 0 keeps the databases from looking up row after row by area: reading through the index of figures, which
    holds all that is counted, is many times faster.
    """
    below = Area.objects.below(area.path).values("pk")
    rows = rows.alias(counted_area=F("area_id") + 0, counted_zone=F("zone_id") + 0)
    if area.kind == AreaKind.ZONE:
        return rows.filter(counted_zone__in=below)
    if rows.model is Organisation:
        return rows.filter(counted_area__in=below)
    return rows.filter(Q(counted_area__in=below) | Q(counted_zone__in=below))


def rows_in(model: Any, area: Area, *, by: Any) -> Any:
    """The living rows of ``area`` that ``by`` may see. Where a role reaches the whole area, that is all of them, and
    the database is spared the question row by row."""
    permission = Permission(f"{getattr(model, 'noun', 'organisation')}.view")
    rows = model.objects.all() if can(by, permission, area.place) else model.objects.visible_to(by)
    return inside(rows.filter(archived_at=None), area)


def experts_in(area: Area, *, by: Any) -> Any:
    return rows_in(Person, area, by=by).filter(is_expert=True)


def bank(key: str, rows: Any) -> Bank:
    """One query."""
    since = beginning_of(first_new_day())
    found = rows.aggregate(total=Count("pk"), new=Count("pk", filter=Q(created_at__gte=since)))
    return Bank(key, found["total"], found["new"])


def other_banks(area: Area, *, by: Any) -> dict[str, Bank]:
    """Carriers and organisations: counted, and cut no further."""
    return {
        "carriers": bank("carriers", rows_in(Carrier, area, by=by)),
        "organisations": bank("organisations", rows_in(Organisation, area, by=by)),
    }


@dataclass(frozen=True, slots=True)
class Supply:
    """Banks of supply, by technology field (key of bank → field → count), and achievements by place."""

    banks: Mapping[str, Bank]
    by_field: Mapping[str, Mapping[str, int]]
    places: tuple[tuple[int, int | None, int], ...]


def supply_in(area: Area, *, by: Any) -> Supply:
    """Achievements, experts and services; one query each."""
    achievements = _by(rows_in(Achievement, area, by=by), "area_id", "zone_id", "field")
    experts = _by(experts_in(area, by=by), "field")
    services = _by(rows_in(Service, area, by=by), "field")
    cut = {"achievements": achievements, "experts": experts, "services": services}
    return Supply(
        {key: Bank(key, sum(row["n"] for row in rows), sum(row["new"] for row in rows)) for key, rows in cut.items()},
        {key: add_up((row["field"], row["n"]) for row in rows) for key, rows in cut.items()},
        tuple((row["area_id"], row["zone_id"], row["n"]) for row in achievements),
    )


def _by(rows: Any, *names: str) -> list[dict[str, Any]]:
    since = beginning_of(first_new_day())
    counts = {"n": Count("pk"), "new": Count("pk", filter=Q(created_at__gte=since))}
    return list(rows.order_by().values(*names).annotate(**counts))


def add_up(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """Sums by key, in the order of first sight."""
    found: dict[Any, int] = {}
    for key, count in pairs:
        found[key] = found.get(key, 0) + count
    return found


def top_owners(rows: Any) -> list[Owner]:
    """The organisations with most of ``rows``; those that are not registered are not among them."""
    found = list(
        rows.order_by()
        .filter(organisation_id__isnull=False)
        .values("organisation_id")
        .annotate(n=Count("pk"))
        .order_by("-n", "organisation_id")[:MOST_OWNERS]
    )
    names = dict(
        Organisation.objects.filter(pk__in=[row["organisation_id"] for row in found]).values_list("pk", "name")
    )
    return [Owner(row["organisation_id"], names[row["organisation_id"]], row["n"]) for row in found]


def top_owners_of_supply(area: Area, *, by: Any) -> list[Owner]:
    return top_owners(rows_in(Achievement, area, by=by))


def parts_of(area: Area) -> tuple[list[Area], dict[int, str]]:
    """The counties and zones directly below ``area`` – itself where there are none – and the path of every area
    below, by number."""
    below = list(Area.objects.below(area.path).filter(archived_at=None).order_by("path"))
    parts = [one for one in below if one.parent_id == area.pk and one.kind in _SHOWN]
    return parts or [area], {one.pk: one.path for one in below}


def count_by_part(
    parts: Iterable[Area], paths: Mapping[int, str], places: Iterable[tuple[int, int | None, int]]
) -> dict[int, int]:
    """How many of ``places`` (area, zone, count) lie in each part: in it by area or by zone, as the lists say."""
    known = [(place, count) for *place, count in places]
    found: dict[int, int] = {}
    for part in parts:
        inner = {pk for pk, path in paths.items() if path.startswith(part.path)}
        if part.kind == AreaKind.ZONE:
            found[part.pk] = sum(count for (_area, zone), count in known if zone in inner)
        else:
            found[part.pk] = sum(count for (area, zone), count in known if area in inner or zone in inner)
    return found
