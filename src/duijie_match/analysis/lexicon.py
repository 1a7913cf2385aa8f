"""The operator's term lexicon: spellings that mean the same, within Chinese, within English, or across.

One concept a line, its spellings separated by tabs: ``球阀<TAB>ball valve``. Lines that start with ``#`` are remarks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from duijie_match.analysis.normalise import normalise
from duijie_match.errors import DuijieError
from duijie_match.wording import msg


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``concepts`` maps a spelling in normal form to the name of its concept (the first spelling of the line)."""

    concepts: dict[str, str] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def find(self, text: str) -> Iterable[tuple[str, int, int]]:
        """Concepts in ``text`` (in normal form), longest spelling first at each place: (concept, start, end)."""
        if self._pattern is None:
            return
        for hit in self._pattern.finditer(text):
            yield self.concepts[hit.group()], hit.start(), hit.end()


EMPTY = Lexicon()


def build_lexicon(rows: Iterable[Iterable[str]]) -> Lexicon:
    """A lexicon from rows of equivalent spellings. A spelling in two rows belongs to the first."""
    concepts: dict[str, str] = {}
    for row in rows:
        spellings = [spelling for spelling in (normalise(cell).text.strip() for cell in row) if spelling]
        for spelling in spellings if len(spellings) > 1 else ():
            concepts.setdefault(spelling, spellings[0])
    if not concepts:
        return EMPTY
    ordered = sorted(concepts, key=lambda spelling: (-len(spelling), spelling))
    # A Latin spelling must not start or end inside a word; a Chinese one may.
    parts = [rf"(?<![a-z0-9]){re.escape(s)}(?![a-z0-9])" if s.isascii() else re.escape(s) for s in ordered]
    return Lexicon(concepts, re.compile("|".join(parts)))


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon in the file at ``path`` (UTF-8, with or without BOM).

    Raises ``DuijieError`` (``lexicon-unreadable``) when it is not text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DuijieError(
            "lexicon-unreadable",
            msg("The term lexicon {path} cannot be read: it must be a UTF-8 text file.", path=str(path)),
        ) from error
    return build_lexicon(line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
