"""What was judged of a demand, or of an item of supply, in other pairs: how strict is this office, how sought is that
expert.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.documents import Document
from duijie_match.learning.pairs import digest_of

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Signs = NDArray[np.int8]

PRIOR = 2.0
"""So many pairs' worth of the mean over all are added to each tally. Judgement."""
NOBODY = -1
"""The place of a document that no judged pair has."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One side: ``digests`` of its documents (8 bytes each, sorted), and by document and threshold the ``sums`` of
    signs and how many there are.
    """

    digests: NDArray[np.uint64]
    sums: Floats
    counts: Floats
    means: Floats

    def find(self, documents: Sequence[Document]) -> Rows:
        """The places of documents with these texts, or ``NOBODY``."""
        return find_digests(self.digests, documents)

    def columns(self, places: Rows) -> Floats:
        """Mean signs, drawn towards those of all, and the logarithm of the count; shape (places, thresholds + 1)."""
        sums = np.vstack((self.sums, np.zeros(self.sums.shape[1])))[places]
        counts = np.vstack((self.counts, np.zeros(self.counts.shape[1])))[places]
        return np.column_stack(((sums + PRIOR * self.means) / (counts + PRIOR), np.log1p(counts.max(axis=1))))


def make_tally(digests: NDArray[np.uint64], places: Rows, signs: Signs) -> Tally:
    """Over pairs whose document stands at ``places`` of ``digests``."""
    size = len(digests)
    columns = range(signs.shape[1])
    sums = np.stack([np.bincount(places, signs[:, column].astype(np.float64), size) for column in columns], axis=1)
    counts = np.stack([np.bincount(places, signs[:, column] != 0, size) for column in columns], axis=1)
    totals = counts.sum(axis=0)
    means = np.divide(sums.sum(axis=0), totals, out=np.zeros(len(totals)), where=totals > 0)
    return Tally(digests, np.asarray(sums, np.float64), np.asarray(counts, np.float64), means)


def columns_unseen(digests: NDArray[np.uint64], places: Rows, signs: Signs, folds: Rows) -> Floats:
    """``Tally.columns`` of each pair by the pairs outside its fold; a label never speaks for itself."""
    found = np.zeros((len(places), signs.shape[1] + 1))
    for fold in np.unique(folds):
        inside = folds == fold
        found[inside] = make_tally(digests, places[~inside], signs[~inside]).columns(places[inside])
    return found


def digests_of(documents: Sequence[Document]) -> NDArray[np.uint64]:
    """The first 8 bytes of the digest of each text."""
    return np.array([int.from_bytes(digest_of(document)[:8], "big") for document in documents], np.uint64)


def find_digests(digests: NDArray[np.uint64], documents: Sequence[Document]) -> Rows:
    """Where the texts of ``documents`` stand among sorted ``digests``, or ``NOBODY``."""
    place: Mapping[int, int] = {value: number for number, value in enumerate(digests.tolist())}
    return np.array([place.get(value, NOBODY) for value in digests_of(documents).tolist()], np.intp)
