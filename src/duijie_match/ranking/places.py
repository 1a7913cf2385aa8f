"""Where in a text the terms stand that it shares with the other side: read when it is asked for."""

from collections.abc import Iterable, Sequence

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
        self._known: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._passages)

    def row(self, text: int) -> Row:
        """Term numbers, starts and ends in reading order."""
        found = self._known.get(text)  # once: another thread may forget it
        if found is None:
            self.prepare([text])
            found = self._known.get(text)
        return self._finder.find(self._passages[text].text) if found is None else found

    def prepare(self, texts: Iterable[int]) -> None:
        """Read texts that will be asked for: many together take less than half the time of each by itself."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        if not fresh:
            return
        rows = self._finder.find_all([self._passages[text].text for text in fresh])
        self._known.update(zip(fresh, rows, strict=True))
        if len(self._known) > REMEMBERED:
            for text in list(self._known)[: len(self._known) - REMEMBERED]:
                self._known.pop(text, None)
