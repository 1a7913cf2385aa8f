"""How it was on a day: what an organisation was called, and whose a record was. For figures of earlier periods, which
keep the old names and the old units whatever was renamed and merged since. What a person corrected since holds for all
periods: only merges are looked behind.

Callers have found the rows through ``visible_to``; nothing here widens what one sees.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.utils import timezone

from duijie.registry.models import FormerName, Merge, Organisation
from duijie.registry.register import Register

BATCH = 10_000
"""Records that one query reads the history of: both databases take so many numbers."""


@dataclass(frozen=True, slots=True)
class OwnerThen:
    """Whose a record was: the number of the organisation where it was registered, and its name on that day."""

    number: int | None
    name: str


def names_on(numbers: Iterable[int], day: date) -> dict[int, str]:
    """What the organisations with these numbers were called on ``day``. Two queries."""
    wanted = set(numbers)
    names = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))  # door: numbers are the caller's
    held = FormerName.objects.filter(organisation__in=wanted, is_merged=False, to_on__gte=day)
    for number, name, since in held.order_by("-to_on", "-pk").values_list("organisation", "name", "from_on"):
        if since is None or since <= day:
            names[number] = name  # the one that ended first on or after the day comes last
    return names


def owners_on(register: Register, numbers: Iterable[int], day: date) -> dict[int, OwnerThen]:
    """Whose the records with these numbers were at the end of ``day``: those of a merged organisation are its own.

    Five queries, two fewer where nothing was merged since.
    """
    rows = register.model.objects.filter(pk__in=set(numbers))  # door: numbers are the caller's
    now = {number: (owner, said) for number, owner, said in rows.values_list("pk", "organisation", "organisation_name")}
    then = units_on(register.model, {number: owner for number, (owner, _said) in now.items() if owner}, day)
    names = names_on(then.values(), day)
    found = {}
    for number, (_owner, said) in now.items():
        unit = then.get(number)
        found[number] = OwnerThen(unit, said if unit is None else names.get(unit, said))
    return found


def units_on(model: Any, units: Mapping[int, int], day: date) -> dict[int, int]:
    """The organisations of the records ``units`` (record → organisation as it is now) as they were at the end of
    ``day``: what came to another organisation by a merge since then, which still stands, is given back to the one that
    had it. One query, and one for every ``BATCH`` records that a merge may have moved.
    """
    ends = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    later = Merge.objects.standing().filter(register="organisations", at__gte=ends)
    merges = set(later.values_list("merged", "kept"))
    keeping = {kept for _merged, kept in merges}
    then = dict(units)
    moved = [number for number, unit in units.items() if unit in keeping]
    for begin in range(0, len(moved), BATCH):
        rows = model.history.filter(id__in=moved[begin : begin + BATCH]).order_by("id", "-history_id")
        told = rows.values_list("id", "organisation_id", "history_date")
        for number, steps in groupby(told, key=lambda row: row[0]):
            then[number] = _before_merges(units[number], [(unit, at) for _id, unit, at in steps], merges, ends)
    return then


def _before_merges(unit: int, steps: list[tuple[int | None, datetime]], merges: set[Any], ends: datetime) -> int:
    """``steps``: the organisation in each row of the history and when it was written, the newest first."""
    for (owner, at), (before, _at) in pairwise(steps):
        if owner == before:
            continue
        if owner != unit or at < ends or (before, owner) not in merges:
            break
        unit = before or unit
    return unit
