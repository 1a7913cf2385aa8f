"""What the columns beside the text say: same industry, mature enough, affordable."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.normalise import normalise
from duijie_match.documents import Document
from duijie_match.ranking.settings import MatchSettings

Floats = NDArray[np.float32]

TWO_WAY = ("industry", "field", "discipline", "mode")
"""Facets that speak for a pair when they agree and against it when they clash."""
ONE_WAY = ("area",)
"""Facets that speak for a pair when they agree; another area is no objection."""

_CODE = re.compile(r"^[a-t]?(\d{2})\d{0,2}(?!\d)")


def facet_values(document: Document, name: str) -> tuple[str, ...]:
    """The values of a facet, comparable: normal form; an industry code (GB/T 4754) counts by its division, the
    first two digits.
    """
    written = document.facets.get(name)
    return comparable(name, tuple(written)) if written else ()


@lru_cache(maxsize=10_000)
def comparable(name: str, written: tuple[str, ...]) -> tuple[str, ...]:
    """The comparable form of the values of facet ``name``; lists repeat the same few, so they are remembered."""
    values = (normalise(value).text.strip() for value in written)
    found = {code[1] if name == "industry" and (code := _CODE.match(value)) else value for value in values if value}
    return tuple(sorted(found))


@dataclass(slots=True)
class _Incidence:
    """``supply`` holds each combination of values once; ``which`` says which one an item has."""

    demand: sparse.csr_matrix
    supply: sparse.csr_matrix
    which: NDArray[np.intp]
    agree: float
    clash: float


class Facets:
    """Facet evidence of blocks of demands with all supply. Zero where either side says nothing.

    ``silent`` tells that no pair has any.
    """

    def __init__(self, demands: Sequence[Document], supply: Sequence[Document], settings: MatchSettings) -> None:
        self._settings = settings
        self._incidences: list[_Incidence] = []
        for name in TWO_WAY + ONE_WAY:
            rows = [[facet_values(document, name) for document in side] for side in (demands, supply)]
            if any(rows[0]) and any(rows[1]):
                clash = settings.facet_clash if name in TWO_WAY else 0.0
                agree = settings.facet_agree if name in TWO_WAY else settings.facet_agree / 2
                numbers = {
                    value: n for n, value in enumerate(sorted({v for side in rows for row in side for v in row}))
                }
                distinct = {values: n for n, values in enumerate(dict.fromkeys(rows[1]))}
                which = np.array([distinct[values] for values in rows[1]], np.intp)
                demand, supplied = _incidence(rows[0], numbers), _incidence(list(distinct), numbers)
                self._incidences.append(_Incidence(demand, supplied, which, agree, clash))
        self._demand_trl = _column([document.trl for document in demands])
        self._supply_trl = _column([document.trl for document in supply])
        self._ceiling = _column([d.budget.high if d.budget else None for d in demands])
        self._floor = _column([d.budget.low if d.budget else None for d in supply])
        wanted = np.stack((np.nan_to_num(self._supply_trl, nan=-1), np.nan_to_num(self._floor, nan=-1)))
        _values, first, which = np.unique(wanted, axis=1, return_index=True, return_inverse=True)
        self._which: NDArray[np.intp] = which.ravel()
        self._distinct_trl, self._distinct_floor = self._supply_trl[first], self._floor[first]
        maturity = np.isfinite(self._demand_trl).any() and np.isfinite(self._supply_trl).any()
        money = np.isfinite(self._ceiling).any() and np.isfinite(self._floor).any()
        self.silent = not (self._incidences or maturity or money)
        self._alike = _combined([self._which, *(facet.which for facet in self._incidences)])

    @property
    def kinds(self) -> NDArray[np.intp]:
        """Of each item the number of those that are alike in all of this."""
        return self._alike[1]

    def of_kinds(self, rows: slice | NDArray[np.intp]) -> tuple[Floats, Floats]:
        """What counts for both sides alike; and what only the demand side minds: maturity that lacks, a price above the
        budget. One column for all items of a kind, since there are few kinds, even of a long list; shape (rows, kinds).
        """
        return self._mutual(rows), self._demanded(rows)

    def _mutual(self, rows: slice | NDArray[np.intp]) -> Floats:
        first = self._alike[0]
        total = np.zeros((len(self._demand_trl[rows]), len(first)), np.float32)
        for facet in self._incidences:
            demand = facet.demand[rows]
            agree = (demand @ facet.supply.T).toarray() > 0
            both = np.outer(np.diff(demand.indptr) > 0, np.diff(facet.supply.indptr) > 0)
            said = np.where(agree, np.float32(facet.agree), np.float32(0)) - np.float32(facet.clash) * (both & ~agree)
            total += said[:, facet.which[first]]
        return total

    def _demanded(self, rows: slice | NDArray[np.intp]) -> Floats:
        settings = self._settings
        with np.errstate(invalid="ignore"):
            gap = np.clip(self._demand_trl[rows][:, None] - self._distinct_trl[None, :], 0, 3)
            dear = self._distinct_floor[None, :] > self._ceiling[rows][:, None]
        said = (-settings.trl_gap * np.nan_to_num(gap) - settings.money_gap * dear).astype(np.float32)
        found: Floats = said[:, self._which[self._alike[0]]]
        return found


def _combined(columns: Sequence[NDArray[np.intp]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first item with each combination of values, and which combination each item has."""
    codes = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = codes * (int(column.max(initial=0)) + 1) + column
        _distinct, first, codes = np.unique(codes, return_index=True, return_inverse=True)
    return first, codes


def _incidence(rows: list[tuple[str, ...]], numbers: dict[str, int]) -> sparse.csr_matrix:
    indices = [numbers[value] for row in rows for value in row]
    pointers = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    return sparse.csr_matrix((np.ones(len(indices), np.float32), indices, pointers), shape=(len(rows), len(numbers)))


def _column(values: Sequence[object]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else float(str(value)) for value in values], np.float64)
