"""Shared words as evidence: TF-IDF cosines within each language; ``bridge`` has those across languages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.counting import Keys
from duijie_match.analysis.texts import TextAnalyses
from duijie_match.lexical.product import SparseProduct
from duijie_match.lexical.weighting import DocumentFrequencies, stretch, weight_entries
from duijie_match.ranking.places import TermPlaces

Floats = NDArray[np.float32]
Codes = NDArray[np.int8]

LANGUAGES = ("zh", "en")
CHINESE = 0
"""The code of Chinese: its place in ``LANGUAGES``."""


@dataclass(slots=True)
class WeightedTerms:
    """One side: rows of length one, ``same`` over the kept terms, for pairs within the language, ``across`` over the
    terms of the bridge, for pairs across.
    """

    same: sparse.csr_matrix
    across: sparse.csr_matrix
    languages: Codes
    places: TermPlaces


@dataclass(frozen=True, slots=True)
class WordFrequencies:
    """In how many of ``texts`` (by language) the terms ``keys``, rising, stand. ``counts``: languages, terms."""

    keys: Keys
    counts: NDArray[np.float64]
    texts: tuple[int, ...]

    def idf(self, keys: Keys) -> Floats:
        """What ``keys`` weigh in each language; those that are not known stand in no text. Shape (languages, keys)."""
        places = np.searchsorted(self.keys, keys)
        places[places == len(self.keys)] = 0
        known = self.keys[places] == keys if len(self.keys) else np.zeros(len(keys), bool)
        counts = np.zeros((len(self.texts), len(keys)))
        counts[:, known] = self.counts[:, places[known]]
        return _idf(self.texts, counts)


def _idf(texts: Sequence[int], counts: NDArray[np.float64]) -> Floats:
    return np.stack([DocumentFrequencies(n, row).idf() for n, row in zip(texts, counts, strict=True)])


def count_words(sides: Iterable[tuple[TextAnalyses, Codes]]) -> WordFrequencies:
    """The frequencies of all terms of texts and the codes of their languages."""
    counted = _Frequencies(np.zeros(0, np.int64), sides, keep=True).counted
    assert counted is not None
    return counted


def weigh_terms(
    keys: Keys,
    demand: TextAnalyses,
    supply: Iterable[TextAnalyses],
    demand_codes: Codes,
    supply_codes: Codes,
    frozen: WordFrequencies | None = None,
) -> tuple[NDArray[np.intp], sparse.csr_matrix, sparse.csr_matrix]:
    """Weigh every term, then keep those that stand on both sides: only they can be shared. Lengths count all terms.

    ``keys`` are those of the demands' terms; the kept ones are answered as places in it, in their order. ``supply`` is
    gone through twice, and of a long list no more than a part is in memory. ``frozen`` frequencies, where given, tell
    how rare a term is.
    """
    frequencies = _Frequencies(keys, chain([(demand, demand_codes)], _coded(supply, supply_codes)), frozen)
    ours = frequencies.weigh(demand, demand_codes, stretch)
    theirs = [frequencies.weigh(part, codes) for part, codes in _coded(supply, supply_codes)]
    nothing = sparse.csr_matrix((0, len(frequencies.shared)), dtype=np.float32)
    return frequencies.shared, ours, sparse.csr_matrix(sparse.vstack([nothing, *theirs], format="csr"))


def _coded(parts: Iterable[TextAnalyses], codes: Codes) -> Iterator[tuple[TextAnalyses, Codes]]:
    start = 0
    for part in parts:
        yield part, codes[start : start + len(part)]
        start += len(part)


class _Frequencies:
    """The terms of all texts, how many texts of each language hold them, and which of them are shared."""

    def __init__(
        self,
        ours: Keys,
        sides: Iterable[tuple[TextAnalyses, Codes]],
        frozen: WordFrequencies | None = None,
        *,
        keep: bool = False,
    ) -> None:
        """The first of ``sides`` are the demands, whose terms are ``ours``; the others are the supply. ``keep`` the
        counts: of a long list they are large.
        """
        texts = [0 for _language in LANGUAGES]
        found: list[list[tuple[Keys, NDArray[np.int64]]]] = [[] for _language in LANGUAGES]
        theirs: list[Keys] = []
        for number, (part, codes) in enumerate(sides):
            filled = part.sizes > 0
            for code in np.unique(codes).tolist():
                here = codes == code
                texts[code] += int(np.count_nonzero(filled & here))
                held = part.terms if here.all() else part.terms[np.repeat(here, part.sizes)]
                times = np.bincount(held, minlength=len(part.vocabulary))
                there = np.flatnonzero(times)
                found[code].append((part.vocabulary[there], times[there]))
                if number:
                    theirs.append(found[code][-1][0])
        self._keys = np.unique(np.concatenate([ours, *(keys for parts in found for keys, _times in parts)]))
        counts = np.stack([self._counts(parts) for parts in found])
        self._idf = frozen.idf(self._keys) if frozen else _idf(texts, counts)
        self.counted = WordFrequencies(self._keys, counts, tuple(texts)) if keep else None
        del counts
        held = np.zeros(len(self._keys), bool)
        for keys in theirs:
            held[np.searchsorted(self._keys, keys)] = True
        places = np.searchsorted(self._keys, ours)
        self.shared = np.flatnonzero(held[places])
        """Of ``ours`` the places of those that stand on both sides."""
        self._numbers = np.full(len(self._keys), -1, np.int32)
        self._numbers[places[self.shared]] = np.arange(len(self.shared), dtype=np.int32)

    def _counts(self, parts: list[tuple[Keys, NDArray[np.int64]]]) -> NDArray[np.float64]:
        counts: NDArray[np.float64] = np.zeros(len(self._keys), np.float64)
        for keys, times in parts:
            counts[np.searchsorted(self._keys, keys)] += times
        return counts

    def weigh(
        self, texts: TextAnalyses, codes: Codes, more: Callable[[sparse.csr_matrix], sparse.csr_matrix] | None = None
    ) -> sparse.csr_matrix:
        """Rows of length one, each with the idf of its own language, then ``more``; of these the shared terms."""
        places = np.searchsorted(self._keys, texts.vocabulary).astype(np.int32)[texts.terms]
        one = len(codes) and codes.min() == codes.max()
        idf = self._idf[codes[0]][places] if one else self._idf[np.repeat(codes, texts.sizes), places]
        pointers = np.concatenate((np.zeros(1, np.int64), np.cumsum(texts.sizes, dtype=np.int64)))
        shape = (len(texts), len(self._keys))
        counts = sparse.csr_matrix((texts.times.astype(np.float32), places, pointers), shape=shape)
        weighed = weight_entries(counts, idf)
        if more is not None:
            weighed = more(weighed)
        numbers = self._numbers[weighed.indices]
        kept = numbers >= 0
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(kept)))
        parts = (weighed.data[kept], numbers[kept], before[weighed.indptr])
        rows = sparse.csr_matrix(parts, shape=(len(texts), len(self.shared)))
        rows.sort_indices()
        return rows


def keep_columns(matrix: sparse.csr_matrix, mask: NDArray[np.bool_]) -> sparse.csr_matrix:
    """``matrix`` with the other columns empty."""
    kept = mask[matrix.indices]
    before = np.concatenate(([0], np.cumsum(kept)))
    return sparse.csr_matrix((matrix.data[kept], matrix.indices[kept], before[matrix.indptr]), shape=matrix.shape)


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

    def forget(self) -> None:
        """Let go of what is made for products, which is as large as the terms themselves; it is made again when it is
        asked for."""
        self._products.clear()

    def cosines(self, rows: NDArray[np.intp], code: int, supply_code: int) -> Floats:
        """Demands ``rows``, all of language ``code``, with the supply texts of language ``supply_code``."""
        if code == supply_code:
            return self._product("same", code).multiply(self._demand.same[rows])
        return self._product("across", supply_code).multiply(self._demand.across[rows])
