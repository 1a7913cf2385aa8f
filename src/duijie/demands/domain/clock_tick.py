"""Every few minutes: of which clocks somebody is to be told, and what.

Nothing is told while the office of the clock's policy is shut: what comes due then waits until it opens. Each notice is
an outbox row with a key of its own, in the same transaction as the clock that it tells of, so that none is lost or sent
twice, whenever a worker dies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils import timezone

from duijie.common import clock
from duijie.common.domain import outbox
from duijie.common.transactions import in_transaction
from duijie.demands.clock_engine import REMIND, SUPERVISE, URGE
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.supervisions import begin_supervision
from duijie.demands.models import ClockEntry, ClockPolicy, DemandClock

NOTICE = "clock.notice"
CHUNK = 2000
DEEDS = {REMIND: ClockDeed.REMINDED, URGE: ClockDeed.URGED, SUPERVISE: ClockDeed.PROPOSED}
Progress = Callable[[str, int, int], None]


def is_anything_due() -> bool:
    """Whether a clock is to be told of whose office is open now."""
    return bool(_policies_open(clock.now()))


def tick(progress: Progress = lambda *_all: None) -> dict[str, int]:
    """Tell of all that is due. Running it again tells of nothing twice. Counts by deed."""
    counts = {deed.value: 0 for deed in DEEDS.values()}
    now = clock.now()
    policies = {one.pk: one for one in _policies_open(now)}
    if not policies:
        return counts
    due = _due(now, policies)
    offices = Offices(timezone.localdate(due.aggregate(first=Min("due_at"))["first"] or now))
    done, total = 0, due.count()
    while told := _tell_some(now, policies, offices, counts):
        done += told
        progress("telling", done, total)
    return counts


def _due(now: datetime, policies: Iterable[int]) -> Any:
    return DemandClock.objects.filter(next_at__lte=now, policy__in=list(policies), demand__archived_at=None)


def _policies_open(now: datetime) -> list[ClockPolicy]:
    """The policies with clocks that are due whose office is open now."""
    numbers = DemandClock.objects.filter(next_at__lte=now).order_by().values("policy").distinct()
    offices = Offices(timezone.localdate(now))
    return [one for one in ClockPolicy.objects.filter(pk__in=numbers) if offices.of(one).is_open(now)]


@in_transaction
def _tell_some(now: datetime, policies: Mapping[int, ClockPolicy], offices: Offices, counts: dict[str, int]) -> int:
    """The next thousands, in one transaction. How many clocks."""
    rows = _due(now, policies).select_for_update(of=("self",)).order_by("next_at", "pk")
    clocks = list(rows.values_list("pk", "demand", "kind", "round", "policy", "due_at", "told", named=True)[:CHUNK])
    notices: dict[str, dict[str, Any]] = {}
    entries: list[ClockEntry] = []
    same: dict[tuple[int, datetime | None], list[int]] = defaultdict(list)
    for one in clocks:
        policy = policies[one.policy]
        came, rank, following = _came(one.told, offices.moments_after(policy, one.kind, one.due_at), now)
        same[rank, following].append(one.pk)
        for each in came:
            deed = DEEDS[each].value
            counts[deed] += 1
            entries.append(
                ClockEntry(
                    demand_id=one.demand, kind=one.kind, round=one.round, at=now, deed=deed, due_at=one.due_at,
                    cause="tick",
                )
            )  # fmt: skip
            if each == SUPERVISE and policy.supervises_itself:
                begin_supervision(DemandClock.objects.select_related("demand").get(pk=one.pk), now)
                continue
            due = one.due_at.isoformat()
            key = f"{one.demand}:{one.kind}:{one.round}:{deed}:{due}"
            notices[key] = {"clock": one.pk, "deed": deed, "due": due}
    for (rank, following), numbers in same.items():
        DemandClock.objects.filter(pk__in=numbers).update(told=rank, next_at=following)
    ClockEntry.objects.bulk_create(entries)
    outbox.put_all(topic=NOTICE, payloads=notices)
    return len(clocks)


def _came(told: int, later: tuple[datetime, datetime | None], now: datetime) -> tuple[list[int], int, datetime | None]:
    """What is to be told now of a clock whose moment has come, the rank of the last of it, and when the next is due.

    All that came since it was told of last; but no reminder of what is overdue already.
    """
    urge, supervise = later
    if urge > now:
        return ([REMIND] if told < REMIND else []), max(told, REMIND), urge
    if supervise is None or supervise > now:
        return ([URGE] if told < URGE else []), max(told, URGE), supervise
    return [each for each in (URGE, SUPERVISE) if told < each], SUPERVISE, None
