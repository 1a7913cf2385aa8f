"""Chinese working days: weekends and public holidays are off, make-up Saturdays and Sundays count, staff corrects.

A day is what its row says; without a row, what the holiday library says; else Monday to Friday. The library knows a
year's exchanges of days off once the State Council has announced them, usually in November for the next year.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import holidays
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common.domain import audit, outbox
from duijie.common.models import AuditEvent, CalendarDay, DayKind
from duijie.common.transactions import in_transaction

CHANGED = "calendar.changed"
LONGEST = 5000  # working days that are counted in one question


@dataclass(frozen=True, slots=True)
class Day:
    """A day that differs from the plain week, with where that is known from."""

    date: date
    kind: str
    name: str
    name_en: str
    origin: str
    note: str = ""

    @property
    def is_working(self) -> bool:
        return self.kind == DayKind.MAKE_UP


def is_working_day(day: date) -> bool:
    return _is_working(day, _special(day, day))


def add_working_days(start: date, count: int, *, counting_first: bool) -> date:
    """The ``count``-th working day from ``start``, which itself counts (when it is a working day) or not.

    Notices count the first day: five working days from 2020-05-09, a make-up Saturday, end on 2020-05-14. Deadlines by
    law (行政许可法 and others) do not. ``count`` is 1 … 5000.
    """
    if not 1 <= count <= LONGEST:
        raise ValueError(f"count is 1 to {LONGEST}")
    day = start if counting_first else start + timedelta(days=1)
    special = _special(day, day + timedelta(days=count * 2 + 60))
    while True:
        count -= _is_working(day, special)
        if not count:
            return day
        day += timedelta(days=1)


def working_days_between(start: date, end: date) -> int:
    """How many working days there are from ``start`` to ``end``, both counted; 0 when ``end`` is earlier."""
    special = _special(start, end)
    return sum(_is_working(start + timedelta(days=number), special) for number in range((end - start).days + 1))


def count_up(start: date, end: date) -> list[int]:
    """For each day from ``start`` to ``end``: how many working days there are from ``start`` to it, both counted.

    The working days after one day until another are the difference of their two numbers.
    """
    special, numbers, count = _special(start, end), [], 0
    for number in range((end - start).days + 1):
        count += _is_working(start + timedelta(days=number), special)
        numbers.append(count)
    return numbers


def uncertain_years(start: date, end: date) -> tuple[int, ...]:
    """Years in the span whose exchanges of days off are not known yet; whoever shows a date there says so."""
    return tuple(year for year in range(start.year, end.year + 1) if not is_announced(year))


def is_announced(year: int) -> bool:
    """Every announcement since 2000 moved some working days to weekends, so a year without any is not announced."""
    from_library = any(day.is_working for day in _library(year).values())
    return from_library or CalendarDay.objects.filter(date__year=year, kind=DayKind.MAKE_UP).exists()


def list_days(year: int) -> list[Day]:
    """All special days of ``year``, by date, corrections in place."""
    special = _special(date(year, 1, 1), date(year, 12, 31))
    return [special[day] for day in sorted(special)]


@in_transaction
def set_day(*, day: date, kind: str, by: Any, name: str = "", name_en: str = "", note: str = "") -> CalendarDay:
    """Correct a day: ``kind`` is ``holiday`` (off) or ``make_up_workday`` (works). ``note`` names the document."""
    _require(by)
    row = CalendarDay.objects.select_for_update().filter(date=day).first() or CalendarDay(date=day)
    row.kind, row.name, row.name_en, row.note = kind, name.strip(), name_en.strip(), note.strip()
    row.origin = CalendarDay.Origin.STAFF
    row.full_clean()
    row.save()
    _tell(day, audit.record(by=by, verb="calendar.set", target=row, detail={"date": day.isoformat(), "kind": kind}))
    return row


@in_transaction
def reset_day(*, day: date, by: Any) -> None:
    """Take a correction back: the day is again what the library says."""
    _require(by)
    row = CalendarDay.objects.filter(date=day).first()
    if row is None:
        raise ValidationError(_("This day was not corrected."), code="state")
    detail = {"date": day.isoformat(), "kind": row.kind}
    _tell(day, audit.record(by=by, verb="calendar.reset", target=row, detail=detail))
    row.delete()


@in_transaction
def load_year(year: int) -> int:
    """Write the library's days of ``year`` as rows, so that a later version of it changes nothing; corrections stay."""
    known = set(CalendarDay.objects.filter(date__year=year).values_list("date", flat=True))
    rows = [
        CalendarDay(date=day.date, kind=day.kind, name=day.name, name_en=day.name_en, origin=CalendarDay.Origin.LIBRARY)
        for day in _library(year).values()
        if day.date not in known
    ]
    return len(CalendarDay.objects.bulk_create(rows, ignore_conflicts=True))


def _special(start: date, end: date) -> dict[date, Day]:
    days = {day: known for year in range(start.year, end.year + 1) for day, known in _library(year).items()}
    for row in CalendarDay.objects.filter(date__gte=date(start.year, 1, 1), date__lte=date(end.year, 12, 31)):
        days[row.date] = Day(row.date, row.kind, row.name, row.name_en, row.origin, row.note)
    return days


def _is_working(day: date, special: dict[date, Day]) -> bool:
    return special[day].is_working if day in special else day.weekday() < 5


@functools.lru_cache(maxsize=64)
def _library(year: int) -> dict[date, Day]:
    return {day.date: day for day in _read_library(year)}


def _read_library(year: int) -> Iterator[Day]:
    chinese = holidays.country_holidays("CN", years=year, language="zh_CN", expand=False)
    english = holidays.country_holidays("CN", years=year, language="en_US", expand=False)
    for day, name in chinese.items():
        if day.year == year:
            yield Day(day, DayKind.HOLIDAY, name[:80], english.get(day, "")[:120], CalendarDay.Origin.LIBRARY)
    for day in chinese.weekend_workdays:
        if day.year == year:
            yield Day(day, DayKind.MAKE_UP, "调休上班", "Make-up working day", CalendarDay.Origin.LIBRARY)


def _tell(day: date, event: AuditEvent) -> None:
    """Let those above calculate anew what they calculated from the calendar."""
    outbox.put(topic=CHANGED, key=str(event.pk), payload={"day": day.isoformat()})


def _require(by: Any) -> None:
    if not by.has_perm("calendar.edit"):
        raise PermissionDenied(_("Your roles do not permit correcting working days."))
