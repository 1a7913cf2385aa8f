"""Spellings that mean the same, as a question is widened by them.

The search lies below the app that keeps the term lexicon: that one says here how it is read.
"""

from collections.abc import Callable, Iterator
from functools import cached_property

from duijie.search.sources import discover
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normalise


class Synonyms:
    """A lexicon by concept."""

    def __init__(self, lexicon: Lexicon = EMPTY) -> None:
        self._lexicon = lexicon

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for spelling, concept in self._lexicon.concepts.items():
            found.setdefault(concept, []).append(spelling)
        return found

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """The places in ``text`` where a spelling of a concept stands, each with the concept's other spellings."""
        if not self._lexicon.concepts:
            return
        normal = normalise(text)
        for concept, start, end in self._lexicon.find(normal.text):
            written = normal.text[start:end]
            yield *normal.span(start, end), tuple(one for one in self._spellings[concept] if one != written)


NOTHING = Synonyms()
_readers: list[Callable[[], Synonyms]] = []


def register_synonyms(read: Callable[[], Synonyms]) -> None:
    """Where questions get their synonyms from; ``read`` is called for each, so it remembers."""
    _readers[:] = [read]


def synonyms_in_use() -> Synonyms:
    """What questions are widened by at this moment."""
    discover()
    return _readers[0]() if _readers else NOTHING
