"""Deadlines in working days or office hours, for many at once: the corrected days are read once, not for each."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from duijie.common.domain.calendar import list_days


class WorkingDays:
    """The working days from the year of ``first`` on, read year by year as they are asked for.

    Raises ``ValueError`` for a day before that year. What staff corrects later is seen by the next object.
    """

    def __init__(self, first: date) -> None:
        self._days: list[date] = []
        self._first = self._end = date(first.year, 1, 1)

    def is_working(self, day: date) -> bool:
        self._read(day)
        at = bisect_left(self._days, day)
        return at < len(self._days) and self._days[at] == day

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day (1 and more) later than ``day``, which itself never counts."""
        if count < 1:
            raise ValueError("count is 1 or more")
        self._read(day)
        at = bisect_right(self._days, day) + count - 1
        while at >= len(self._days):
            self._read(self._end)
        return self._days[at]

    def between(self, start: date, end: date) -> int:
        """How many working days there are from ``start`` until before ``end``; 0 when ``end`` is earlier."""
        self._read(start)
        self._read(max(start, end))
        return max(0, bisect_left(self._days, end) - bisect_left(self._days, start))

    def _read(self, day: date) -> None:
        if day < self._first:
            raise ValueError(f"{day} lies before {self._first}")
        while self._end <= day:
            special = {one.date: one.is_working for one in list_days(self._end.year)}
            following = date(self._end.year + 1, 1, 1)
            while self._end < following:
                if special.get(self._end, self._end.weekday() < 5):
                    self._days.append(self._end)
                self._end += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When an office is open on a working day: stretches of local time, in order, none touching the next."""

    stretches: tuple[tuple[time, time], ...]

    def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of ``day`` as aware moments."""
        for opens, closes in self.stretches:
            yield tuple(timezone.make_aware(datetime.combine(day, at)) for at in (opens, closes))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Office hours on working days. Moments are aware; amounts are whole or broken seconds of open office."""

    days: WorkingDays
    hours: OfficeHours

    def is_open(self, moment: datetime) -> bool:
        return any(opens <= moment < closes for opens, closes in self._stretches(moment, 1))

    def opening(self, moment: datetime) -> datetime:
        """``moment`` itself while the office is open, else when it opens next."""
        return next(max(opens, moment) for opens, closes in self._stretches(moment) if moment < closes)

    def after(self, moment: datetime, seconds: float) -> datetime:
        """When ``seconds`` (more than 0) of open office have gone by since ``moment``."""
        for opens, closes in self._stretches(moment):
            begin = max(opens, moment)
            there = (closes - begin).total_seconds()
            if 0 < seconds <= there:
                return begin + timedelta(seconds=seconds)
            seconds -= max(0.0, there)
        raise ValueError("seconds is more than 0")

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds of open office from ``start`` to ``end``; 0 when ``end`` is earlier."""
        total = 0.0
        for opens, closes in self._stretches(start):
            if opens >= end:
                return total
            total += max(0.0, (min(closes, end) - max(opens, start)).total_seconds())
        return total

    def _stretches(self, moment: datetime, most: int = 0) -> Iterator[tuple[datetime, datetime]]:
        day = timezone.localdate(moment)
        number = 0
        while not most or number < most:
            if self.days.is_working(day):
                yield from self.hours.on(day)
            day, number = day + timedelta(days=1), number + 1
