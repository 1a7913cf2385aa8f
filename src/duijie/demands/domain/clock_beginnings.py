"""Clocks that belong to a state (``clock_kinds.AWAITED``), begun for many demands at once: for those that were just
written down, and for those that stand in the state without one, as after an upgrade or where a policy had no limit.

A number of statements that does not grow with the demands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.clock_kinds import AWAITED, BORN, ClockDeed, ClockKind
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.clock_policies import all_in_force, choose
from duijie.demands.domain.clocks import next_deadline
from duijie.demands.models import ClockEntry, Demand, DemandClock

MISSING = "missing"
"""Why a clock began that no deed began, in its log."""
CHUNK = 500
KIND_IN = {state: kind for kind, states in AWAITED.items() for state in states}
Progress = Callable[[str, int, int], None]


def begin_clocks(demands: Iterable[Demand], *, by: Any, cause: str = BORN) -> int:
    """Begin what their states await, from now on, within the caller's transaction, which has made or locked them. Their
    area and zone are loaded. Nothing where such a clock runs already, or the policy has no such limit. How many."""
    waiting = {one.pk: one for one in demands if one.state in KIND_IN}
    if not waiting:
        return 0
    running, rounds = _known(waiting) if cause != BORN else (set(), {})
    policies, now = all_in_force(), clock.now()
    offices = Offices(timezone.localdate(now))
    made: list[DemandClock] = []
    for demand in waiting.values():
        kind = KIND_IN[demand.state]  # type: ignore[index]
        policy = choose(policies, kind=demand.kind, place=demand.place)
        if (demand.pk, kind) in running or policy is None or policy.limit_of(kind) is None:
            continue
        one = DemandClock(
            demand=demand, kind=kind, round=rounds.get((demand.pk, kind), 0) + 1, policy=policy, handler=demand.handler,
            started_at=now, paused_at=now if policy.pauses_for(demand.waiting) else None,
        )  # fmt: skip
        offices.set_due(one)
        made.append(one)
    DemandClock.objects.bulk_create(made)
    _log(made, by=by, cause=cause)
    _tell_demands(made)
    return len(made)


def _known(waiting: Iterable[int]) -> tuple[set[tuple[int, str]], dict[tuple[int, str], int]]:
    """Which such clocks run, and the last round of each."""
    rows = DemandClock.objects.filter(demand__in=list(waiting), kind__in=AWAITED).order_by()
    last = rows.values_list("demand", "kind").annotate(last=Max("round"))
    return {*rows.open().values_list("demand", "kind")}, {(pk, kind): number for pk, kind, number in last}


def begin_missing(progress: Progress = lambda *_all: None) -> int:
    """Begin what is missing, from now on, so that nothing is overdue at once. How many; running it again, none."""
    begun = 0
    for kind, states in AWAITED.items():
        running = DemandClock.objects.open().filter(demand=OuterRef("pk"), kind=kind)
        without = Demand.objects.filter(~Exists(running), archived_at=None, state__in=states).order_by("pk")
        done, last, total = 0, 0, without.count()
        while numbers := list(without.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK]):
            begun += _begin_some(numbers, kind)
            done, last = done + len(numbers), numbers[-1]
            progress("calculating", done, total)
    return begun


@in_transaction
def _begin_some(numbers: list[int], kind: ClockKind) -> int:
    hold(Demand, *numbers)
    rows = Demand.objects.filter(pk__in=numbers, archived_at=None, state__in=AWAITED[kind])
    return begin_clocks(rows.select_related("area", "zone", "handler"), by=None, cause=MISSING)


def _log(made: Iterable[DemandClock], *, by: Any, cause: str) -> None:
    entries = []
    for one in made:
        deeds = [ClockDeed.STARTED] if one.paused_at is None else [ClockDeed.STARTED, ClockDeed.PAUSED]
        entries += [
            ClockEntry(
                demand_id=one.demand_id, kind=one.kind, round=one.round, at=one.started_at, deed=deed,
                due_at=one.due_at, by=by, cause=cause,
            )
            for deed in deeds
        ]  # fmt: skip
    ClockEntry.objects.bulk_create(entries)


def _tell_demands(made: Iterable[DemandClock]) -> None:
    """The day that each demand tells: the nearest of its deadlines."""
    days: dict[date, list[int]] = defaultdict(list)
    for one in made:
        day, known = next_deadline([one]), one.demand.clock_due_on
        if day is not None and (known is None or day < known):
            one.demand.clock_due_on = day
            days[day].append(one.demand_id)
    for day, numbers in days.items():
        Demand.objects.filter(pk__in=numbers).update(clock_due_on=day)
