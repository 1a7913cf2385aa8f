"""Figures as evidence: which of a demand's requirements an item of supply meets, and which it clearly misses.

Two figures are compared when they have one unit and speak of one thing: a word beside them is shared, or the unit says
by itself what is measured (rpm is a speed). Nothing is said of the rest.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.quantities import Quantity, read_quantities

Codes = NDArray[np.int8]
Reals = NDArray[np.float64]
Places = NDArray[np.intp]
Owned = tuple[int, Quantity]
"""A quantity with the row of its text, or its item."""
TELLING_UNITS = frozenset("rpm db mah mah/g wh/kg t/h t/year m3/h g/cm3 pa·s w/(m·k) lm/w kwh".split())  # noqa: SIM905
"""Units that say by themselves what is measured."""
CLEAR = 0.01
"""A bound counts as missed beyond this share of it: conversions round."""
EXACT = 1e-6
"""Relative rounding of a conversion."""
SAME_THING = 0.5
"""What is clearly missed must be clearly the same thing: so much of the shorter description is shared."""
MOST = 3
"""Requirements of one demand that count for a pair, met or missed."""
CHUNK = 256
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


class Subjects:
    """What figures speak of, comparable within and across languages: words beside them, and what those mean."""

    def __init__(self, dictionary: Dictionary | None = None) -> None:
        self._dictionary = dictionary
        self.terms = lru_cache(maxsize=50_000)(self._terms)

    def _terms(self, quantity: Quantity) -> frozenset[str]:
        """The words beside a figure and, with a dictionary, the English stems that the Chinese ones may mean."""
        if self._dictionary is None or quantity.beside.isascii():
            return quantity.subject
        meant = (
            one
            for word, _start, _end in self._dictionary.find(quantity.beside)
            for one, _share in self._dictionary.stems(word)
        )
        return quantity.subject | frozenset(meant)


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
    """How many requirements an item meets and clearly misses, at most ``MOST`` of each; shape (demands, items)."""

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
    place = start + np.searchsorted(matrix.indices[start:end], column)
    return float(matrix.data[place]) if place < end and matrix.indices[place] == column else 0.0


class _Table:
    """The quantities of one side as columns."""

    def __init__(self, rows: Iterable[Owned], subjects: Subjects, keys: dict[str, int], *, grow: bool) -> None:
        owners, sizes, lows, highs = array("q"), array("i"), array("d"), array("d")
        indices, pointers = array("i"), array("q", [0])
        telling_rows, telling = array("q"), array("q")
        for number, (owner, quantity) in enumerate(rows):
            about = subjects.terms(quantity)
            owners.append(owner)
            lows.append(quantity.low)
            highs.append(quantity.high)
            sizes.append(len(about))
            for term in about:
                key = f"{quantity.unit}\0{term}"
                place = keys.setdefault(key, len(keys)) if grow else keys.get(key)
                if place is not None:
                    indices.append(place)
            pointers.append(len(indices))
            if quantity.unit in TELLING_UNITS:
                telling_rows.append(number)
                telling.append(_TELLING[quantity.unit])
        self.count = len(owners)
        self.owners = np.array(owners, np.intp)
        self.low, self.high = np.array(lows, float), np.array(highs, float)
        self.bounded = self.low < self.high
        self.sizes = np.array(sizes, np.int32)
        self._parts = (np.ones(len(indices), np.float32), np.array(indices, np.int32), np.array(pointers, np.int64))
        self.telling = sparse.csr_matrix(
            (np.ones(len(telling), np.float32), (telling_rows, telling)), shape=(self.count, len(_TELLING))
        )

    def subjects(self, width: int) -> sparse.csr_matrix:
        matrix = sparse.csr_matrix(self._parts, shape=(self.count, width))
        matrix.sort_indices()
        return matrix


_TELLING = {unit: place for place, unit in enumerate(sorted(TELLING_UNITS))}


def count_quantities(
    demand: tuple[Sequence[str], Codes],
    supply: tuple[Sequence[str], Codes],
    items: NDArray[np.int32],
    dictionary: Callable[[], Dictionary],
) -> QuantityCounts:
    """The counts of all pairs, from the texts of both sides and the codes of their languages. ``items[p]`` is the item
    of supply text ``p``; ``dictionary`` is asked only where two languages meet.
    """
    shape = (len(demand[0]), int(items.max(initial=-1)) + 1)
    ours = list(_read(demand[0]))
    units = {quantity.unit for _row, quantity in ours}
    bounded = {quantity.unit for _row, quantity in ours if quantity.is_bounded}
    # One after the other, since a long list has a million of them; of two plain figures neither is met or missed.
    theirs = (
        (int(items[row]), quantity)
        for row, quantity in _read(supply[0] if ours else ())
        if quantity.unit in (units if quantity.is_bounded else bounded)
    )
    subjects = Subjects(dictionary() if ours and languages_meet(demand[1], supply[1]) else None)
    keys: dict[str, int] = {}
    wanted = _Table(ours, subjects, keys, grow=True)
    offered = _Table(theirs, subjects, keys, grow=False)
    found: tuple[list[Places], list[Places]] = ([], [])
    chunk = max(1, min(CHUNK, FIELD // max(1, shape[1])))
    for start in range(0, wanted.count if offered.count else 0, chunk):
        rows = slice(start, start + chunk)
        for part, into in zip(_compared(wanted, offered, rows, len(keys)), found, strict=True):
            into.append(part)
    return QuantityCounts(*(_counted(parts, wanted.owners, shape) for parts in found))


def _read(texts: Sequence[str]) -> Iterator[tuple[int, Quantity]]:
    return ((row, quantity) for row, text in enumerate(texts) for quantity in read_quantities(text))


def languages_meet(demand: Codes, supply: Codes) -> bool:
    """Whether a text of one side is in another language than one of the other."""
    return bool(np.isin(1 - np.unique(demand), supply).any())


def _compared(wanted: "_Table", offered: "_Table", rows: slice, terms: int) -> tuple[Places, Places]:
    """The pairs (number of a wanted quantity, item) that are met, and those missed; shape (2, pairs)."""
    shared = wanted.subjects(terms)[rows] @ offered.subjects(terms).T
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
    counts.data = np.minimum(counts.data, np.float32(MOST))
    return counts
