"""Every few minutes: of which clocks somebody is to be told, and what.

Nothing is told while the office of the clock's policy is shut: what comes due then waits until it opens. Notices go
into the outbox in the same transaction as the clocks that they tell of, and each becomes a message with a key of its
own, so that none is lost or sent twice, whenever a worker dies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import connection
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
STAND = ("told", "next_at")
CHUNK = 2000
TOGETHER = 50
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
    notices: list[dict[str, Any]] = []
    came: dict[str, list[int]] = defaultdict(list)
    stands: dict[tuple[int, datetime | None], list[int]] = defaultdict(list)
    for one in clocks:
        policy = policies[one.policy]
        ranks, last, following = _came(one.told, offices.moments_after(policy, one.kind, one.due_at), now)
        stands[last, following].append(one.pk)
        for rank in ranks:
            deed = DEEDS[rank].value
            came[deed].append(one.pk)
            if rank == SUPERVISE and policy.supervises_itself:
                begin_supervision(DemandClock.objects.select_related("demand").get(pk=one.pk), now)
            else:
                notices.append({"clock": one.pk, "deed": deed, "due": one.due_at.isoformat()})
    for deed, numbers in came.items():
        counts[deed] += len(numbers)
        _log(deed, numbers, now)
    _set(stands)
    outbox.put_all(topic=NOTICE, payloads=dict(_together(notices)))
    return len(clocks)


def _together(notices: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Many notices in one message of the outbox, under a key that no other one has: a clock is told of a deadline
    once."""
    for number in range(0, len(notices), TOGETHER):
        first = notices[number]
        key = f"{first['clock']}:{first['deed']}:{first['due']}"
        yield key, {"notices": notices[number : number + TOGETHER]}


def _set(stands: Mapping[tuple[int, datetime | None], list[int]]) -> None:
    """Write on each clock of what it was told last and when next, all in one statement: there are as many moments as
    minutes of a day, and a statement for each would take most of the time of a tick. Numbers are written into the
    statement itself, since thousands of parameters take longer to put in than to carry out."""
    if not stands:
        return
    clocks: Any = DemandClock._meta
    quote = connection.ops.quote_name
    table, key, told, following = (
        quote(one) for one in (clocks.db_table, clocks.pk.column, *(clocks.get_field(name).column for name in STAND))
    )
    moment = clocks.get_field("next_at")
    places = ", ".join(f"({pk}, {place})" for place, numbers in enumerate(stands.values()) for pk in numbers)
    moments = ", ".join(f"({place}, {last}, %s)" for place, (last, _moment) in enumerate(stands))
    statement = (
        f"UPDATE {table} SET {told} = stand.column2, "  # noqa: S608 – names and numbers of ours
        f"{following} = CAST(stand.column3 AS {_moment_type(moment)}) "
        f"FROM (VALUES {places}) AS one, (VALUES {moments}) AS stand "
        f"WHERE {table}.{key} = one.column1 AND stand.column1 = one.column2"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [moment.get_db_prep_save(when, connection) for _last, when in stands])


def _moment_type(field: Any) -> str:
    """What PostgreSQL is to take a column for in which there may be no moment at all; SQLite keeps moments as text."""
    return str(field.db_type(connection)) if connection.vendor == "postgresql" else "text"


def _log(deed: str, numbers: list[int], now: datetime) -> None:
    """A line in the log of each clock. The database copies its own columns, which takes a fraction of the time."""
    clocks: Any = DemandClock._meta
    entries: Any = ClockEntry._meta
    quote = connection.ops.quote_name
    told: dict[str, Any] = {"at": now, "deed": deed, "cause": "tick"}
    copied = [quote(entries.get_field(name).column) for name in ("demand", "kind", "round", "due_at")]
    added = [quote(entries.get_field(name).column) for name in told]
    statement = (
        f"INSERT INTO {quote(entries.db_table)} ({', '.join([*copied, *added])}) "  # noqa: S608 – names of ours
        f"SELECT {', '.join([*copied, *['%s'] * len(told)])} FROM {quote(clocks.db_table)} "
        f"WHERE {quote(clocks.pk.column)} IN ({', '.join(map(str, numbers))}) ORDER BY {quote(clocks.pk.column)}"
    )
    values = [entries.get_field(name).get_db_prep_save(value, connection) for name, value in told.items()]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


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
