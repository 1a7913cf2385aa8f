"""The clocks of a demand as bars over time: what ran, what stood still, when each was due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from duijie.common import clock
from duijie.demands.domain.queries.clocks import ClockSeen

WIDTH, ROW, TOP, LEFT = 960, 34, 28, 8
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch, in units of the picture; ``kind`` is ``ran``, ``late`` or ``paused``."""

    x: int
    width: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One clock: its name, bars, and where it is due."""

    seen: ClockSeen
    y: int
    bars: list[Bar]
    due: int


@dataclass(frozen=True, slots=True)
class Picture:
    """``ticks`` are days with their place; ``now`` is where the present is, None where the picture ends before it."""

    width: int
    height: int
    rows: list[Row]
    ticks: list[tuple[int, Any]]
    now: int | None


def draw(clocks: Sequence[ClockSeen]) -> Picture:
    """One row a clock, in the order in which they began. ``clocks`` is not empty."""
    shown = sorted(clocks, key=lambda one: (one.clock.started_at, one.clock.pk))
    now = clock.now()
    ends = [moment for one in shown for moment in (one.until or now, one.clock.due_at)]
    first, last = min(one.clock.started_at for one in shown), max(ends)
    scale = _Scale(first, max(last, first + timedelta(days=1)))
    rows = [_row(one, TOP + ROW * number, scale, now) for number, one in enumerate(shown)]
    present = scale.at(now) if now <= scale.last else None
    return Picture(WIDTH, TOP + ROW * len(shown) + 8, rows, scale.ticks(), present)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: datetime
    last: datetime

    def at(self, moment: datetime) -> int:
        share = (moment - self.first) / (self.last - self.first)
        return LEFT + round(min(1.0, max(0.0, share)) * (WIDTH - 2 * LEFT))

    def ticks(self) -> list[tuple[int, Any]]:
        step = max(timedelta(days=1), (self.last - self.first) / MOST_TICKS)
        moments = (self.first + step * number for number in range(MOST_TICKS))
        return [(self.at(one), timezone.localdate(one)) for one in moments if one <= self.last]


def _row(seen: ClockSeen, y: int, scale: _Scale, now: datetime) -> Row:
    end = seen.until or now
    bars = []
    ran_since = seen.clock.started_at
    for stopped, resumed in seen.pauses:
        bars += _ran(ran_since, stopped, seen.clock.due_at, scale)
        bars.append(_bar(stopped, resumed or end, "paused", scale))
        ran_since = resumed or end
    bars += _ran(ran_since, end, seen.clock.due_at, scale)
    return Row(seen, y, bars, scale.at(seen.clock.due_at))


def _ran(start: datetime, end: datetime, due: datetime, scale: _Scale) -> list[Bar]:
    """A stretch that ran, in two colours where the deadline lies within it."""
    if start >= end:
        return []
    if end <= due or start >= due:
        return [_bar(start, end, "ran" if end <= due else "late", scale)]
    return [_bar(start, due, "ran", scale), _bar(due, end, "late", scale)]


def _bar(start: datetime, end: datetime, kind: str, scale: _Scale) -> Bar:
    x = scale.at(start)
    return Bar(x, max(2, scale.at(end) - x), kind)
