"""Counting demands of an area: by state, kind, source, industry, field, place and month. One query for each cut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Case, Count, IntegerField, Q, Value, When

from duijie.common import clock
from duijie.demands.domain.queries.passage_blocks import passages_in
from duijie.demands.models import Demand
from duijie.demands.stages import STAGES
from duijie.registry.domain.queries.figures import (
    Bank,
    Counted,
    Freshness,
    Owner,
    add_up,
    beginning_of,
    first_new_day,
    top_owners,
)  # fmt: skip
from duijie.registry.industries import division_of
from duijie.registry.models import Area

MONTHS = 12
STEPS_IN_TIME = {"published": "passage__published_on", "solved": "passage__solved_on"}
"""What the trend counts beside what was found, and where the day is kept: the first, as the funnel counts it."""


@dataclass(frozen=True, slots=True)
class DemandFigures:
    """Counts by key. ``places`` are (area, zone, count); ``trend`` counts what was ``found``, ``published`` and
    ``solved`` in each of the ``last_months``."""

    bank: Bank
    by_state: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_source: Mapping[str, int]
    by_field: Mapping[str, int]
    by_division: Mapping[str, int]
    places: tuple[tuple[int, int | None, int], ...]
    owners: list[Owner]
    trend: Mapping[str, list[int]]


def figures_in(area: Area, *, by: Any, freshness: Freshness) -> DemandFigures:
    """Everything, in a dozen queries; fewer while no demand changes."""
    those = Counted(Demand, area, by=by, freshness=freshness)
    cube = those.kept(
        "cube", lambda: list(those.rows.values("area_id", "zone_id", "state", "field").annotate(n=Count("pk")))
    )
    since = beginning_of(first_new_day())
    new = Count("pk", filter=Q(created_at__gte=since))
    kinds = those.kept("kinds", lambda: list(those.rows.values("kind", "source").annotate(n=Count("pk"), new=new)))
    divisions = those.kept("divisions", lambda: _divisions(those.rows))
    return DemandFigures(
        Bank("demands", sum(row["n"] for row in cube), sum(row["new"] for row in kinds)),
        add_up((row["state"], row["n"]) for row in cube),
        add_up((row["kind"], row["n"]) for row in kinds),
        add_up((row["source"], row["n"]) for row in kinds),
        add_up((row["field"], row["n"]) for row in cube),
        divisions,
        tuple((row["area_id"], row["zone_id"], row["n"]) for row in cube),
        top_owners(those),
        those.kept("trend", lambda: _trend_in(area, by=by) if those.is_whole else _trend(those.rows)),
    )


def last_months() -> list[date]:
    """The first days of the last twelve months, the present one last."""
    today = clock.today()
    return [_month(today.year * 12 + today.month - 1 - back) for back in range(MONTHS - 1, -1, -1)]


def month_after(first: date) -> date:
    return _month(first.year * 12 + first.month)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def stepped_within(rows: Any, step: str, first: date, end: date) -> Any:
    """The demands that took the step (``published``, ``solved``) for the first time from ``first`` until before
    ``end``."""
    return rows.filter(**{f"{STEPS_IN_TIME[step]}__gte": first, f"{STEPS_IN_TIME[step]}__lt": end})


def _divisions(rows: Any) -> dict[str, int]:
    counts = rows.values("industry").annotate(n=Count("pk")).values_list("industry", "n")
    return add_up((division_of(text), count) for text, count in counts)


def _trend_in(area: Area, *, by: Any) -> dict[str, list[int]]:
    """The same where all demands of the area count: from the arrays of the funnel, in as many queries as these need."""
    months = last_months()
    edges = np.array([one.toordinal() for one in (*months, month_after(months[-1]))])
    days = passages_in(area, by=by).days
    order, found = [*STAGES], {}
    for step in ("found", *STEPS_IN_TIME):
        places = np.searchsorted(edges, days[:, order.index(step)], side="right") - 1
        inside = places[(places >= 0) & (places < MONTHS)]
        found[step] = [int(count) for count in np.bincount(inside, minlength=MONTHS)]
    return found


def _trend(rows: Any) -> dict[str, list[int]]:
    """Three queries."""
    months = last_months()
    end = month_after(months[-1])
    found = dict.fromkeys(months, 0)
    written = rows.filter(found_on__gte=months[0], found_on__lt=end)
    for day, count in written.values("found_on").annotate(n=Count("pk")).values_list("found_on", "n"):
        found[day.replace(day=1)] += count
    entered = rows.filter(found_on=None, created_at__gte=beginning_of(months[0]), created_at__lt=beginning_of(end))
    for at, count in entered.values(at=_month_of("created_at", months)).annotate(n=Count("pk")).values_list("at", "n"):
        found[months[at]] += count
    return {"found": list(found.values()), **_steps_in(rows, months, end)}


def _steps_in(rows: Any, months: list[date], end: date) -> dict[str, list[int]]:
    """One query."""
    counts = {step: dict.fromkeys(months, 0) for step in STEPS_IN_TIME}
    recent = Q(pk__in=())
    for day in STEPS_IN_TIME.values():
        recent |= Q(**{f"{day}__gte": months[0], f"{day}__lt": end})
    days = rows.filter(recent).order_by().values(*STEPS_IN_TIME.values()).annotate(n=Count("pk"))
    for *found, count in days.values_list(*STEPS_IN_TIME.values(), "n"):
        for step, day in zip(STEPS_IN_TIME, found, strict=True):
            if day is not None and months[0] <= day < end:
                counts[step][day.replace(day=1)] += count
    return {step: list(series.values()) for step, series in counts.items()}


def _month_of(moment: str, months: list[date]) -> Any:
    """Which of ``months`` the moment lies in, by number; decided in the database, without its functions of dates,
    which one of the two answers slowly."""
    ends = [beginning_of(month_after(one)) for one in months]
    cases = [When(**{f"{moment}__lt": end}, then=Value(at)) for at, end in enumerate(ends)]
    return Case(*cases, default=Value(MONTHS - 1), output_field=IntegerField())
