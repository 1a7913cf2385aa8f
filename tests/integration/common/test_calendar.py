"""Working days as Chinese offices count them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user

from duijie.common.domain.calendar import (
    add_working_days,
    is_announced,
    is_working_day,
    list_days,
    load_year,
    reset_day,
    set_day,
    uncertain_years,
    working_days_between,
)
from duijie.common.models import AuditEvent, CalendarDay

pytestmark = pytest.mark.django_db


def test_a_public_notice_of_five_working_days_over_a_make_up_saturday() -> None:
    """Hefei 2020: 9 to 14 May is five working days, for Saturday 9 May was worked and the first day counts."""
    assert working_days_between(date(2020, 5, 9), date(2020, 5, 14)) == 5
    assert add_working_days(date(2020, 5, 9), 5, counting_first=True) == date(2020, 5, 14)
    assert add_working_days(date(2020, 5, 9), 5, counting_first=False) == date(2020, 5, 15)


@pytest.mark.parametrize(
    "day, working",
    [
        (date(2020, 5, 9), True),
        (date(2020, 5, 10), False),
        (date(2020, 5, 5), False),
        (date(2020, 5, 6), True),
        (date(2026, 2, 14), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 10), True),
        (date(2026, 11, 23), True),
    ],
)
def test_days_off_and_make_up_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_a_span_turned_round_has_no_working_days() -> None:
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 1)) == 0
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 2)) == 1


@pytest.mark.parametrize("count", [0, -1, 5001])
def test_a_count_that_makes_no_sense_is_refused(count: int) -> None:
    with pytest.raises(ValueError):
        add_working_days(date(2026, 3, 2), count, counting_first=True)


def test_a_year_that_is_not_announced_says_so() -> None:
    assert is_announced(2026)
    assert uncertain_years(date(2026, 12, 1), date(2028, 1, 5)) == (2027, 2028)
    set_day(day=date(2027, 2, 20), kind="make_up_workday", by=make_user(role="system_administrator"))
    assert uncertain_years(date(2026, 12, 1), date(2028, 1, 5)) == (2028,)


def test_staff_corrects_a_day_and_takes_it_back() -> None:
    staff = make_user(role="system_administrator")
    day = date(2026, 3, 2)
    set_day(day=day, kind="holiday", name="抗洪", note="市政府办〔2026〕1号", by=staff)
    assert not is_working_day(day)
    set_day(day=day, kind="make_up_workday", by=staff)
    assert is_working_day(day)
    reset_day(day=day, by=staff)
    assert is_working_day(day)
    with pytest.raises(ValidationError):
        reset_day(day=day, by=staff)
    verbs = list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["calendar.set", "calendar.set", "calendar.reset"]


def test_others_do_not_correct() -> None:
    with pytest.raises(PermissionDenied):
        set_day(day=date(2026, 3, 2), kind="holiday", by=make_user(role="leader"))


def test_loading_a_year_keeps_corrections() -> None:
    set_day(day=date(2020, 5, 9), kind="holiday", by=make_user(role="system_administrator"))
    before = len(list_days(2020))
    assert load_year(2020) == before - 1
    assert load_year(2020) == 0
    assert len(list_days(2020)) == before
    assert not is_working_day(date(2020, 5, 9))
    assert CalendarDay.objects.filter(origin="staff").count() == 1
