"""Deadlines of random histories against an oracle that goes day by day, or minute by minute, and knows no shortcut."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from duijie.common.domain.calendar import is_working_day
from duijie.common.domain.working_time import OfficeHours, WorkingDays, WorkingTime
from duijie.demands.clock_engine import Terms, days_overdue, due_at, moments_of

pytestmark = pytest.mark.django_db
HOURS = OfficeHours(((time(8, 30), time(12)), (time(14), time(17, 30))))
FIRST = date(2025, 1, 1)
DAYS = 500  # in which histories begin


@pytest.fixture(scope="module")
def working(django_db_setup, django_db_blocker):
    """Every day's answer of the calendar itself, asked once for each day."""
    with django_db_blocker.unblock():
        days = [FIRST + timedelta(days=number) for number in range(DAYS + 900)]
        return {day: is_working_day(day) for day in days}


@pytest.fixture
def office():
    return WorkingTime(WorkingDays(FIRST), HOURS)


def at(day: date, *clock: int) -> datetime:
    return datetime.combine(day, time(*clock), timezone.get_current_timezone())


def stands_still(moment: datetime, pauses) -> bool:
    return any(stopped <= moment < resumed for stopped, resumed in pauses)


def due_by_days(working, amount: int, started: datetime, pauses) -> datetime:
    """Day after day: a working day counts if the clock runs when the office closes."""
    day = timezone.localdate(started)
    while amount:
        day += timedelta(days=1)
        amount -= working[day] and not stands_still(at(day, 17, 30), pauses)
    return at(day, 17, 30)


def due_by_minutes(working, hours: int, started: datetime, pauses) -> datetime:
    """Minute after minute: one counts if the office is open and the clock runs."""
    left, moment = hours * 60, timezone.localtime(started)
    while left:
        if not working[moment.date()]:
            moment = at(moment.date() + timedelta(days=1), 0)
            continue
        is_open = any(opens <= moment.time() < closes for opens, closes in HOURS.stretches)
        left -= is_open and not stands_still(moment, pauses)
        moment += timedelta(minutes=1)
    return moment


def working_within(working, start: datetime, end: datetime, pauses=()) -> int:
    """Working days after that of ``start``, up to that of ``end``, at whose closing nothing is paused."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    days = (first + timedelta(days=number + 1) for number in range((last - first).days))
    return sum(working[day] and not stands_still(at(day, 17, 30), pauses) for day in days)


def history(chance: random.Random) -> tuple[datetime, list[tuple[datetime, datetime]]]:
    """A beginning at any minute, and up to five pauses of a minute to a month."""
    started = at(FIRST, 0) + timedelta(minutes=chance.randrange(DAYS * 1440))
    moment, pauses = started, []
    for _ in range(chance.randrange(6)):
        moment += timedelta(minutes=chance.choice((1, 30, 500, 2000, 9000, 30000)) * chance.randrange(1, 3))
        resumed = moment + timedelta(minutes=chance.choice((1, 60, 700, 1440, 7000, 40000)) * chance.randrange(1, 3))
        pauses.append((moment, resumed))
        moment = resumed
    return started, pauses


def check(working, office, *, seed: int, days: int, hours: int) -> None:
    chance = random.Random(seed)
    for number in range(days + hours):
        started, pauses = history(chance)
        unit = "day" if number < days else "hour"
        amount = chance.randrange(1, 60) if unit == "day" else chance.randrange(1, 30)
        terms = Terms(amount, unit, office, chance.randrange(4), chance.choice((None, 0, 1, 5)))
        oracle = due_by_days if unit == "day" else due_by_minutes
        due = oracle(working, amount, started, pauses)
        assert due_at(terms, started, pauses) == due, (number, unit, amount, started, pauses)
        told = moments_of(terms, started, pauses)
        assert told.due == due
        assert office.is_open(told.urge)
        assert told.urge >= due
        for moment in (told.remind, told.supervise):
            assert moment is None or office.is_open(moment)
        assert told.remind is None or started < told.remind < due
        assert told.supervise is None or told.supervise >= told.urge
        if told.remind is not None:  # not earlier than asked for
            assert working_within(working, told.remind, due) <= terms.reminder_days
        until = due + timedelta(days=chance.randrange(40), minutes=chance.randrange(600))
        assert days_overdue(office, due, until, pauses) == working_within(working, due, until, pauses)


def test_random_histories_agree_with_the_oracle(working, office):
    check(working, office, seed=6, days=195, hours=5)


@pytest.mark.slow
def test_ten_thousand_random_histories_agree_with_the_oracle(working, office):
    check(working, office, seed=60, days=9900, hours=100)


def test_make_up_saturdays_count_and_the_first_day_does_not(office):
    office = WorkingTime(WorkingDays(date(2020, 5, 1)), HOURS)
    assert due_at(Terms(5, "day", office), at(date(2020, 5, 8), 9), ()) == at(date(2020, 5, 14), 17, 30)


def test_a_limit_of_one_day_is_reminded_of_on_the_day_itself(office):
    told = moments_of(Terms(1, "day", office, 1), at(date(2026, 3, 2), 10), ())
    assert (told.remind, told.due) == (at(date(2026, 3, 3), 8, 30), at(date(2026, 3, 3), 17, 30))
    assert told.urge == at(date(2026, 3, 4), 8, 30)


def test_a_limit_of_hours_within_a_day_has_no_reminder(office):
    told = moments_of(Terms(2, "hour", office, 1, 1), at(date(2026, 3, 2), 11), ())
    assert (told.remind, told.due, told.urge) == (None, at(date(2026, 3, 2), 15), at(date(2026, 3, 2), 15))
    assert told.supervise == at(date(2026, 3, 3), 8, 30)
    assert [told.rank_at(at(date(2026, 3, 2), hour)) for hour in (14, 15, 16)] == [0, 2, 2]
    assert told.next_after(2) == told.supervise
