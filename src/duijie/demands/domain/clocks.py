"""The clocks of a demand follow what is done with it (``clock_kinds.TABLE``), within the transaction of the deed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from duijie.common import clock
from duijie.demands.clock_kinds import (
    ANSWER,
    COURSE,
    TABLE,
    WAITS,
    Action,
    ClockDeed,
    ClockEnd,
    ClockKind,
    actions_of,
)  # fmt: skip
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.clock_policies import policy_for
from duijie.demands.models import ClockEntry, ClockPolicy, ContactSide, Demand, DemandClock

ENDS = {ClockEnd.MET: ClockDeed.MET, ClockEnd.ENDED: ClockDeed.ENDED, ClockEnd.HANDED_OVER: ClockDeed.HANDED_OVER}


def follow(demand: Demand, verb: str, *, by: Any, spoken_with: str = "") -> None:
    """Let the clocks follow the deed ``verb``, which has just been done. ``demand`` is locked, and as it is now.

    ``spoken_with`` is the side of a contact: only a word with the firm answers it.
    """
    deed = ANSWER if verb == "spoken" and spoken_with in (ContactSide.ENTERPRISE, ContactSide.BOTH) else verb
    if deed not in TABLE and deed not in WAITS:
        return
    side = WAITS.get(deed, demand.waiting)
    clocks = ClocksOfDemand(demand, verb, by=by)
    clocks.act(actions_of(deed))
    clocks.stand_still("" if deed == ANSWER and spoken_with in (side, ContactSide.BOTH) else side)
    clocks.write()


class ClocksOfDemand:
    """The open clocks of one demand, with what is written to their log."""

    def __init__(self, demand: Demand, cause: str, *, by: Any) -> None:
        self.demand, self.cause, self.by, self.now = demand, cause, by, clock.now()
        rows = DemandClock.objects.select_for_update(of=("self",)).open().filter(demand=demand)
        self.open: dict[str, DemandClock] = {one.kind: one for one in rows.select_related("policy")}
        self.entries: list[ClockEntry] = []
        first = min((one.started_at for one in self.open.values()), default=self.now)
        self.offices = Offices(timezone.localdate(first))
        self._policy: ClockPolicy | None = None
        self._rounds: dict[str, int] | None = None

    def act(self, actions: dict[ClockKind, Action]) -> None:
        """What the table says, clock by clock."""
        ran = not COURSE.isdisjoint(self.open)
        for kind, action in actions.items():
            current = self.open.get(kind)
            if action is Action.START and current is None:
                self.start(kind)
            elif action is Action.MEET and current is not None:
                self.end(current, ClockEnd.MET)
            elif action is Action.MEET_ANEW and ran:
                if current is not None:
                    self.end(current, ClockEnd.MET)
                self.start(kind)
            elif action is Action.END and current is not None:
                self.end(current, ClockEnd.ENDED)
            elif action is Action.ANEW and current is not None:
                self.end(current, ClockEnd.HANDED_OVER)
                self.start(kind)
            elif action is Action.FOLLOW and current is not None and current.handler_id != self.demand.handler_id:
                current.handler = self.demand.handler
                current.save(update_fields=["handler"])
                self.note(current, ClockDeed.HANDED_OVER)

    def start(self, kind: str) -> None:
        """A new round, under the policy in force, for whoever has the demand. Nothing where that has no such limit."""
        if self._policy is None:
            self._policy = policy_for(self.demand)
        if self._policy.limit_of(kind) is None:
            return
        if self._rounds is None:
            rows = DemandClock.objects.filter(demand=self.demand).order_by().values("kind")
            self._rounds = dict(rows.annotate(last=Max("round")).values_list("kind", "last"))
        made = DemandClock(
            demand=self.demand, kind=kind, round=self._rounds.get(kind, 0) + 1, policy=self._policy,
            handler=self.demand.handler, started_at=self.now,
        )  # fmt: skip
        self._rounds[kind] = made.round
        self.offices.set_due(made)
        made.save(force_insert=True)
        self.open[kind] = made
        self.note(made, ClockDeed.STARTED)

    def end(self, one: DemandClock, how: ClockEnd) -> None:
        """It has come to its end; what it stood still until then is no time of whoever had the demand."""
        if one.paused_at is not None:
            close_pause(one, self.now)
            self.offices.set_due(one)
        one.ended_at, one.end, one.next_at = self.now, how, None
        one.save(update_fields=["pauses", "paused_at", "due_at", "told", "ended_at", "end", "next_at"])
        self.open.pop(one.kind)
        self.note(one, ENDS[how])

    def reopen(self, ended: Sequence[DemandClock]) -> None:
        """Let them go on that had come to an end, a clock of each kind; the time since counts as a pause. One that
        stood still when it ended has done so ever since."""
        self.offices = Offices(timezone.localdate(min((one.started_at for one in ended), default=self.now)))
        for one in ended:
            one.paused_at, one.ended_at, one.end = one.ended_at, None, ""
            if one.pauses and one.paused_at is not None and one.pauses[-1][1] == one.paused_at.isoformat():
                one.paused_at = datetime.fromisoformat(one.pauses.pop()[0])
            else:
                close_pause(one, self.now)
            self.offices.set_due(one)
            one.save(update_fields=["pauses", "paused_at", "due_at", "told", "next_at", "ended_at", "end"])
            self.open[one.kind] = one
            self.note(one, ClockDeed.RESUMED)

    def stand_still(self, side: str) -> None:
        """Pause what pauses while ``side`` is waited for, and let the rest go on."""
        for one in self.open.values():
            if one.policy.pauses_for(side) == (one.paused_at is not None):
                continue
            if one.paused_at is None:
                one.paused_at, one.next_at = self.now, None
                deed = ClockDeed.PAUSED
            else:
                close_pause(one, self.now)
                self.offices.set_due(one)
                deed = ClockDeed.RESUMED
            one.save(update_fields=["pauses", "paused_at", "due_at", "told", "next_at"])
            self.note(one, deed)

    def note(self, one: DemandClock, deed: ClockDeed) -> None:
        self.entries.append(
            ClockEntry(
                demand_id=one.demand_id,
                kind=one.kind,
                round=one.round,
                at=self.now,
                deed=deed,
                due_at=one.due_at,
                by=self.by,
                cause=self.cause,
            )
        )

    def write(self) -> None:
        """The log, and the day that the demand itself tells."""
        ClockEntry.objects.bulk_create(self.entries)
        due = next_deadline(self.open.values())
        if due != self.demand.clock_due_on:
            self.demand.clock_due_on = due
            Demand.objects.filter(pk=self.demand.pk).update(clock_due_on=due)


def next_deadline(clocks: Any) -> date | None:
    """The first day on which one of the open ``clocks`` is or was due; one that stands still is due on no day, unless
    it was overdue before."""
    due = [one.due_at for one in clocks if one.paused_at is None or one.paused_at > one.due_at]
    return timezone.localdate(min(due)) if due else None


def close_pause(one: DemandClock, now: datetime) -> None:
    """End the open pause, if there is one."""
    if one.paused_at is not None:
        one.pauses = [*one.pauses, [one.paused_at.isoformat(), now.isoformat()]]
        one.paused_at = None
