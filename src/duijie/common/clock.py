"""The only clock of the platform: whoever asks for the time asks here, so that scenarios and tests can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("duijie_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; on a platform that stands at a day, this time of that day."""
    return _fixed.get() or _standing(timezone.now())


def today() -> date:
    """The calendar day in the platform's time zone."""
    return timezone.localdate(now())


def years_ago(years: int) -> date:
    """The same day so many years before today; of the 29th of February the 28th."""
    day = today()
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand at ``moment`` (aware) inside the block, in this thread or task only."""
    if timezone.is_naive(moment):
        raise ValueError("the clock needs an aware time")
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)


def _standing(moment: datetime) -> datetime:
    day: date | None = settings.DUIJIE_AS_OF
    return moment if day is None else moment + (day - timezone.localdate(moment))
