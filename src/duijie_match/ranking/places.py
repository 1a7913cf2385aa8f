"""Where in a text the terms stand that it shares with the other side: read when it is asked for."""

from collections.abc import Sequence
from functools import lru_cache

from duijie_match.analysis.finding import Row, TermFinder
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.ranking.passages import Passage

REMEMBERED = 8192
"""Texts whose places are kept: a text is asked for again with its next pair."""


class TermPlaces:
    """The kept terms of each passage with their places.

    Places are needed for the pairs that are shown, a small share of all texts, and would take more memory than
    everything else about a long list; so those texts are analysed once more.
    """

    def __init__(self, passages: Sequence[Passage], terms: Sequence[str], lexicon: Lexicon = EMPTY) -> None:
        self._passages = passages
        self._finder = TermFinder(terms, lexicon)
        self.row = lru_cache(REMEMBERED)(self._row)

    def __len__(self) -> int:
        return len(self._passages)

    def _row(self, text: int) -> Row:
        """Term numbers, starts and ends in reading order."""
        return self._finder.find(self._passages[text].text)
