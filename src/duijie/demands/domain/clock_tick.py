"""Every few minutes: of which clocks somebody is to be told, and what.

Nothing is told while the office of the clock's policy is shut: what comes due then waits until it opens. Each notice is
an outbox row with a key of its own, in the same transaction as the clock that it tells of, so that none is lost or sent
twice, whenever a worker dies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from duijie.common import clock
from duijie.common.domain import outbox
from duijie.common.transactions import in_transaction
from duijie.demands.clock_engine import REMIND, SUPERVISE, URGE, Moments
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.supervisions import begin_supervision
from duijie.demands.models import ClockEntry, ClockPolicy, DemandClock

NOTICE = "clock.notice"
CHUNK = 1000
DEEDS = {REMIND: ClockDeed.REMINDED, URGE: ClockDeed.URGED, SUPERVISE: ClockDeed.PROPOSED}
Progress = Callable[[str, int, int], None]


def is_anything_due() -> bool:
    """Whether a clock is to be told of whose office is open now."""
    return bool(_policies_open(clock.now()))


def tick(progress: Progress = lambda *_all: None) -> dict[str, int]:
    """Tell of all that is due. Running it again tells of nothing twice. Counts by deed."""
    counts = {deed.value: 0 for deed in DEEDS.values()}
    now = clock.now()
    policies = _policies_open(now)
    if not policies:
        return counts
    due = _due(now, policies)
    offices = Offices(timezone.localdate(due.aggregate(first=Min("started_at"))["first"] or now))
    done, total = 0, due.count()
    while told := _tell_some(now, policies, offices, counts):
        done += told
        progress("telling", done, total)
    return counts


def _due(now: datetime, policies: Iterable[int]) -> Any:
    return DemandClock.objects.filter(next_at__lte=now, policy__in=policies, demand__archived_at=None)


def _policies_open(now: datetime) -> list[int]:
    """The policies with clocks that are due whose office is open now."""
    numbers = DemandClock.objects.filter(next_at__lte=now).order_by().values("policy").distinct()
    offices = Offices(timezone.localdate(now))
    return [one.pk for one in ClockPolicy.objects.filter(pk__in=numbers) if offices.of(one).is_open(now)]


@in_transaction
def _tell_some(now: datetime, policies: Iterable[int], offices: Offices, counts: dict[str, int]) -> int:
    """The next thousand, in one transaction. How many clocks."""
    rows = _due(now, policies).select_for_update(of=("self",)).select_related("policy")
    clocks = list(rows.order_by("next_at", "pk")[:CHUNK])
    if not clocks:
        return 0
    notices: dict[str, dict[str, Any]] = {}
    entries: list[ClockEntry] = []
    same: dict[tuple[int, datetime | None], list[int]] = defaultdict(list)
    for one in clocks:
        moments = offices.moments(one)
        if moments.due != one.due_at:  # the calendar changed, and the clock was not calculated anew yet
            offices.set_due(one)
            one.save(update_fields=["due_at", "told"])
        rank = max(one.told, moments.rank_at(now))
        for each in _deeds(one, moments, rank):
            deed = DEEDS[each]
            counts[deed] += 1
            entries.append(
                ClockEntry(
                    demand_id=one.demand_id,
                    kind=one.kind,
                    round=one.round,
                    at=now,
                    deed=deed,
                    due_at=one.due_at,
                    cause="tick",
                )
            )
            if each == SUPERVISE:
                if one.policy.supervises_itself:
                    begin_supervision(one, now)
            else:
                notices[f"{one.demand_id}:{one.kind}:{one.round}:{deed}:{one.due_at.isoformat()}"] = {
                    "clock": one.pk, "deed": deed, "due": one.due_at.isoformat(),
                }  # fmt: skip
        same[rank, moments.next_after(rank)].append(one.pk)
    for (rank, following), numbers in same.items():
        DemandClock.objects.filter(pk__in=numbers).update(told=rank, next_at=following)
    ClockEntry.objects.bulk_create(entries)
    outbox.put_all(topic=NOTICE, payloads=notices)
    return len(clocks)


def _deeds(one: DemandClock, moments: Moments, rank: int) -> list[int]:
    """What is to be told now: what came meanwhile, but no reminder of what is overdue already."""
    came = [each for each, _moment in moments.ranked if one.told < each <= rank]
    return [each for each in came if each != REMIND or rank == REMIND]
