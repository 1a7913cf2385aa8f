"""The operator's term lexicon: spellings that mean the same, within Chinese, within English, or across.

``lists/lexicon_list`` reads it from the files that an operator keeps.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from duijie_match.analysis.normalise import normalise

_PLURALS = ("es", "s")


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``concepts`` maps a spelling in normal form to the name of its concept (the first spelling of the row)."""

    concepts: Mapping[str, str] = field(default_factory=dict)
    _begins: re.Pattern[str] | None = None
    _lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Concepts in ``text`` (in normal form), longest spelling first at each place: (concept, start, end).

        A Latin spelling stands for whole words, its plural included; a Chinese one may stand anywhere. The time does
        not depend on the number of spellings.
        """
        if self._begins is None:
            return
        reached = 0
        for hit in self._begins.finditer(text):
            start = hit.start()
            if start < reached:
                continue
            if start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start]):
                continue
            # A spelling of one character is its own beginning.
            for length in (*self._lengths.get(text[start : start + 2], ()), *self._lengths.get(text[start], ())):
                concept = self.concepts.get(text[start : start + length])
                if concept is None or start + length > len(text):
                    continue
                end = _end_of_word(text, start + length)
                if end is not None:
                    yield concept, start, end
                    reached = end
                    break


def _end_of_word(text: str, end: int) -> int | None:
    """Where a spelling that ends at ``end`` really ends; ``None`` inside a Latin word."""
    if not _is_latin(text[end - 1]) or end == len(text) or not _is_latin(text[end]):
        return end
    for plural in _PLURALS:
        last = end + len(plural)
        if text.startswith(plural, end) and (last == len(text) or not _is_latin(text[last])):
            return last
    return None


EMPTY = Lexicon()


def spelling_of(written: str) -> str:
    """The normal form by which a spelling is found."""
    return " ".join(normalise(written).text.split())


def build_lexicon(rows: Iterable[Iterable[str]]) -> Lexicon:
    """A lexicon from rows of equivalent spellings. A spelling in two rows belongs to the first."""
    concepts: dict[str, str] = {}
    for row in rows:
        spellings = [spelling for spelling in map(spelling_of, row) if spelling]
        for spelling in spellings if len(spellings) > 1 else ():
            concepts.setdefault(spelling, spellings[0])
    return lexicon_of(concepts)


def lexicon_of(concepts: Mapping[str, str]) -> Lexicon:
    """The lexicon with these ``concepts``: spellings in normal form and what they mean."""
    if not concepts:
        return EMPTY
    lengths: dict[str, set[int]] = {}
    for spelling in concepts:
        lengths.setdefault(spelling[:2], set()).add(len(spelling))
    begins = "".join(sorted({spelling[0] for spelling in concepts}))
    return Lexicon(
        dict(concepts),
        re.compile(f"[{re.escape(begins)}]"),
        {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()},
    )
