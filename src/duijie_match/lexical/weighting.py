"""TF-IDF: (1 + ln tf) · idf, rows of length one.

``idf = ln((1 + N) / (1 + df)) + p / (p + N)`` with ``p = 60`` (Salton and Buckley 1988; the summand is 1 in
scikit-learn). In a short list a frequency says little, so the weights are drawn together there; in a long one what is
everywhere weighs nothing. Measured: sublinear tf with pairs of words beats plain BM25 on long demands.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float32]

EVEN = 60
"""Texts from which on document frequencies begin to outweigh "all terms alike"; as ``centre_prior``."""

LONG = 48
"""Effective terms from which on a text counts as long: about a paragraph. Measured: less would do long demands still
more good; this leaves the levels of short office texts as they are.
"""


@dataclass(slots=True)
class DocumentFrequencies:
    """In how many of ``texts`` texts a term stands; fractions of a text where a background is blended in."""

    texts: float
    counts: NDArray[np.float64]

    def idf(self, least: float | None = None) -> Floats:
        """One weight a term; ``least`` instead of ``p / (p + N)`` is what a term in every text weighs."""
        least = EVEN / (EVEN + self.texts) if least is None else least
        return (np.log((1 + self.texts) / (1 + self.counts)) + least).astype(np.float32)


def count_documents(matrices: Iterable[sparse.csr_matrix], width: int) -> DocumentFrequencies:
    """Document frequencies over the rows of all ``matrices`` together; rows without terms do not count as texts."""
    counts = np.zeros(width, np.float64)
    texts = 0
    for matrix in matrices:
        counts += np.bincount(matrix.indices, minlength=width)
        texts += int(np.count_nonzero(np.diff(matrix.indptr)))
    return DocumentFrequencies(texts, counts)


def weight(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    """Rows of length one; empty rows stay empty."""
    return weight_entries(counts, idf[counts.indices])


def weight_entries(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    """The same with an ``idf`` for each entry of ``counts``."""
    data = (1 + np.log(counts.data)) * idf
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, weights=data.astype(np.float64) ** 2, minlength=counts.shape[0]))
    data = (data / np.where(lengths > 0, lengths, 1)[rows]).astype(np.float32)
    return sparse.csr_matrix((data, counts.indices, counts.indptr), shape=counts.shape)


def stretch(rows: sparse.csr_matrix) -> sparse.csr_matrix:
    """Rows of length one, those of long texts longer: times ``sqrt(n / LONG)`` where ``n``, the effective number of
    terms (the inverse of the sum of fourth powers), is above ``LONG``.

    The more a text says the less of it another one shares, so cosines of long demands are small, and beside them the
    meaning, whose cosines do not shrink, would decide alone.
    """
    places = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    spread = np.bincount(places, weights=rows.data.astype(np.float64) ** 4, minlength=rows.shape[0])
    terms = np.divide(1.0, spread, out=np.ones(len(spread)), where=spread > 0)
    factors = np.sqrt(np.maximum(1.0, terms / LONG)).astype(np.float32)
    return sparse.csr_matrix((rows.data * factors[places], rows.indices, rows.indptr), shape=rows.shape)
