"""Reading clocks: of one demand with their log, those that wait for somebody, and the demands of which they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import where_few
from duijie.demands.clock_engine import REMIND, SUPERVISE, days_overdue
from duijie.demands.clock_kinds import ClockEnd, ClockState
from duijie.demands.domain.clock_offices import Offices, pauses_of
from duijie.demands.domain.queries.work import LINE
from duijie.demands.models import ClockEntry, Demand, DemandClock, Supervision
from duijie.demands.states import SETTLED, DemandState

MOST_ENTRIES = 200
OPEN = "open"
"""Whatever its state, as long as it has not come to an end."""
OVERDUE = Q(paused_at=None) | Q(paused_at__gt=F("due_at"))
"""Of those whose deadline has passed: it did so while they ran."""


@dataclass(frozen=True, slots=True)
class ClockSeen:
    """A clock as it is at a moment. ``late`` counts working days after the day on which it was due."""

    clock: DemandClock
    state: ClockState
    late: int
    pauses: list[tuple[datetime, datetime | None]]

    @property
    def until(self) -> datetime | None:
        """When it ended; None while it is open."""
        return self.clock.ended_at

    @property
    def is_open(self) -> bool:
        return self.clock.ended_at is None


def clocks_of(demand: Demand) -> list[ClockSeen]:
    """All clocks of the demand, the open ones first, then the latest. The demand was found before."""
    rows = DemandClock.objects.filter(demand=demand).select_related("policy", "handler")
    return see(rows.order_by(F("ended_at").desc(nulls_first=True), "due_at", "pk"))


def see(rows: Iterable[DemandClock]) -> list[ClockSeen]:
    """The clocks as they are now; their policy must be loaded."""
    clocks, now = list(rows), clock.now()
    offices = Offices(timezone.localdate(min((one.started_at for one in clocks), default=now)))
    return [_see(one, offices, now) for one in clocks]


def _see(one: DemandClock, offices: Offices, now: datetime) -> ClockSeen:
    until = one.ended_at or one.paused_at or now
    is_late = until > one.due_at
    late = days_overdue(offices.of(one.policy), one.due_at, until, pauses_of(one)) if is_late else 0
    pauses: list[tuple[datetime, datetime | None]] = list(pauses_of(one))
    if one.paused_at is not None:
        pauses.append((one.paused_at, None))
    return ClockSeen(one, _state(one, is_late), late, pauses)


def _state(one: DemandClock, is_late: bool) -> ClockState:
    if one.end == ClockEnd.MET:
        return ClockState.LATE if is_late else ClockState.MET
    if one.ended_at is not None:
        return ClockState.ENDED
    if is_late:
        return ClockState.OVERDUE
    if one.paused_at is not None:
        return ClockState.PAUSED
    return ClockState.DUE if one.told >= REMIND else ClockState.RUNNING


def log_of(demand: Demand) -> list[ClockEntry]:
    """What happened to the clocks of the demand, the latest first."""
    rows = ClockEntry.objects.filter(demand=demand).select_related("by").order_by("-at", "-pk")
    return list(rows[:MOST_ENTRIES])


def supervision_of(demand: Demand) -> Supervision | None:
    """The one that stands, if any; a closed demand has none, also where it was closed before closing ended them."""
    if demand.state == DemandState.CLOSED:
        return None
    return Supervision.objects.filter(demand=demand, lifted_at=None).select_related("by").first()


def supervisions_of(demand: Demand) -> list[Supervision]:
    """All of them, the latest first."""
    return list(Supervision.objects.filter(demand=demand).select_related("by", "lifted_by").order_by("-pk"))


def clocks_waiting(*, by: Any) -> Any:
    """The running clocks of demands that ``by`` has, the nearest deadline first: what is overdue leads. Of the demand
    they know its title (``title``) alone."""
    rows = DemandClock.objects.open().filter(handler=by, paused_at=None, demand__archived_at=None)
    return _told(rows)


def supervision_proposed(*, by: Any) -> Any:
    """Clocks that are overdue for so long that their policy proposes supervised handling, where ``by`` may order it
    and nobody has; the longest first. Of the demand they know its title (``title``) alone."""

    def within_reach() -> Any:
        reached = Demand.objects.reached_by(by, Permission.DEMAND_SUPERVISE).filter(archived_at=None)
        standing = Supervision.objects.filter(lifted_at=None).values("demand")
        rows = DemandClock.objects.filter(demand__in=reached, policy__supervises_itself=False)
        return rows.exclude(handler=by).exclude(demand__in=standing)

    late = where_few(DemandClock, within_reach, ended_at=None, told__gte=SUPERVISE)
    return _told(late)


def _told(rows: Any) -> Any:
    return rows.annotate(title=F("demand__title")).select_related("policy").order_by("due_at", "pk")


def under_supervision(*, by: Any) -> Any:
    """Demands that ``by`` has and that are under supervised handling."""
    standing = Supervision.objects.filter(lifted_at=None).values("demand")
    rows = Demand.objects.visible_to(by).filter(handler=by, pk__in=standing, archived_at=None)
    return rows.exclude(state__in=SETTLED).only(*LINE).order_by("clock_due_on", "pk")


def demands_with(rows: Any, state: str, *, by: Any, kind: str = "") -> Any:
    """The demands of ``rows`` that the roles of ``by`` reach and of which a clock, or that of this ``kind``, is
    ``overdue``, ``due`` (its reminder has come), ``running`` within its time, ``paused`` or just ``open``, or that are
    under ``supervised`` handling. As of the last full minute, so that the same is asked for so long, and a count of it
    can be kept.

    Raises ``ValueError`` for another word.
    """
    rows = rows & Demand.objects.reached_by(by, Permission.DEMAND_VIEW)
    of_kind = {"kind": kind} if kind else {}
    if state == "supervised":
        standing = Supervision.objects.filter(lifted_at=None).values("demand")
        return rows.filter(pk__in=standing).exclude(state=DemandState.CLOSED)
    now, found = clock.now().replace(second=0, microsecond=0), DemandClock.objects.open().filter(**of_kind)
    if state == ClockState.OVERDUE:
        found = found.filter(OVERDUE, due_at__lt=now)
    elif state == ClockState.DUE:
        found = found.filter(due_at__gte=now, paused_at=None, told=REMIND)
    elif state == ClockState.RUNNING:
        found = found.filter(due_at__gte=now, paused_at=None)
    elif state == ClockState.PAUSED:
        found = found.filter(paused_at__isnull=False)
    elif state == OPEN:
        pass
    else:
        raise ValueError(state)
    return rows.filter(pk__in=found.order_by().values("demand"))
