"""Calculating open clocks anew: a working day was corrected, or a policy says that running clocks follow it."""

from collections.abc import Callable

from django.db.models import Min, Q
from django.utils import timezone

from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.clock_kinds import ClockDeed, ClockEnd
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.clock_policies import policy_for
from duijie.demands.domain.clocks import ClocksOfDemand, next_deadline
from duijie.demands.models import ClockEntry, ClockPolicy, Demand, DemandClock

CHUNK = 500
Progress = Callable[[str, int, int], None]


def recalculate(progress: Progress = lambda *_all: None) -> int:
    """Every open clock, by the calendar as it is now, from its beginning, with all its pauses. How many are due at
    another moment than before. Running it again changes nothing."""
    rows = DemandClock.objects.open()
    offices = Offices(timezone.localdate(rows.aggregate(first=Min("started_at"))["first"] or clock.now()))
    demands = rows.order_by().values_list("demand", flat=True).distinct()
    changed = done = last = 0
    total = demands.count()
    while numbers := list(demands.filter(demand__gt=last).order_by("demand")[:CHUNK]):
        changed += _recalculate_some(numbers, offices)
        done, last = done + len(numbers), numbers[-1]
        progress("calculating", done, total)
    return changed


@in_transaction
def _recalculate_some(numbers: list[int], offices: Offices) -> int:
    hold(Demand, *numbers)
    now, by_demand = clock.now(), dict[int, list[DemandClock]]()
    moved, told = [], []
    for one in DemandClock.objects.open().filter(demand__in=numbers).select_related("policy").order_by("pk"):
        by_demand.setdefault(one.demand_id, []).append(one)
        before = one.next_at
        if offices.set_due(one):
            moved.append(one)
        elif one.next_at != before:
            told.append(one)
    DemandClock.objects.bulk_update([*moved, *told], ["due_at", "told", "next_at"])
    ClockEntry.objects.bulk_create(
        ClockEntry(
            demand_id=one.demand_id, kind=one.kind, round=one.round, at=now, deed=ClockDeed.RECALCULATED,
            due_at=one.due_at, cause="calendar",
        )
        for one in moved
    )  # fmt: skip
    for number in {one.demand_id for one in moved}:
        Demand.objects.filter(pk=number).update(clock_due_on=next_deadline(by_demand[number]))
    return len(moved)


def apply_policy(policy: ClockPolicy, progress: Progress = lambda *_all: None) -> int:
    """Let running clocks follow ``policy`` where it is the one in force for their demand. How many demands.

    Each is counted again from its beginning, with every pause that it had; a limit that is no longer set ends its
    clock. Running it again changes nothing.
    """
    demands = DemandClock.objects.open().exclude(policy=policy).order_by().values_list("demand", flat=True).distinct()
    if policy.kind:
        demands = demands.filter(demand__kind=policy.kind)
    if policy.area is not None:
        path = policy.area.path
        demands = demands.filter(Q(demand__area__path__startswith=path) | Q(demand__zone__path__startswith=path))
    changed = done = last = 0
    total = demands.count()
    while numbers := list(demands.filter(demand__gt=last).order_by("demand")[:CHUNK]):
        for number in numbers:
            changed += _apply_to(number, policy)
        done, last = done + len(numbers), numbers[-1]
        progress("calculating", done, total)
    return changed


@in_transaction
def _apply_to(number: int, policy: ClockPolicy) -> bool:
    hold(Demand, number)
    demand: Demand = Demand.objects.select_related("area", "zone", "handler").get(pk=number)
    if policy_for(demand) != policy:
        return False
    clocks = ClocksOfDemand(demand, "policy", by=None)
    for one in list(clocks.open.values()):
        if policy.limit_of(one.kind) is None:
            clocks.end(one, ClockEnd.ENDED)  # under the policy under which it ran
            continue
        one.policy = policy
        clocks.offices.set_due(one)
        one.save(update_fields=["policy", "due_at", "told", "next_at"])
        clocks.note(one, ClockDeed.RECALCULATED)
    clocks.stand_still(demand.waiting)
    clocks.write()
    return True
