"""What the clocks of a demand have to be, told by its course alone: day after day, without a line of the engine's code.

It knows the calendar (which days are worked, with the corrections that it is told of), the limits that policies set,
and the rules as the how-to puts them. It is asked by ``test_clock_histories``.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

WORK = ("response", "update", "solution")
ALL = ("checking", *WORK, "closing")
DAY = timedelta(days=1)


def local(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, timezone.get_current_timezone())


@dataclass
class Rules:
    """One version of a policy: ``limits`` by clock, amount and unit."""

    number: int
    limits: dict[str, tuple[int, str] | None]
    pauses: dict[str, bool]
    hours: tuple[time, time, time, time]


@dataclass
class Run:
    """One run of one clock."""

    kind: str
    round: int
    rules: Rules
    handler: int | None
    started: datetime
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    paused: datetime | None = None
    ended: datetime | None = None
    end: str = ""
    due: datetime | None = None

    def stood_still_at(self, moment: datetime) -> bool:
        return any(stopped <= moment < resumed for stopped, resumed in self.pauses)


class Case:
    """The clocks of one demand, as its course leaves them. ``worked`` says of a day whether it is worked, as of now."""

    def __init__(self, worked: Any, choose: Any) -> None:
        self.worked, self.choose = worked, choose
        self.state, self.waiting, self.handler = "found", "", None
        self.runs: list[Run] = []

    def open(self, *kinds: str) -> list[Run]:
        return [one for one in self.runs if one.ended is None and (not kinds or one.kind in kinds)]

    def start(self, kind: str, now: datetime) -> None:
        rules = self.choose()
        if self.open(kind) or rules.limits[kind] is None:
            return
        before = [one.round for one in self.runs if one.kind == kind]
        self.runs.append(Run(kind, max(before, default=0) + 1, rules, self.handler, now))

    def stop(self, how: str, now: datetime, *kinds: str) -> list[str]:
        stopped = self.open(*kinds)
        for one in stopped:
            self.go_on(one, now)
            one.ended, one.end = now, how
            one.due = self.due_of(one)
        return [one.kind for one in stopped]

    def go_on(self, one: Run, now: datetime) -> None:
        if one.paused is not None:
            one.pauses.append((one.paused, now))
            one.paused = None

    def wait(self, now: datetime) -> None:
        """Whoever is waited for now: what pauses for them stands still, the rest runs."""
        for one in self.open():
            stands = bool(self.waiting) and one.rules.pauses[self.waiting]
            if stands and one.paused is None:
                one.paused = now
            elif not stands:
                self.go_on(one, now)

    def deed(self, verb: str, now: datetime) -> None:
        """``state``, ``waiting`` and ``handler`` are as after the deed."""
        if verb == "add":
            self.start("checking", now)
        elif verb == "verify":
            self.stop("met", now, "checking")
            self.start("response", now)
            self.start("solution", now)
        elif verb == "reopen":
            self.stop("ended", now, "closing")
            self.start("response", now)
            self.start("solution", now)
        elif verb in ("answer", "contact", "negotiate", "solve"):
            works = bool(self.open(*WORK))
            self.stop("met", now, "response", "update")
            if works:
                self.start("update", now)
        elif verb in ("solved", "give_up"):
            self.stop("met" if verb == "solved" else "ended", now, *WORK)
            self.start("closing", now)
        elif verb == "close":
            self.stop("ended", now, *WORK)
            self.stop("met", now, "closing")
        elif verb == "hand_over":
            for kind in self.stop("handed_over", now, "checking", "response", "update", "closing"):
                self.start(kind, now)
        if verb in ("draft", "send_back", "hand_over"):
            for one in self.open("checking", "solution"):
                one.handler = self.handler
        self.wait(now)

    def begin_missing(self, now: datetime) -> None:
        if self.state in ("found", "drafted"):
            self.start("checking", now)
        if self.state in ("solved", "unsolved"):
            self.start("closing", now)
        self.wait(now)

    def follow(self, rules: Rules, now: datetime) -> None:
        """A policy that lets running clocks follow it has come into force, and is the one for this demand."""
        for one in self.open():
            if rules.limits[one.kind] is None:
                self.stop("ended", now, one.kind)  # under the rules under which it ran
            else:
                one.rules = rules
        self.wait(now)

    def due_of(self, one: Run) -> datetime:
        if one.due is not None:
            return one.due
        limit = one.rules.limits[one.kind]
        assert limit is not None
        amount, unit = limit
        return self._by_days(one, amount) if unit == "day" else self._by_hours(one, amount)

    def _by_days(self, one: Run, amount: int) -> datetime:
        """Day after day: a worked one counts if the clock runs when the office closes."""
        day, closes = timezone.localdate(one.started), one.rules.hours[3]
        while amount:
            day += DAY
            amount -= self.worked(day) and not one.stood_still_at(local(day, closes))
        return local(day, closes)

    def _by_hours(self, one: Run, hours: int) -> datetime:
        """Through morning after afternoon: what of each the clock ran, piece by piece between the pauses."""
        left, day = timedelta(hours=hours), timezone.localdate(one.started)
        opens, noon, again, closes = one.rules.hours
        while True:
            for since, until in ((opens, noon), (again, closes)) if self.worked(day) else ():
                begin, end = max(local(day, since), one.started), local(day, until)
                edges = sorted({begin, end, *(edge for pause in one.pauses for edge in pause if begin < edge < end)})
                for first, last in pairwise(edges):
                    if begin >= end or one.stood_still_at(first):
                        continue
                    if last - first >= left:
                        return first + left
                    left -= last - first
            day += DAY

    def next_deadline(self) -> date | None:
        due = [self.due_of(one) for one in self.open() if one.paused is None or one.paused > self.due_of(one)]
        return timezone.localdate(min(due)) if due else None

    def state_of(self, one: Run, now: datetime) -> str:
        due = self.due_of(one)
        if one.ended is not None:
            return "ended" if one.end != "met" else "late" if one.ended > due else "met"
        if (one.paused or now) > due:
            return "overdue"
        return "paused" if one.paused is not None else "running"
