"""The funnel: how many demands of an area reached each stage, what shares, in how many working days.

``docs/explanation/counting.md`` says the rules; ``demands.stages`` the stages. All is counted from arrays of this
moment (``passage_blocks``), whatever period and cut are asked for.
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
from duijie.demands.domain.queries.passage_blocks import passages_in
from duijie.demands.domain.queries.passages import DIVISIONS, KINDS, NONE, SOURCES, Array, Passages
from duijie.demands.stages import STAGES
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.periods import EARLIEST, Period, Span, pieces
from duijie.registry.domain.queries.figures import parts_of
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


def funnel_of(area: Area, period: Period, *, basis: Basis, cut: Cut, by: Any) -> Funnel:
    """As the rows are at this moment, under a number of queries that no count of demands changes."""
    as_of = clock.now()
    passages = passages_in(area, by=by, narrowed=lambda those: _is_counted(those, period, basis))
    made = FunnelMaker(passages, period, basis)
    return Funnel(
        area, period, basis, cut, made.row("", made.everything), tuple(_rows(made, area, cut)),
        made.beside(passages.reopened), made.beside(passages.unsolved), as_of,
    )  # fmt: skip


def _is_counted(passages: Passages, period: Period, basis: Basis) -> Array:
    """Which of them any figure of the period counts: what is narrowed first is counted faster."""
    chosen: Array = _within(passages.days[:, 0], period)
    if basis is Basis.REACHED:
        for days in (*passages.days.T[1:], passages.unsolved, passages.reopened):
            chosen |= _within(days, period)
    return chosen


class FunnelMaker:
    """Counts ``passages`` of a period. ``everything`` are the places of all that count in it anywhere; a row gets the
    places of some of them."""

    def __init__(self, passages: Passages, period: Period, basis: Basis) -> None:
        self.passages, self.period, self.basis = passages, period, basis
        self._columns = np.ascontiguousarray(passages.days.T)
        self._is_found = _within(self._columns[0], period)
        self._reached = self._reached_in(period)
        self.everything = np.flatnonzero(self._reached.any(axis=0))

    @functools.cached_property
    def _gaps(self) -> "_Gaps":
        return _Gaps(self._columns)

    def row(self, key: str, chosen: Array, *, area: Area | None = None, period: Period | None = None) -> Row:
        """The figures of the chosen demands. ``period`` is a part of the whole one to which they are narrowed."""
        if period is not None and self.basis is Basis.FOUND:
            chosen = chosen[_within(self._columns[0, chosen], period)]
        places: Array | slice = chosen
        if len(chosen) == len(self.passages):  # all of them are read as they lie in memory, not copied
            chosen, places = self.everything, slice(None)
        reached = self._reached[:, places]
        if period is not None and self.basis is Basis.REACHED:
            reached = reached & self._reached_in(period)[:, places]
        counts = np.count_nonzero(reached, axis=1)
        is_cohort = self.basis is Basis.FOUND
        stages = []
        for number, stage in enumerate(ORDER):
            here = reached[number]
            both = np.count_nonzero(here & reached[number - 1]) if number and is_cohort else 0
            stages.append(
                StageFigure(
                    stage, int(counts[number]), _share(both, counts[number - 1]) if number and is_cohort else None,
                    _share(int(counts[number]), counts[0]) if number and is_cohort else None,
                    # Of a cohort, who has not reached the stage has no gap.
                    self._gaps.median(number, places if is_cohort else chosen[here]) if number else None,
                )
            )  # fmt: skip
        return Row(key, tuple(stages), self._gaps.median_since_found(chosen[reached[-1]]), area, period)

    def numbers(self, stage: str, chosen: Array | None = None) -> Array:
        """The numbers of the demands that count at a stage, in their order."""
        places = self.everything if chosen is None else chosen
        found: Array = np.sort(self.passages.number[places[self._reached[ORDER.index(stage), places]]])
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
        """At which stage, a row of the array, which demand counts."""
        if self.basis is Basis.REACHED:
            return _within(self._columns, period)
        reached: Array = (self._columns != NONE) & _within(self._columns[0], period)
        return reached


class _Gaps:
    """Working days between stages, by numbering the days of the calendar; ``UNKNOWN`` where one of the two has none."""

    UNKNOWN = -1

    def __init__(self, columns: Array) -> None:
        last = clock.today().toordinal()
        low = int(np.min(columns, where=columns != NONE, initial=last))
        first = min(max(EARLIEST.toordinal(), low), last)
        if low < first:
            columns = np.where(columns == NONE, NONE, np.maximum(columns, first))
        counted = calendar.count_up(date.fromordinal(first), date.fromordinal(last))
        kind = np.int16 if len(counted) < np.iinfo(np.int16).max else np.int32  # there are as many as days at most
        numbers = np.array([self.UNKNOWN, *counted], dtype=kind)  # what is before the first day is no day
        numbers = numbers[np.clip(columns, first - 1, last) - (first - 1)]
        before = np.maximum.accumulate(numbers[:-1], axis=0)
        self._steps = self._between(before, numbers[1:])
        self._whole = self._between(numbers[0], numbers[-1])

    def median(self, stage: int, chosen: Array | slice) -> float | None:
        """From the last stage that the chosen demands had reached before ``stage``."""
        return self._median(self._steps[stage - 1][chosen])

    def median_since_found(self, chosen: Array) -> float | None:
        return self._median(self._whole[chosen])

    def _between(self, begins: Array, ends: Array) -> Array:
        gaps: Array = np.maximum(ends - begins, 0)
        gaps[(begins == self.UNKNOWN) | (ends == self.UNKNOWN)] = self.UNKNOWN
        return gaps

    def _median(self, gaps: Array) -> float | None:
        """By counting: there are many gaps, of few lengths."""
        counts = np.bincount(gaps - self.UNKNOWN)[1:]
        upto = np.cumsum(counts)
        if not len(upto) or not upto[-1]:
            return None
        middle = (int(upto[-1]) - 1) / 2
        low, high = (np.searchsorted(upto, at, side="right") for at in (int(middle), int(middle + 0.5)))
        return float((low + high) / 2)


def _within(days: Array, period: Period) -> Array:
    chosen: Array = (days >= period.first.toordinal()) & (days <= period.last.toordinal())
    return chosen


def _share(part: Any, whole: Any) -> float | None:
    return int(part) / int(whole) if whole else None


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
    most = max(int(areas.max(initial=0)), int(zones.max(initial=0)), *paths)
    for part in parts:
        is_inner = np.zeros(most + 1, dtype=bool)
        is_inner[[number for number, path in paths.items() if path.startswith(part.path)]] = True
        chosen: Array = is_inner[zones]
        if part.kind != AreaKind.ZONE:
            chosen |= is_inner[areas]
        yield part, everything[chosen]
