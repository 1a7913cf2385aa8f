"""When messages may disturb somebody: on working days, in the hours of ``DUIJIE_MESSAGE_HOURS``."""

from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from duijie.common.domain.working_time import OfficeHours, WorkingDays, WorkingTime


def read_hours(text: str) -> OfficeHours | None:
    """``08:00-20:00``; None where it is empty: always. Raises ``ImproperlyConfigured`` for anything else."""
    if not text.strip():
        return None
    try:
        opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise ImproperlyConfigured(f"DUIJIE_MESSAGE_HOURS is “{text}”; it is written like 08:00-20:00") from error
    if opens >= closes:
        raise ImproperlyConfigured(f"DUIJIE_MESSAGE_HOURS is “{text}”: the first time must be the earlier one")
    return OfficeHours(((opens, closes),))


def next_opening(moment: datetime) -> datetime:
    """``moment`` itself when messages may go out, else when they may next."""
    hours = read_hours(settings.DUIJIE_MESSAGE_HOURS)
    if hours is None:
        return moment
    return WorkingTime(WorkingDays(timezone.localdate(moment)), hours).opening(moment)


def opened_at(moment: datetime) -> datetime | None:
    """When the hours that hold at ``moment`` began; None while nothing goes out."""
    hours = read_hours(settings.DUIJIE_MESSAGE_HOURS)
    day = timezone.localdate(moment)
    if hours is None:
        return timezone.make_aware(datetime.combine(day, time()))
    if next_opening(moment) != moment:
        return None
    return next(opens for opens, closes in hours.on(day) if opens <= moment < closes)
