"""Periods for which figures are told: from a day to a day, both counted; months, quarters and years among them."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


class Span(StrEnum):
    """The kinds of period that have a name. The value is what the figures are cut by."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """``first`` and ``last`` are both part of it. Raises ``ValueError`` where they are the wrong way round, or before
    2000 or after 2099."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not EARLIEST <= self.first <= self.last <= LATEST:
            raise ValueError(f"{self.first} to {self.last} is no period")

    @property
    def end(self) -> date:
        """The day after it."""
        return self.last + timedelta(days=1)

    @property
    def address(self) -> str:
        """As the narrowings of lists say it."""
        return f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def year_before(self) -> "Period":
        """The same days of the year before; a 29 February becomes a 28. The first year has none before it: itself."""
        if self.first.year == EARLIEST.year:
            return self
        return Period(_year_back(self.first), _year_back(self.last))


def _year_back(day: date) -> date:
    year = day.year - 1
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def around(day: date, span: Span) -> Period:
    """The month, quarter or year in which ``day`` lies."""
    months = _MONTHS[span]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(date(day.year, first, 1), date(day.year, last, calendar.monthrange(day.year, last)[1]))


def before(period: Period, span: Span) -> Period:
    """The one before the ``span`` in which the period begins."""
    return around(around(period.first, span).first - timedelta(days=1), span)


def pieces(period: Period, span: Span) -> Iterator[tuple[str, Period]]:
    """The months, quarters or years of the period with their keys (``2026-03``, ``2026Q1``, ``2026``), the first and
    last of them as far as they lie in it."""
    day = period.first
    while day <= period.last:
        whole = around(day, span)
        yield key_of(whole, span), Period(max(whole.first, period.first), min(whole.last, period.last))
        day = whole.end


def key_of(period: Period, span: Span) -> str:
    """``2026-03``, ``2026Q1`` or ``2026``."""
    day = period.first
    if span is Span.MONTH:
        return f"{day:%Y-%m}"
    return f"{day.year}Q{(day.month + 2) // 3}" if span is Span.QUARTER else str(day.year)


def parse_period(first: str, last: str) -> Period:
    """From two days as ``2026-01-01``. Raises ``ValueError``."""
    return Period(date.fromisoformat(first), date.fromisoformat(last))
