"""Deadlines in working days and office hours, against counting day by day and minute by minute."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import make_user

from duijie.common.domain.calendar import is_working_day, set_day, working_days_between
from duijie.common.domain.working_time import OfficeHours, WorkingDays, WorkingTime

pytestmark = pytest.mark.django_db
HOURS = OfficeHours(((time(8, 30), time(12)), (time(14), time(17, 30))))


def at(*parts: int) -> datetime:
    return datetime.combine(date(*parts[:3]), time(*parts[3:]), timezone.get_current_timezone())


def test_make_up_saturdays_count_and_the_first_day_does_not() -> None:
    days = WorkingDays(date(2020, 5, 1))
    assert days.between(date(2020, 5, 9), date(2020, 5, 15)) == 5
    assert days.after(date(2020, 5, 8), 5) == date(2020, 5, 14)
    assert days.after(date(2020, 5, 9), 5) == date(2020, 5, 15)


def test_a_corrected_day_counts_as_corrected() -> None:
    before = WorkingDays(date(2026, 3, 1)).after(date(2026, 3, 2), 3)
    set_day(day=date(2026, 3, 4), kind="holiday", by=make_user(role="system_administrator"))
    assert (before, WorkingDays(date(2026, 3, 1)).after(date(2026, 3, 2), 3)) == (date(2026, 3, 5), date(2026, 3, 6))


def test_any_span_agrees_with_counting_its_days() -> None:
    chance, days = random.Random(7), WorkingDays(date(2023, 1, 1))
    for _ in range(25):
        start = date(2023, 1, 1) + timedelta(days=chance.randrange(1400))
        end = start + timedelta(days=chance.randrange(60))
        assert days.between(start, end) == working_days_between(start, end - timedelta(days=1))
        count = chance.randrange(1, 40)
        due = days.after(start, count)
        assert is_working_day(due)
        assert working_days_between(start + timedelta(days=1), due) == count


def test_office_minutes_agree_with_counting_each_minute() -> None:
    chance = random.Random(11)
    office = WorkingTime(WorkingDays(date(2026, 1, 1)), HOURS)
    for _ in range(10):
        start = at(2026, 2, 9) + timedelta(minutes=chance.randrange(20_000))
        minutes = chance.randrange(1, 900)
        moment, left = start, minutes
        while left:
            left -= office.is_open(moment)
            moment += timedelta(minutes=1)
        assert office.after(start, minutes * 60) == moment
        assert office.between(start, moment) == minutes * 60


def test_the_office_is_shut_at_night_at_noon_and_on_days_off() -> None:
    office = WorkingTime(WorkingDays(date(2026, 1, 1)), HOURS)
    assert office.opening(at(2026, 11, 26, 0, 5)) == at(2026, 11, 26, 8, 30)
    assert office.opening(at(2026, 11, 26, 12)) == at(2026, 11, 26, 14)
    assert office.opening(at(2026, 11, 26, 15)) == at(2026, 11, 26, 15)
    assert office.opening(at(2026, 9, 30, 17, 30)) == at(2026, 10, 8, 8, 30)
    assert office.is_open(at(2026, 11, 26, 17, 30)) is False
