"""Figures as evidence: which of a demand's requirements an item of supply meets, and which it clearly misses.

Two figures are compared when they have one unit and speak of one thing: a word beside them is shared, or the unit says
by itself what is measured (rpm is a speed). Nothing is said of the rest.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.quantities import Quantity
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.texts import UNIT_NUMBERS, TextAnalyses

Codes = NDArray[np.int8]
Reals = NDArray[np.float64]
Places = NDArray[np.intp]
TELLING_UNITS = frozenset("rpm db mah mah/g wh/kg t/h t/year m3/h g/cm3 pa·s w/(m·k) lm/w kwh".split())  # noqa: SIM905
"""Units that say by themselves what is measured."""
CLEAR = 0.01
"""A bound counts as missed beyond this share of it: conversions round."""
EXACT = 1e-6
"""Relative rounding of a conversion."""
SAME_THING = 0.5
"""What is clearly missed must be clearly the same thing: so much of the shorter description is shared."""
MOST = 3
"""Requirements of one demand that count in full for a pair, met or missed; further ones fade, see ``fading``."""
CHUNK = 64
"""Requirements compared with all supply at a time, as long as their fields of yes and no stay below ``FIELD`` bytes."""
FIELD = 64 << 20


class Verdict(IntEnum):
    """What one figure of the supply says to one of the demand."""

    MISSED = -1
    SILENT = 0
    MET = 1


class Comparison(NamedTuple):
    """A quantity of the demand, the one of the supply that says most to it, and what it says."""

    wanted: Quantity
    offered: Quantity
    verdict: Verdict


def verdicts(wanted_low: Reals, wanted_high: Reals, low: Reals, high: Reals) -> NDArray[np.int8]:
    """``Verdict`` of offered intervals on wanted ones, by element.

    A figure or a range meets what it touches. A one-sided statement meets a bound on the same side that is no
    stricter, and misses one on the other side that it excludes. Two plain figures are left to the shared terms, and a
    plain figure of the demand is never missed: it may describe what is there.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        slack_low = EXACT * np.where(np.isfinite(wanted_low), np.abs(wanted_low), 0)
        slack_high = EXACT * np.where(np.isfinite(wanted_high), np.abs(wanted_high), 0)
        one_sided = ~(np.isfinite(low) & np.isfinite(high))
        touches = (high >= wanted_low - slack_low) & (low <= wanted_high + slack_high)
        within = (low >= wanted_low - slack_low) & (high <= wanted_high + slack_high)
        bounded = wanted_low < wanted_high
        figures = ~bounded & (low == high)
        around = ~bounded & touches
        met = np.where(one_sided, within | around, touches) & ~figures
        below = high < wanted_low - CLEAR * np.abs(np.where(np.isfinite(wanted_low), wanted_low, 0))
        above = low > wanted_high + CLEAR * np.abs(np.where(np.isfinite(wanted_high), wanted_high, 0))
    found: NDArray[np.int8] = np.where(met, 1, np.where(bounded & (below | above), -1, 0)).astype(np.int8)
    return found


def verdict(wanted: Quantity, offered: Quantity) -> Verdict:
    """``verdicts`` of one pair, without arrays: reasons ask it ten thousands of times."""
    is_bounded = wanted.is_bounded
    if not is_bounded and not offered.is_bounded:
        return Verdict.SILENT
    least = 0.0 if math.isinf(wanted.low) else abs(wanted.low)
    most = 0.0 if math.isinf(wanted.high) else abs(wanted.high)
    low, high = wanted.low - EXACT * least, wanted.high + EXACT * most
    touches = offered.high >= low and offered.low <= high
    if math.isinf(offered.low) or math.isinf(offered.high):
        within = offered.low >= low and offered.high <= high
        is_met = within or (touches and not is_bounded)
    else:
        is_met = touches
    if is_met:
        return Verdict.MET
    below, above = offered.high < wanted.low - CLEAR * least, offered.low > wanted.high + CLEAR * most
    return Verdict.MISSED if is_bounded and (below or above) else Verdict.SILENT


def is_clear(wanted: frozenset[str], offered: frozenset[str], shared: int) -> bool:
    """Whether two descriptions share enough to say that something is missed."""
    return shared >= max(1.0, SAME_THING * min(len(wanted), len(offered)))


