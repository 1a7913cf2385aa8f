"""Counting records of an area. What is counted here is what the lists show under the same area, to the last row."""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Max, Q
from django.utils import timezone

from duijie.accounts.access import can, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.registry.domain.queries import beside
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.models import Achievement, Area, AreaKind, Carrier, Organisation, Person, Service
from duijie.registry.models.area import AreaQuerySet, lies_in

NEW_DAYS = 30
MOST_OWNERS = 10
KEPT_SECONDS = 60
OLDEST_SECONDS = 600  # until which figures of a large register are shown while they are counted anew
LARGE = 50_000
"""Records of a register from which on a change does not have its figures counted anew before ``KEPT_SECONDS``, nor
while somebody waits for the page."""
FEW_AREAS = 40
"""Areas outside one's own up to which it is worth asking whether any record lies there."""
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


@dataclass(slots=True)
class Freshness:
    """As of when the figures of a page are: the oldest of them that was kept although records have changed since."""

    as_of: datetime = field(default_factory=clock.now)

    def note(self, moment: datetime) -> None:
        self.as_of = min(self.as_of, moment)


class Counted:
    """The living rows of ``area`` that ``by`` may see, as the filters of the lists understand it: zones count for the
    areas they lie in. Where a role reaches the whole area (``is_whole``), that is all of them, and the database is
    spared the question row by row. ``freshness`` is told of figures that are not those of this moment.
    """

    def __init__(self, model: Any, area: Area, *, by: Any, freshness: Freshness | None = None, **fixed: Any) -> None:
        self._model, self._area, self._by = model, area, by
        self._freshness = freshness or Freshness()
        self._living = {"archived_at": None, **fixed}
        self.is_whole = can(by, Permission(f"{getattr(model, 'noun', 'organisation')}.view"), area.place)
        self._key = _key_of(model, area, fixed) if self.is_whole else ""

    @functools.cached_property
    def rows(self) -> Any:
        rows = self._model.objects.all() if self.is_whole else self._model.objects.visible_to(self._by)
        rows = rows.filter(**self._living).order_by()
        return rows if self.is_all else _inside(rows, self._area)

    @functools.cached_property
    def is_all(self) -> bool:
        """Whether these are all living rows there are, because no row lies anywhere else: then none is asked where it
        lies. One short query; a second one for each page."""
        outside = areas_outside(self._area)
        return self.is_whole and outside is not None and not self._model.objects.filter(area__in=outside).exists()

    @functools.cached_property
    def _last_change(self) -> int:
        """Rises with every change of any record of the model: each leaves a row in its history."""
        return self._model.history.model.objects.aggregate(last=Max("history_id"))["last"] or 0

    def kept(self, what: str, make: Callable[[], Any]) -> Any:
        """``make()``; or, where all rows are counted, what it said before, if no record has changed since. Of a
        register that is ``LARGE`` it says what it said even then, and is counted anew beside the page when that was
        longer ago than ``KEPT_SECONDS``.
        """
        if not self._key:
            return make()
        name = f"{what}:{self._key}"
        change, moment, was_large, found = caches["figures"].get(name) or (None, clock.now(), False, None)
        if change == self._last_change:
            return found
        if not was_large:
            return self._count(name, make)
        self._freshness.note(moment)
        if clock.now() - moment > timedelta(seconds=KEPT_SECONDS):
            beside.recount(name, lambda: self._count(name, make))
        return found

    def _count(self, name: str, make: Callable[[], Any]) -> Any:
        change, now, found = self._last_change, clock.now(), make()
        seconds = OLDEST_SECONDS if self._is_large else KEPT_SECONDS
        caches["figures"].set(name, (change, now, self._is_large, found), seconds)
        return found

    @functools.cached_property
    def _is_large(self) -> bool:
        newest: int | None = self._model.objects.aggregate(last=Max("pk"))["last"]
        return (newest or 0) > LARGE


def _key_of(model: Any, area: Area, fixed: Mapping[str, Any]) -> str:
    """Of what is counted: the register, the area with all below it, the day."""
    told = (model._meta.label_lower, area.pk, sorted(paths_below(area).items()), clock.today(), sorted(fixed))
    return blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _inside(rows: Any, area: Area) -> Any:
    """The rows in ``area``, by the area they are counted in or, for records, by the zone that runs them."""
    if area.kind == AreaKind.ZONE:
        return rows.filter(lies_in(area.path, "zone"))
    return rows.filter(lies_in(area.path, "area", *(() if rows.model is Organisation else ("zone",))))


