"""How well somebody fits a need: field, industry and words, in hundredths that add up, with the reasons.

Pairs are found through what they share, never by going through all of them: 8,000 needs and 5,000 persons make forty
million.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIELD, DIVISION, WORDS = "field", "industry", "words"
WEIGHTS: Mapping[str, float] = {FIELD: 40.0, DIVISION: 30.0, WORDS: 30.0}
"""What each kind of agreement is worth, of 100."""
MOST_CANDIDATES = 40
"""Persons looked at for a need, the best first."""
MOST_SHARING = 2000
"""A word that more persons share says nothing."""
_BREAKS = re.compile(r"[\s,，、;；。.:：/()（）]+")
_DIVISION = re.compile(r"[A-Ta-t]?\s*(\d{2})")


@dataclass(frozen=True, slots=True)
class Profile:
    """A need, or somebody who may be posted: what is compared."""

    key: Hashable
    field: str = ""
    industry: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """``parts`` of the score by kind; ``shared`` words, the rarest first."""

    score: float
    parts: tuple[tuple[str, float], ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Parallel arrays: row of the need, row of the person, score 0–100."""

    need: NDArray[np.int32]
    person: NDArray[np.int32]
    score: NDArray[np.float64]


def division_of(industry: str) -> str:
    """The division of GB/T 4754 in what was written: ``C3443 阀门`` gives ``34``."""
    found = _DIVISION.match(industry.strip())
    return found.group(1) if found else ""


def words_of(text: str) -> frozenset[str]:
    """Keywords as written, and the pairs of characters in longer Chinese ones."""
    found: set[str] = set()
    for word in _BREAKS.split(text.casefold()):
        if len(word) < 2:
            continue
        if word.isascii():
            found.add(word)
        else:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
    return frozenset(found)


class Fits:
    """The fit of needs and persons, read once."""

    def __init__(self, needs: Sequence[Profile], persons: Sequence[Profile]) -> None:
        self.needs, self.persons = needs, persons
        self._words = [words_of(one.words) for one in persons]
        self._by_word = _rows_by(self._words)
        count = max(1, len(persons))
        self._rarity = {word: float(np.log1p(count / len(rows))) for word, rows in self._by_word.items()}
        self._by_field = _rows_by({one.field} - {""} for one in persons)
        self._by_division = _rows_by({division_of(one.industry)} - {""} for one in persons)

    def of(self, need: int, person: int) -> Fit:
        """The fit of one pair, with its reasons."""
        one, who = self.needs[need], self.persons[person]
        parts = []
        if one.field and one.field == who.field:
            parts.append((FIELD, WEIGHTS[FIELD]))
        if division_of(one.industry) and division_of(one.industry) == division_of(who.industry):
            parts.append((DIVISION, WEIGHTS[DIVISION]))
        asked = words_of(one.words)
        shared = sorted(asked & self._words[person], key=lambda word: (-self._rarity[word], word))
        if shared:
            parts.append((WORDS, self._worth(asked, shared)))
        return Fit(round(sum(worth for _kind, worth in parts), 1), tuple(parts), tuple(shared[:8]))

    def candidates(self, *, most: int = MOST_CANDIDATES, lowest: float = 0.0, fit_needed: bool = True) -> Candidates:
        """The best persons of each need, at most ``most``, with ``lowest`` or more. ``fit_needed``: only those who
        share the field or the division. Same input, same output: equal scores stand in the order of the persons."""
        rows, columns, scores = [], [], []
        for row, one in enumerate(self.needs):
            found = self._scores(one, fit_needed=fit_needed)
            kept = np.flatnonzero(found >= max(lowest, 1e-9))
            if len(kept) > most:
                order = np.lexsort((kept, -found[kept]))[:most]
                kept = np.sort(kept[order])
            rows.append(np.full(len(kept), row, dtype=np.int32))
            columns.append(kept.astype(np.int32))
            scores.append(found[kept])
        empty: list[NDArray[np.float64]] = [np.zeros(0)]
        return Candidates(
            np.concatenate(rows) if rows else np.zeros(0, np.int32),
            np.concatenate(columns) if columns else np.zeros(0, np.int32),
            np.round(np.concatenate(scores or empty), 1).astype(np.float64),
        )

    def _scores(self, need: Profile, *, fit_needed: bool) -> NDArray[np.float64]:
        found = np.zeros(len(self.persons))
        for table, key, kind in (
            (self._by_field, need.field, FIELD), (self._by_division, division_of(need.industry), DIVISION),
        ):  # fmt: skip
            if key in table:
                found[table[key]] += WEIGHTS[kind]
        related = found > 0
        asked = words_of(need.words)
        whole = sum(self._rarity.get(word, 0.0) for word in asked)
        if whole:
            told = np.zeros(len(self.persons))
            for word in sorted(asked):
                rows = self._by_word.get(word)
                if rows is not None and len(rows) <= MOST_SHARING:
                    told[rows] += self._rarity[word]
            found += WEIGHTS[WORDS] * np.minimum(1.0, told / whole)
        return np.where(related, found, 0.0) if fit_needed else found

    def _worth(self, asked: Iterable[str], shared: Iterable[str]) -> float:
        whole = sum(self._rarity.get(word, 0.0) for word in sorted(asked))
        told = sum(self._rarity[word] for word in sorted(shared) if len(self._by_word[word]) <= MOST_SHARING)
        return round(WEIGHTS[WORDS] * min(1.0, told / whole), 1) if whole else 0.0


def _rows_by(keys: Iterable[Iterable[str]]) -> dict[str, NDArray[np.int64]]:
    found: dict[str, list[int]] = defaultdict(list)
    for row, some in enumerate(keys):
        for key in some:
            found[key].append(row)
    return {key: np.array(rows, dtype=np.int64) for key, rows in found.items()}