def compare(wanted: Sequence[Quantity], offered: Sequence[Quantity], subjects: Subjects) -> list[Comparison]:
    """What the supply says to each quantity of the demand, in their order, where it says anything: the first that
    meets it, else the first that clearly misses it.
    """
    found = []
    for ours in wanted:
        best: Comparison | None = None
        for theirs in offered:
            if theirs.unit != ours.unit:
                continue
            about, against = subjects.terms(ours), subjects.terms(theirs)
            shared = len(about & against)
            if not shared and ours.unit not in TELLING_UNITS:
                continue
            said = verdict(ours, theirs)
            if said is Verdict.MET:
                best = Comparison(ours, theirs, said)
                break
            if said is Verdict.MISSED and best is None and is_clear(about, against, shared):
                best = Comparison(ours, theirs, said)
        if best is not None:
            found.append(best)
    return found


@dataclass(frozen=True, slots=True)
class QuantityCounts:
    """How many requirements an item meets and clearly misses, see ``fading``; shape (demands, items)."""

    met: sparse.csr_matrix
    missed: sparse.csr_matrix

    @property
    def silent(self) -> bool:
        """Whether no pair has any."""
        return not len(self.met.data) and not len(self.missed.data)

    def of(self, demand: int, item: int) -> tuple[float, float]:
        """Those of one pair: met, missed."""
        return _entry(self.met, demand, item), _entry(self.missed, demand, item)


def _entry(matrix: sparse.csr_matrix, row: int, column: int) -> float:
    """One entry; several times faster than indexing the matrix."""
    if not len(matrix.data):
        return 0.0
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    if start == end:
        return 0.0
    place = start + matrix.indices[start:end].searchsorted(column)
    return float(matrix.data[place]) if place < end and matrix.indices[place] == column else 0.0


class _Table:
    """The quantities of one side as columns; ``owners`` are the rows or items that state them."""

    def __init__(self, columns: Sequence["_Columns"], known: NDArray[np.int64]) -> None:
        every = _Columns._make(np.concatenate(parts) for parts in zip(_NOTHING, *columns, strict=True))
        self.count = len(every.owners)
        self.owners, self.low, self.high, self.sizes = every.owners, every.low, every.high, every.sizes
        self.bounded = self.low < self.high
        self.subjects = _incidence(every.subjects, every.sizes, known)
        self.telling = _incidence(every.units, np.ones(self.count, np.int32), _TELLING)


class _Columns(NamedTuple):
    """Each of the quantities has the next ``sizes`` of ``subjects``."""

    owners: Places
    units: NDArray[np.uint8]
    low: Reals
    high: Reals
    sizes: NDArray[np.int32]
    subjects: NDArray[np.int64]

    def kept(self, chosen: NDArray[np.bool_]) -> "_Columns":
        subjects = self.subjects[np.repeat(chosen, self.sizes)]
        return _Columns._make((*(column[chosen] for column in self[:-1]), subjects))


_NOTHING = _Columns._make(np.zeros(0, kind) for kind in (np.intp, np.uint8, float, float, np.int32, np.int64))
_TELLING = np.array(sorted(UNIT_NUMBERS[unit] for unit in TELLING_UNITS), np.uint8)


def _columns(texts: TextAnalyses, owners: Places) -> _Columns:
    # Only figures of one unit are compared, so the words beside those of two units are two.
    subjects = texts.subjects << 8 | np.repeat(texts.units, texts.widths)
    sizes = texts.widths.astype(np.int32)
    return _Columns(np.repeat(owners, texts.figures), texts.units, texts.lows, texts.highs, sizes, subjects)


def _incidence(values: NDArray[Any], sizes: NDArray[np.int32], known: NDArray[Any]) -> sparse.csr_matrix:
    """Which of the ``known`` values, rising, each row has that holds the next ``sizes`` of ``values``."""
    places = np.searchsorted(known, values)
    places[places == len(known)] = 0
    hits = known[places] == values if len(known) else np.zeros(len(values), bool)
    ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(hits)))
    pointers = ends[np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)))]
    parts = (np.ones(int(ends[-1]), np.float32), places[hits].astype(np.int32), pointers)
    return sparse.csr_matrix(parts, shape=(len(sizes), len(known)))


