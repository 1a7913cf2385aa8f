"""Shared words as evidence: TF-IDF cosines within each language; ``bridge`` has those across languages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.counting import Keys, TermCounts
from duijie_match.lexical.product import SparseProduct
from duijie_match.lexical.weighting import count_documents, stretch, weight
from duijie_match.ranking.places import TermPlaces

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]
Rows = tuple[sparse.csr_matrix, Codes]
"""Counts or weights of texts, and the codes of their languages."""

LANGUAGES = ("zh", "en")
CHUNK = 16_384
"""Texts weighed at a time."""


@dataclass(slots=True)
class WeightedTerms:
    """One side: rows of length one, ``same`` over the kept terms, for pairs within the language, ``across`` over the
    terms of the bridge, for pairs across.
    """

    same: sparse.csr_matrix
    across: sparse.csr_matrix
    languages: Codes
    places: TermPlaces


def weigh_terms(
    keys: Keys, demand: list[TermCounts], supply: list[TermCounts], demand_codes: Codes, supply_codes: Codes
) -> tuple[NDArray[np.intp], sparse.csr_matrix, sparse.csr_matrix]:
    """Weigh every term, then keep those that stand on both sides: only they can be shared. Lengths count all terms.

    ``keys`` are those of the demands' terms; the kept ones are answered as places in it, in their order. The lists of
    counts are emptied on the way, since both forms of a long list at once would take too much memory.
    """
    columns = _Columns(keys, supply)
    sides = (columns.rows(demand, demand_codes), columns.rows(supply, supply_codes))
    width = len(columns.keys)
    idf = {
        code: count_documents((part[of == code] for side in sides for part, of in _chunks(side)), width).idf()
        for code in range(len(LANGUAGES))
    }
    shared = np.logical_and(*(np.bincount(matrix.indices, minlength=width) > 0 for matrix, _codes in sides))
    numbers = np.where(shared, np.cumsum(shared) - 1, -1).astype(np.int32)
    ours = (stretch(weight_by_language(matrix, codes, idf)) for matrix, codes in _chunks(sides[0]))
    theirs = (weight_by_language(matrix, codes, idf) for matrix, codes in _chunks(sides[1]))
    found = [_stack([renumber(part, numbers) for part in parts]) for parts in (ours, theirs)]
    return np.flatnonzero(shared), found[0], found[1]


class _Columns:
    """The terms of both sides as columns of one matrix: those of the demands first, in their order."""

    def __init__(self, ours: Keys, theirs: list[TermCounts]) -> None:
        found = np.zeros(0, np.int64)
        for part in theirs:
            found = np.unique(np.concatenate((found, part.keys)))
        self._distinct = np.unique(np.concatenate((ours, found)))
        self._numbers = np.full(len(self._distinct), -1, np.int32)
        self._numbers[np.searchsorted(self._distinct, ours)] = np.arange(len(ours), dtype=np.int32)
        others = np.flatnonzero(self._numbers < 0)
        self._numbers[others] = np.arange(len(ours), len(self._distinct), dtype=np.int32)
        self.keys = np.concatenate((ours, self._distinct[others]))

    def rows(self, counts: list[TermCounts], codes: Codes) -> Rows:
        """The counts as a matrix."""
        entries = sum(len(part.keys) for part in counts)
        columns, times = np.empty(entries, np.int32), np.empty(entries, np.uint16)
        pointers = np.concatenate((np.zeros(1, np.int64), np.cumsum(np.concatenate(
            [np.zeros(0, np.int64), *(part.sizes for part in counts)]
        ))))  # fmt: skip
        while counts:
            part = counts.pop()
            here = slice(entries - len(part.keys), entries)
            columns[here] = self._numbers[np.searchsorted(self._distinct, part.keys)]
            times[here] = part.times
            entries = here.start
        matrix = sparse.csr_matrix((times, columns, pointers), shape=(len(codes), len(self.keys)))
        matrix.sort_indices()
        return matrix, codes


def _chunks(side: Rows) -> Iterator[Rows]:
    matrix, codes = side
    for start in range(0, max(1, matrix.shape[0]), CHUNK):
        yield matrix[start : start + CHUNK].astype(np.float32), codes[start : start + CHUNK]


def _stack(parts: Sequence[sparse.csr_matrix]) -> sparse.csr_matrix:
    return parts[0] if len(parts) == 1 else sparse.csr_matrix(sparse.vstack(parts, format="csr"))


def weight_by_language(matrix: sparse.csr_matrix, codes: Codes, idf: dict[int, Floats]) -> sparse.csr_matrix:
    """Each row with the idf of its own language."""
    result = sparse.csr_matrix(matrix.shape, dtype=np.float32)
    for code in np.unique(codes).tolist():
        if (codes == code).all():
            return weight(matrix, idf[code])
        result = result + weight(keep_rows(matrix, codes == code), idf[code])
    return sparse.csr_matrix(result)


def keep_rows(matrix: sparse.csr_matrix, mask: NDArray[np.bool_]) -> sparse.csr_matrix:
    """``matrix`` with the other rows empty."""
    return keep_entries(matrix, np.repeat(mask, np.diff(matrix.indptr)))


def keep_columns(matrix: sparse.csr_matrix, mask: NDArray[np.bool_]) -> sparse.csr_matrix:
    """``matrix`` with the other columns empty."""
    return keep_entries(matrix, mask[matrix.indices])


def keep_entries(matrix: sparse.csr_matrix, kept: NDArray[np.bool_]) -> sparse.csr_matrix:
    """``matrix`` with the other entries gone."""
    before = np.concatenate(([0], np.cumsum(kept)))
    return sparse.csr_matrix((matrix.data[kept], matrix.indices[kept], before[matrix.indptr]), shape=matrix.shape)


def renumber(matrix: sparse.csr_matrix, numbers: NDArray[np.int32]) -> sparse.csr_matrix:
    """``matrix`` over the kept columns only."""
    kept = keep_columns(matrix, numbers >= 0)
    width = int(numbers.max(initial=-1)) + 1
    return sparse.csr_matrix((kept.data, numbers[kept.indices], kept.indptr), shape=(matrix.shape[0], width))


class WordProducts:
    """Cosines of blocks of demands with all supply texts."""

    def __init__(self, demand: WeightedTerms, supply: WeightedTerms, dense_terms: int) -> None:
        self._demand = demand
        self._supply = supply
        self._dense_terms = dense_terms
        self._products: dict[tuple[str, int], SparseProduct] = {}

    def _product(self, kind: str, code: int) -> SparseProduct:
        if (kind, code) not in self._products:
            rows = self._supply.languages == code
            matrix = self._supply.same if kind == "same" else self._supply.across
            chosen = matrix if rows.all() else matrix[np.flatnonzero(rows)]
            self._products[kind, code] = SparseProduct(chosen, self._dense_terms)
        return self._products[kind, code]

    def cosines(self, rows: NDArray[np.intp], code: int, supply_code: int) -> Floats:
        """Demands ``rows``, all of language ``code``, with the supply texts of language ``supply_code``."""
        if code == supply_code:
            return self._product("same", code).multiply(self._demand.same[rows])
        return self._product("across", supply_code).multiply(self._demand.across[rows])
