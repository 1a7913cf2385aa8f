"""Shared words as evidence: TF-IDF cosines within each language and across languages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.base import ACROSS
from duijie_match.lexical.product import SparseProduct
from duijie_match.lexical.terms import TermTable
from duijie_match.lexical.weighting import count_documents, weight

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]

LANGUAGES = ("zh", "en")


@dataclass(slots=True)
class WeightedTerms:
    """One side: rows of length one over the kept terms, for pairs within the language and for pairs across."""

    same: sparse.csr_matrix
    across: sparse.csr_matrix
    languages: Codes
    table: TermTable


def weigh_terms(
    terms: Sequence[str], demand: TermTable, supply: TermTable, demand_languages: Codes, supply_languages: Codes
) -> tuple[list[str], WeightedTerms, WeightedTerms]:
    """Weigh every term, then keep those that stand on both sides: only they can be shared. Lengths count all terms."""
    width = len(terms)
    counts = (demand.counts(width), supply.counts(width))
    languages = (demand_languages, supply_languages)
    same = [
        weight_by_language(matrix, codes, counts, languages) for matrix, codes in zip(counts, languages, strict=True)
    ]
    common = np.array([term[0] in ACROSS for term in terms], bool)
    reduced = tuple(keep_columns(matrix, common) for matrix in counts)
    idf = count_documents(list(reduced), width).idf()
    across = [weight(matrix, idf) for matrix in reduced]
    shared = np.logical_and(*(np.bincount(matrix.indices, minlength=width) > 0 for matrix in counts))
    numbers = np.where(shared, np.cumsum(shared) - 1, -1).astype(np.int32)
    sides = [
        WeightedTerms(
            same=renumber(same[side], numbers),
            across=renumber(across[side], numbers),
            languages=languages[side],
            table=(demand, supply)[side].keep(numbers),
        )
        for side in (0, 1)
    ]
    return [term for term, kept in zip(terms, shared, strict=True) if kept], sides[0], sides[1]


def weight_by_language(
    matrix: sparse.csr_matrix, codes: Codes, both: tuple[sparse.csr_matrix, ...], languages: tuple[Codes, ...]
) -> sparse.csr_matrix:
    """Each row with the idf of its own language, taken over the texts of that language on both sides."""
    width = matrix.shape[1]
    result = sparse.csr_matrix(matrix.shape, dtype=np.float32)
    for code in np.unique(codes):
        idf = count_documents([m[of == code] for m, of in zip(both, languages, strict=True)], width).idf()
        if (codes == code).all():
            return weight(matrix, idf)
        result = result + weight(keep_rows(matrix, codes == code), idf)
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
            self._products[kind, code] = SparseProduct(matrix[np.flatnonzero(rows)], self._dense_terms)
        return self._products[kind, code]

    def cosines(self, rows: NDArray[np.intp], code: int, supply_code: int) -> Floats:
        """Demands ``rows``, all of language ``code``, with the supply texts of language ``supply_code``."""
        if code == supply_code:
            return self._product("same", code).multiply(self._demand.same[rows])
        return self._product("across", supply_code).multiply(self._demand.across[rows])
