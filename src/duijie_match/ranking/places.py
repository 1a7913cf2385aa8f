"""Where in a text the terms stand that it shares with the other side: read when it is asked for."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.base import Analyser
from duijie_match.ranking.passages import Passage

Ints = NDArray[np.int32]
Row = tuple[Ints, Ints, Ints]

REMEMBERED = 8192
"""Texts whose places are kept: a text is asked for again with its next pair."""


class TermPlaces:
    """The kept terms of each passage with their places.

    Places are needed for the pairs that are shown, a small share of all texts, and would take more memory than
    everything else about a long list; so those texts are analysed once more.
    """

    def __init__(self, passages: Sequence[Passage], terms: Sequence[str], analyser: Analyser) -> None:
        self._passages = passages
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._analyser = analyser
        self.row = lru_cache(REMEMBERED)(self._row)

    def __len__(self) -> int:
        return len(self._passages)

    def _row(self, text: int) -> Row:
        """Term numbers, starts and ends in reading order."""
        tokens = self._analyser.analyse(self._passages[text].text)
        find = self._numbers.get
        numbers = np.array([find(term, -1) for term in tokens.terms], np.int32)
        starts, ends = np.array(tokens.starts, np.int32), np.array(tokens.ends, np.int32)
        kept = np.flatnonzero(numbers >= 0)
        kept = kept[np.argsort(starts[kept], kind="stable")]
        return numbers[kept], starts[kept], ends[kept]