def bank(key: str, those: Counted) -> Bank:
    """One query."""
    since = beginning_of(first_new_day())
    counts = {"total": Count("pk"), "new": Count("pk", filter=Q(created_at__gte=since))}
    found = those.kept("bank", lambda: those.rows.aggregate(**counts))
    return Bank(key, found["total"], found["new"])


def other_banks(area: Area, *, by: Any, freshness: Freshness) -> dict[str, Bank]:
    """Carriers and organisations: counted, and cut no further."""
    return {
        "carriers": bank("carriers", Counted(Carrier, area, by=by, freshness=freshness)),
        "organisations": bank("organisations", Counted(Organisation, area, by=by, freshness=freshness)),
    }


@dataclass(frozen=True, slots=True)
class Supply:
    """Banks of supply, by technology field (key of bank → field → count), achievements by place, and who has most."""

    banks: Mapping[str, Bank]
    by_field: Mapping[str, Mapping[str, int]]
    places: tuple[tuple[int, int | None, int], ...]
    owners: list[Owner]


def supply_in(area: Area, *, by: Any, freshness: Freshness) -> Supply:
    """Achievements, experts and services; one query each, and two for the owners."""
    whose: dict[str, Any] = {"by": by, "freshness": freshness}
    those = Counted(Achievement, area, **whose)
    achievements = _by(those, "area_id", "zone_id", "field")
    experts = _by(Counted(Person, area, **whose, is_expert=True), "field")
    services = _by(Counted(Service, area, **whose), "field")
    cut = {"achievements": achievements, "experts": experts, "services": services}
    return Supply(
        {key: Bank(key, sum(row["n"] for row in rows), sum(row["new"] for row in rows)) for key, rows in cut.items()},
        {key: add_up((row["field"], row["n"]) for row in rows) for key, rows in cut.items()},
        tuple((row["area_id"], row["zone_id"], row["n"]) for row in achievements),
        top_owners(those),
    )


def _by(those: Counted, *names: str) -> list[dict[str, Any]]:
    since = beginning_of(first_new_day())
    counts = {"n": Count("pk"), "new": Count("pk", filter=Q(created_at__gte=since))}
    found: list[dict[str, Any]] = those.kept("cut", lambda: list(those.rows.values(*names).annotate(**counts)))
    return found


def add_up(pairs: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    """Sums by key, in the order of first sight."""
    found: dict[Any, int] = {}
    for key, count in pairs:
        found[key] = found.get(key, 0) + count
    return found


def top_owners(those: Counted) -> list[Owner]:
    """The organisations with most of the rows; those that are not registered are not among them. Two queries."""

    def most() -> list[dict[str, Any]]:
        rows = those.rows.filter(organisation_id__isnull=False).values("organisation_id").annotate(n=Count("pk"))
        return list(rows.order_by("-n", "organisation_id")[:MOST_OWNERS])

    found = those.kept("owners", most)
    names = dict(
        Organisation.objects.filter(pk__in=[row["organisation_id"] for row in found]).values_list("pk", "name")
    )
    return [Owner(row["organisation_id"], names[row["organisation_id"]], row["n"]) for row in found]


def parts_of(area: Area) -> tuple[list[Area], dict[int, str]]:
    """The counties and zones directly below ``area`` – itself where there are none – and the path of every area
    below, by number."""
    parts = list(Area.objects.filter(parent=area, kind__in=_SHOWN, archived_at=None).order_by("path"))
    return parts or [area], paths_below(area)


def paths_below(area: Area) -> dict[int, str]:
    """The path of the area and of every one below it, by number; asked once for each object of an area."""
    known: dict[int, str] | None = area.__dict__.get("_paths_below")
    if known is None:
        known = dict(Area.objects.below(area.path).order_by("pk").values_list("pk", "path"))
        area.__dict__["_paths_below"] = known
    return known


def areas_outside(area: Area) -> list[int] | None:
    """The numbers of the areas that do not lie in ``area``; None where these are many, or it is a zone."""
    known: list[int] | None = area.__dict__.get("_areas_outside")
    if known is None and area.kind != AreaKind.ZONE:
        others = Area.objects.exclude(path__startswith=area.path).order_by("pk")
        known = area.__dict__["_areas_outside"] = list(others.values_list("pk", flat=True)[: FEW_AREAS + 1])
    return known if known is not None and len(known) <= FEW_AREAS else None


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
