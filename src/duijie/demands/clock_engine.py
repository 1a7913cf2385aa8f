"""When a clock is due, by its terms, its beginning and its pauses. Nothing is stored here, and no time is asked for.

In working days, the day on which a clock begins never counts; every later working day counts at whose closing the
clock runs. It is due when the office closes on the last of them. In hours, every second of open office counts in which
it runs. So a clock that is overdue stays so, whatever is paused later, and no pause is ever lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from duijie.common.domain.working_time import WorkingTime
from duijie.demands.clock_kinds import ClockUnit

Pauses = Sequence[tuple[datetime, datetime]]
"""Closed pauses: from, until; in order, none touching the next."""


@dataclass(frozen=True, slots=True)
class Terms:
    """``amount`` of ``unit``; ``reminder_days`` working days before, 0 for no reminder; ``supervise_days`` after, None
    where supervised handling is never proposed."""

    amount: int
    unit: str
    office: WorkingTime
    reminder_days: int = 0
    supervise_days: int | None = None


@dataclass(frozen=True, slots=True)
class Moments:
    """When a clock is due, and when it is told of: always while the office is open."""

    due: datetime
    remind: datetime | None
    urge: datetime
    supervise: datetime | None

    def next_after(self, told: int) -> datetime | None:
        """The first of them whose rank is above ``told``."""
        return min((moment for rank, moment in self.ranked if rank > told), default=None)

    def rank_at(self, moment: datetime) -> int:
        """The last of them that has come by ``moment``; 0 for none."""
        return max((rank for rank, one in self.ranked if one <= moment), default=0)

    @property
    def ranked(self) -> list[tuple[int, datetime]]:
        """1 reminder, 2 urging, 3 supervised handling; those that there are."""
        found = ((REMIND, self.remind), (URGE, self.urge), (SUPERVISE, self.supervise))
        return [(rank, moment) for rank, moment in found if moment is not None]


REMIND, URGE, SUPERVISE = 1, 2, 3


def due_at(terms: Terms, started: datetime, pauses: Pauses) -> datetime:
    """When the clock is due; an open pause does not count yet."""
    if terms.unit == ClockUnit.HOUR:
        return _due_by_hours(terms, started, pauses)
    begun = timezone.localdate(started)
    due = terms.office.days.after(begun, terms.amount)
    for pause in pauses:
        first, end = _days_stood_still(terms.office, pause)
        first = max(first, begun + timedelta(days=1))
        if first > due:
            break
        lost = terms.office.days.between(first, end)
        if lost:
            due = terms.office.days.after(due, lost)
    return closing(terms.office, due)


def _due_by_hours(terms: Terms, started: datetime, pauses: Pauses) -> datetime:
    left, since = terms.amount * 3600.0, started
    for stopped, resumed in pauses:
        ran = terms.office.between(since, stopped)
        if ran >= left:
            break
        left, since = left - ran, resumed
    return terms.office.after(since, left)


def _days_stood_still(office: WorkingTime, pause: tuple[datetime, datetime]) -> tuple[date, date]:
    """From the first day that closes within the pause until before the first that closes after it."""
    stopped, resumed = pause
    first, end = timezone.localdate(stopped), timezone.localdate(resumed)
    return (
        first + timedelta(days=stopped > closing(office, first)),
        end + timedelta(days=resumed > closing(office, end)),
    )


def closing(office: WorkingTime, day: date) -> datetime:
    """When the office closes on ``day``, were it a working day."""
    return [closes for _opens, closes in office.hours.on(day)][-1]


def moments_of(terms: Terms, started: datetime, pauses: Pauses) -> Moments:
    """When it is due and told of. A limit that is too short to be reminded of is not."""
    return moments_around(terms, timezone.localdate(started), due_at(terms, started, pauses))


def moments_around(terms: Terms, begun: date, due: datetime) -> Moments:
    """When a clock that began on the day ``begun`` is told of, by when it is ``due``."""
    return Moments(due, _reminder(terms, begun, due), *moments_after(terms, due))


def moments_after(terms: Terms, due: datetime) -> tuple[datetime, datetime | None]:
    """When to urge, and when supervised handling is proposed, if ever."""
    urge = terms.office.opening(due)
    if terms.supervise_days is None:
        return urge, None
    last = timezone.localdate(due)
    later = terms.office.days.after(last, terms.supervise_days) if terms.supervise_days else last
    return urge, max(urge, _opening_on(terms.office, later))


def _reminder(terms: Terms, begun: date, due: datetime) -> datetime | None:
    """The opening of the day so many working days before; not on the day on which the clock began."""
    if not terms.reminder_days:
        return None
    days, day, left = terms.office.days, timezone.localdate(due), terms.reminder_days
    earliest = begun + timedelta(days=1)
    while left and day > earliest:
        day -= timedelta(days=1)
        left -= days.is_working(day)
    moment = _opening_on(terms.office, max(day, earliest))
    return moment if moment < due else None


def _opening_on(office: WorkingTime, day: date) -> datetime:
    """When the office opens on ``day``, or next."""
    return office.opening(next(opens for opens, _closes in office.hours.on(day)))


def days_overdue(office: WorkingTime, due: datetime, until: datetime, pauses: Pauses = ()) -> int:
    """Working days since the day on which it was due, those left out that closed within a pause."""
    first, end = timezone.localdate(due) + timedelta(days=1), timezone.localdate(until) + timedelta(days=1)
    lost = 0
    for pause in pauses:
        begins, ends = _days_stood_still(office, pause)
        lost += office.days.between(max(begins, first), min(ends, end))
    return max(0, office.days.between(first, end) - lost)
