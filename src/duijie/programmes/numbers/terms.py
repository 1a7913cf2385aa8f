"""Days of notices and terms. All days are inclusive."""

import calendar as months_of
from dataclasses import dataclass
from datetime import date, timedelta

from duijie.common.domain import calendar


@dataclass(frozen=True, slots=True)
class Notice:
    """A public notice from its first to its last day; ``uncertain``: years in it whose days off are not known yet."""

    from_on: date
    to_on: date
    uncertain: tuple[int, ...] = ()

    def is_over(self, day: date) -> bool:
        """Whether ``day`` lies behind the last day, so that one may recognise."""
        return day > self.to_on


def notice_from(start: date, working_days: int) -> Notice:
    """A notice of so many working days (1 … 5000). The first day counts where it is a working day: five from
    2020-05-09, a make-up Saturday, end on 2020-05-14 (Hefei 2020)."""
    end = calendar.add_working_days(start, working_days, counting_first=True)
    return Notice(start, end, calendar.uncertain_years(start, end))


def deadline_after(day: date, working_days: int) -> date:
    """The last day of a time limit of working days; the day on which it begins does not count (Civil Code,
    art. 201)."""
    return calendar.add_working_days(day, working_days, counting_first=False)


def term_end(start: date, months: int) -> date:
    """The last day of a term of ``months`` (1 and more) whose first day is ``start``: the day before the same day of
    the last month, so that the next term begins on that day. Two years from 2022-03-28 end on 2024-03-27. Where the
    last month has no such day, the term ends with that month (Civil Code, art. 202)."""
    if months < 1:
        raise ValueError("months is 1 or more")
    same_day = months_later(start, months)
    return same_day - timedelta(days=1) if same_day.day == start.day else same_day


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _days(day, months)))


def next_term(end: date) -> date:
    """The first day of the term that follows one."""
    return end + timedelta(days=1)


def _days(day: date, months: int) -> int:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return months_of.monthrange(year, month + 1)[1]
