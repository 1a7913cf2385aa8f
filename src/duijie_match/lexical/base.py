"""The lexical index seam: which texts hold the terms of a query."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, Self


class Hit(NamedTuple):
    """Text number ``row`` with its score; higher is better."""

    row: int
    score: float


class LexicalIndex(Protocol):
    """BM25 over texts that are already analysed into terms. Rows are numbered in the order given.

    Engines may round the length of a text, so scores agree within some per cent, and ranks where scores differ by more.
    The final score is always ours: engines only say what to look at.
    """

    name: str

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]], folder: Path | None = None) -> Self:
        """Index the terms of each text. With a ``folder`` the index lives there and can be opened again."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The index in ``folder``. Raises ``DuijieError`` (``index-unreadable``) when there is none."""

    def __len__(self) -> int:
        """How many texts were indexed."""

    def search(self, query: Mapping[str, float], top: int) -> list[Hit]:
        """The best ``top`` texts that hold a term of ``query`` (term → weight above 0), best first, ties by row."""