def count_quantities(demand: TextAnalyses, supply: Iterable[TextAnalyses], items: NDArray[np.int32]) -> QuantityCounts:
    """The counts of all pairs. ``items[p]`` is the item of supply text ``p``; the texts of both sides were read with
    the same ``Subjects``.
    """
    shape = (len(demand), int(items.max(initial=-1)) + 1)
    ours = _columns(demand, np.arange(len(demand)))
    units, bounded = np.unique(ours.units), np.unique(ours.units[ours.low < ours.high])
    theirs, start = [], 0
    for part in supply if len(units) else ():
        columns = _columns(part, items[start : start + len(part)].astype(np.intp))
        start += len(part)
        # Of two plain figures neither is met or missed.
        of_bounds, of_figures = np.isin(columns.units, units), np.isin(columns.units, bounded)
        theirs.append(columns.kept(np.where(columns.low < columns.high, of_bounds, of_figures)))
    known = np.unique(ours.subjects)
    wanted, offered = _Table([ours], known), _Table(theirs, known)
    found: tuple[list[Places], list[Places]] = ([], [])
    chunk = max(1, min(CHUNK, FIELD // max(1, shape[1])))
    for first in range(0, wanted.count if offered.count else 0, chunk):
        for pairs, into in zip(_compared(wanted, offered, slice(first, first + chunk)), found, strict=True):
            into.append(pairs)
    return QuantityCounts(*(_counted(pairs, wanted.owners, shape) for pairs in found))


def languages_meet(demand: Codes, supply: Codes) -> bool:
    """Whether a text of one side is in another language than one of the other."""
    return bool(np.isin(1 - np.unique(demand), supply).any())


def _compared(wanted: _Table, offered: _Table, rows: slice) -> tuple[Places, Places]:
    """The pairs (number of a wanted quantity, item) that are met, and those missed; shape (2, pairs)."""
    shared = wanted.subjects[rows] @ offered.subjects.T
    pairs = (shared + wanted.telling[rows] @ offered.telling.T).tocoo()
    row, column, common = pairs.row, pairs.col, pairs.data
    row_bounded = wanted.bounded[rows]
    telling = np.flatnonzero(row_bounded[row] | offered.bounded[column])  # two plain figures say nothing
    row, column, common = row[telling], column[telling], common[telling]
    ours = row + rows.start
    said = verdicts(wanted.low[ours], wanted.high[ours], offered.low[column], offered.high[column])
    width = int(offered.owners.max()) + 1
    # A field of yes and no is filled much faster than as many pairs are sorted.
    is_met = np.zeros((len(row_bounded), width), np.bool_)
    met = np.flatnonzero(said == Verdict.MET)
    is_met[row[met], offered.owners[column[met]]] = True
    missed = np.flatnonzero(said == Verdict.MISSED)
    by_unit = np.diff(wanted.telling.indptr)[ours[missed]]  # what the unit alone has added
    least = np.maximum(1.0, SAME_THING * np.minimum(wanted.sizes[ours[missed]], offered.sizes[column[missed]]))
    missed = missed[common[missed] - by_unit >= least]
    is_missed = np.zeros_like(is_met)
    is_missed[row[missed], offered.owners[column[missed]]] = True
    is_missed &= ~is_met
    return _places(is_met, rows.start), _places(is_missed, rows.start)


def _places(field: NDArray[np.bool_], start: int) -> Places:
    """Where it is yes: row from ``start`` on, column; shape (2, places)."""
    row, column = np.nonzero(field)
    return np.stack([row + start, column])


def _counted(parts: Sequence[Places], owners: Places, shape: tuple[int, int]) -> sparse.csr_matrix:
    """How many quantities of each demand are among the pairs, by item."""
    numbers, items = np.concatenate([np.zeros((2, 0), np.intp), *parts], axis=1)
    counts = sparse.csr_matrix((np.ones(len(numbers), np.float32), (owners[numbers], items)), shape=shape)
    counts.data = fading(counts.data)
    return counts


def fading(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Up to ``MOST`` requirements count in full, each further one half of the one before: all of them together never
    outweigh one more, and yet none of them is for nothing.
    """
    further = np.maximum(counts - MOST, 0)
    return (np.minimum(counts, MOST) + 1 - np.exp2(-further)).astype(np.float32)
