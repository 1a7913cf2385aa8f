"""The analyser seam: what a text says, as terms with their places."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol


class TermKind(StrEnum):
    """The first character of every term says what it is; the rest is its spelling."""

    CHARACTER = "c"  # one Han character
    BIGRAM = "b"  # two neighbouring Han characters
    WORD = "z"  # a Chinese word of three characters or more (shorter ones are bigrams already)
    STEM = "w"  # the stem of a word in Latin (or any other) letters; two neighbouring ones where no blanks part words
    PHRASE = "p"  # two stems that follow each other, stop words between them left out
    NUMBER = "n"  # a number, in the base unit where it has one: "5000rpm"
    LEXICON = "x"  # a concept of the operator's term lexicon


ACROSS = frozenset((TermKind.STEM, TermKind.NUMBER, TermKind.LEXICON))
"""The kinds that mean the same in every language."""


class Token(NamedTuple):
    """One occurrence of a term: characters ``start`` to ``end`` of the text as it was given."""

    term: str
    start: int
    end: int


@dataclass(slots=True)
class Tokens:
    """The tokens of one text as columns (a list of objects would be several times slower and larger)."""

    terms: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def append(self, term: str, start: int, end: int) -> None:
        self.terms.append(term)
        self.starts.append(start)
        self.ends.append(end)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Token]:
        return map(Token, self.terms, self.starts, self.ends)


class Analyser(Protocol):
    """Turns a text into terms.

    The order of the tokens is free; the same text gives the same tokens. A line break separates: no bigram, phrase
    or word crosses it.
    Control characters and lone surrogates count as blanks.
    """

    name: str

    def analyse(self, text: str) -> Tokens:
        """Every term of ``text`` with its offsets in ``text``."""
