"""The funnel: how many demands of an area reached each stage, what shares, in how many working days.

``docs/explanation/counting.md`` says the rules; ``demands.stages`` the stages. All is counted from arrays, which are
read in one query and kept (``Counted.kept``), whatever period and cut are asked for.
"""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np

from duijie.common import clock
from duijie.common.domain import calendar
from duijie.demands.domain.queries.passages import DIVISIONS, KINDS, NONE, SOURCES, Array, Passages, read_passages
from duijie.demands.models import Demand
from duijie.demands.stages import STAGES
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.periods import EARLIEST, Period, Span, pieces
from duijie.registry.domain.queries.figures import Counted, Freshness, parts_of
from duijie.registry.models import Area, AreaKind

ORDER = tuple(STAGES)


@dataclass(frozen=True, slots=True)
class StageFigure:
    """``of_before`` is the share of those at the stage before that reached this one too; ``of_found`` that of all
    found; ``days`` the median of the working days since the last stage reached before. None where nothing can be
    said, and the shares where stages are counted by when they were reached: these are not the same demands."""

    stage: str
    count: int
    of_before: float | None
    of_found: float | None
    days: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the cut: ``key`` is the code of an area, a division, a source, a kind, or names ``period``."""

    key: str
    stages: tuple[StageFigure, ...]
    days: float | None
    area: Area | None = None
    period: Period | None = None

    def count(self, stage: str) -> int:
        return next(one.count for one in self.stages if one.stage == stage)


@dataclass(frozen=True, slots=True)
class Funnel:
    """``reopened`` and ``unsolved`` are counted beside; ``as_of`` says of when the figures are."""

    area: Area
    period: Period
    basis: Basis
    cut: Cut
    total: Row
    rows: tuple[Row, ...]
    reopened: int
    unsolved: int
    as_of: datetime


_Counts = tuple[Row, tuple[Row, ...], int, int]


def funnel_of(area: Area, period: Period, *, basis: Basis, cut: Cut, by: Any) -> Funnel:
    """Under a number of queries that no count of demands changes."""
    freshness = Freshness()
    those = Counted(Demand, area, by=by, freshness=freshness)

    def count() -> _Counts:
        passages: Passages = those.kept("passages", lambda: read_passages(those.rows))
        made = FunnelMaker(passages, period, basis)
        return (
            made.row("", made.everything), tuple(_rows(made, area, cut)), made.beside(passages.reopened),
            made.beside(passages.unsolved),
        )  # fmt: skip

    total, rows, reopened, unsolved = those.kept(f"funnel/{period.address}/{basis}/{cut}", count)
    return Funnel(area, period, basis, cut, total, rows, reopened, unsolved, freshness.as_of)


class FunnelMaker:
    """Counts ``passages`` of a period. ``everything`` are the places of all that count in it anywhere; a row gets the
    places of some of them."""

    def __init__(self, passages: Passages, period: Period, basis: Basis) -> None:
        self.passages, self.period, self.basis = passages, period, basis
        self._is_found = _within(passages.days[:, 0], period)
        self._reached = self._reached_in(period)
        self.everything = np.flatnonzero(self._reached.any(axis=1))

    @functools.cached_property
    def _gaps(self) -> "_Gaps":
        return _Gaps(self.passages.days)

    def row(self, key: str, chosen: Array, *, area: Area | None = None, period: Period | None = None) -> Row:
        """The figures of the chosen demands. ``period`` is a part of the whole one to which they are narrowed."""
        reached = self._reached[chosen]
        if period is not None:
            reached = reached & self._reached_in(period)[chosen]
        counts = reached.sum(axis=0)
        is_cohort = self.basis is Basis.FOUND
        stages = []
        for number, stage in enumerate(ORDER):
            here = reached[:, number]
            both = int((here & reached[:, number - 1]).sum()) if number else 0
            stages.append(
                StageFigure(
                    stage, int(counts[number]), _share(both, counts[number - 1]) if number and is_cohort else None,
                    _share(int(counts[number]), counts[0]) if number and is_cohort else None,
                    self._gaps.median(number, chosen[here]) if number else None,
                )
            )  # fmt: skip
        return Row(key, tuple(stages), self._gaps.median_since_found(chosen[reached[:, -1]]), area, period)

    def numbers(self, stage: str, chosen: Array | None = None) -> Array:
        """The numbers of the demands that count at a stage, in their order."""
        places = self.everything if chosen is None else chosen
        found: Array = np.sort(self.passages.number[places[self._reached[places, ORDER.index(stage)]]])
        return found

    def beside(self, days: Array) -> int:
        """How many of the demands of the period, or in the period, have such a day."""
        return len(self.numbers_beside(days))

    def numbers_beside(self, days: Array) -> Array:
        """Their numbers."""
        chosen = _within(days, self.period) if self.basis is Basis.REACHED else self._is_found & (days != NONE)
        found: Array = np.sort(self.passages.number[chosen])
        return found

    def _reached_in(self, period: Period) -> Array:
        """Which demand counts at which stage."""
        days = self.passages.days
        if self.basis is Basis.REACHED:
            return np.column_stack([_within(one, period) for one in days.T])
        reached: Array = (days != NONE) & _within(days[:, 0], period)[:, np.newaxis]
        return reached


class _Gaps:
    """Working days between stages, by numbering the days of the calendar."""

    def __init__(self, days: Array) -> None:
        self._days = days
        known = days[days != NONE]
        self._last = clock.today().toordinal()
        low = int(known.min()) if len(known) else self._last
        self._first = min(max(EARLIEST.toordinal(), low), self._last)
        numbers = calendar.count_up(date.fromordinal(self._first), date.fromordinal(self._last))
        self._numbers = np.array(numbers, dtype=np.int32)
        self._before = np.maximum.accumulate(days, axis=1)

    def median(self, stage: int, chosen: Array) -> float | None:
        """From the last stage that the chosen demands had reached before ``stage``."""
        return self._median(self._before[chosen, stage - 1], self._days[chosen, stage])

    def median_since_found(self, chosen: Array) -> float | None:
        return self._median(self._days[chosen, 0], self._days[chosen, -1])

    def _median(self, begins: Array, ends: Array) -> float | None:
        known = (begins != NONE) & (ends != NONE)
        if not known.any():
            return None
        gaps = self._number(ends[known]) - self._number(begins[known])
        return float(np.median(np.maximum(gaps, 0)))

    def _number(self, days: Array) -> Array:
        numbers: Array = self._numbers[np.clip(days, self._first, self._last) - self._first]
        return numbers


def _within(days: Array, period: Period) -> Array:
    chosen: Array = (days >= period.first.toordinal()) & (days <= period.last.toordinal())
    return chosen


def _share(part: int, whole: Any) -> float | None:
    return part / int(whole) if whole else None


def _rows(made: FunnelMaker, area: Area, cut: Cut) -> Iterator[Row]:
    """The rows of the cut: counties and periods all of them, of the others those with anything to count."""
    passages = made.passages
    if cut is Cut.COUNTY:
        for part, chosen in chosen_by_part(made, area):
            yield made.row(part.code, chosen, area=part)
    elif cut in {Cut.MONTH, Cut.QUARTER, Cut.YEAR}:
        for key, piece in pieces(made.period, Span(cut.value)):
            yield made.row(key, made.everything, period=piece)
    else:
        codes, keys = _CODED[cut](passages)
        chosen = made.everything[np.argsort(codes[made.everything], kind="stable")]
        numbers, begins = np.unique(codes[chosen], return_index=True)
        for number, (begin, end) in zip(numbers, pairwise([*begins, len(chosen)]), strict=True):
            yield made.row(keys[number], chosen[begin:end])


_CODED: Mapping[Cut, Any] = {
    Cut.KIND: lambda passages: (passages.kind, KINDS),
    Cut.SOURCE: lambda passages: (passages.source, SOURCES),
    Cut.INDUSTRY: lambda passages: (passages.division, DIVISIONS),
}


def chosen_by_part(made: FunnelMaker, area: Area) -> Iterator[tuple[Area, Array]]:
    """The counties and zones of the area with the places of their demands. One of a zone counts in its county and in
    the zone, as the lists say (``figures.count_by_part``)."""
    parts, paths = parts_of(area)
    everything = made.everything
    areas, zones = made.passages.area[everything], made.passages.zone[everything]
    for part in parts:
        inner = [number for number, path in paths.items() if path.startswith(part.path)]
        chosen = np.isin(zones, inner)
        if part.kind != AreaKind.ZONE:
            chosen |= np.isin(areas, inner)
        yield part, everything[chosen]
