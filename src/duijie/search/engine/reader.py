"""Searching the generation that counts. A process keeps one reader, which notices new commits and new generations."""

import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie.search.engine.asking import Question
from duijie.search.engine.coarse import Codes
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import BROKEN, Generation, IndexUnusable
from duijie.search.engine.marks import Selection
from duijie.search.engine.meaning import has_meaning
from duijie.search.engine.nearness import Nearness
from duijie.search.engine.table import Table
from duijie.search.engine.words import Sought
from duijie_match.embedding.base import Vectors

MOST = 1000  # entries of a source that are ordered; the count goes on
WORDS_WEIGHT = 2.0  # as in matching: a covered question outweighs any likeness


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: ``words`` is the share of the question it covers, ``likeness`` that of the meanings."""

    source: str
    id: int
    number: int
    score: float
    words: float
    likeness: float

    @property
    def is_by_meaning(self) -> bool:
        """Whether none of the words stand in it."""
        return self.words == 0


@dataclass(slots=True)
class Found:
    """The entries of one source, best first, as arrays of equal length; ``count`` goes beyond those listed."""

    source: str
    ids: NDArray[np.int64]
    numbers: NDArray[np.int64]
    words: Vectors
    likeness: Vectors
    count: int
    facets: Counter[str] = field(default_factory=Counter)
    """Of the listed ones, where they were asked for."""
    lacks_meaning: bool = False
    """Whether entries could have been found by meaning, had the model read the question."""

    @property
    def scores(self) -> Vectors:
        return WORDS_WEIGHT * self.words + np.maximum(self.likeness, 0.0)

    def __len__(self) -> int:
        return len(self.ids)

    def hit(self, place: int) -> Hit:
        words, likeness = float(self.words[place]), float(self.likeness[place])
        score = float(self.scores[place])
        return Hit(self.source, int(self.ids[place]), int(self.numbers[place]), score, words, likeness)

    @property
    def hits(self) -> list[Hit]:
        return [self.hit(place) for place in range(len(self))]


def best_of(found: Sequence[Found], start: int, stop: int) -> list[Hit]:
    """Those from ``start`` to ``stop`` of all listed ones, best first; of equals the earlier of ``found``."""
    places = [(one, place) for one in found for place in range(len(one))]
    scores = np.concatenate([one.scores for one in found]) if found else np.zeros(0, np.float32)
    return [one.hit(place) for one, place in (places[at] for at in np.argsort(-scores, kind="stable")[start:stop])]


class Reader:
    """One generation, open for searching."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._table = Table()
        self._lock = threading.Lock()
        self._matrix: Vectors = generation.vectors.rows(0)
        self._codes: Codes | None = None

    def search(
        self, question: Question, selections: Sequence[Selection], *, by_meaning: bool = True, facets_of: str = ""
    ) -> dict[str, Found]:
        """What ``question`` finds in each selection, and the facets of that of the source ``facets_of``. Raises
        ``IndexUnusable`` when files are damaged.
        """
        try:
            with self._lock:
                self._refresh()
            by_meaning = by_meaning and self._matrix.size > 0 and has_meaning(question)
            nearness = self._nearness(question) if by_meaning else None
            sought = self.generation.words.read(question)
            found = {one.source: self._search(sought, one, nearness) for one in selections}
            for part in found.values():
                part.lacks_meaning = by_meaning and nearness is None
        except BROKEN as error:
            raise IndexUnusable(f"{self.generation.folder.name}: {type(error).__name__}: {error}") from error
        if facets_of:
            with self._lock:
                found[facets_of].facets = self._table.count_facets(found[facets_of].numbers)
        return found

    def texts(self, hits: Sequence[Hit]) -> dict[int, tuple[str, str]]:
        """Title and text of hits as they were indexed, by number."""
        try:
            return self.generation.shelf.texts([hit.number for hit in hits])
        except BROKEN as error:
            raise IndexUnusable(str(error)) from error

    def _nearness(self, question: Question) -> Nearness | None:
        meaning = self.generation.meaning()
        asked = meaning.read_question(question) if meaning is not None else None
        return Nearness(self._matrix, asked, self._codes) if asked is not None else None

    def _refresh(self) -> None:
        self.generation.words.refresh()
        self._table.refresh(self.generation.shelf)
        if self._table.slots != len(self._matrix):
            self._matrix = self.generation.vectors.rows(self._table.slots)
            self._codes = self.generation.vectors.codes(self._table.slots)

    def _search(self, sought: Sought, selection: Selection, nearness: Nearness | None) -> Found:
        ids, words, count = self.generation.words.search(sought, selection, MOST)
        with self._lock:
            numbers = self._table.numbers(selection.source, ids)
            slots = np.where(numbers >= 0, self._table.slot[numbers], -1)
        likeness = nearness.of(slots) if nearness is not None else np.zeros(len(numbers), np.float32)
        # Where more entries hold the words than are ordered, likeness alone would only push some of them down.
        if nearness is not None and count <= MOST:
            near, near_likeness = self._near(selection, nearness, numbers)
            numbers = np.concatenate([numbers, near])
            ids = np.concatenate([ids, self._table.identity[near]])
            words = np.concatenate([words, np.zeros(len(near), np.float32)])
            likeness = np.concatenate([likeness, near_likeness])
            count += len(near)
        found = Found(selection.source, ids, numbers, words, likeness, count)
        moments = np.where(numbers >= 0, self._table.updated[numbers], 0.0)
        order = np.lexsort((ids, -moments, -found.scores))
        return Found(selection.source, ids[order], numbers[order], words[order], likeness[order], count)

    def _near(
        self, selection: Selection, nearness: Nearness, known: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], Vectors]:
        """The nearest of the selection that are not among ``known``: numbers and likeness."""
        with self._lock:
            chosen = self._table.select(selection)
            slots = self._table.slot[chosen]
        near, likeness = nearness.nearest(slots)
        fresh = ~np.isin(chosen[near], known)
        return chosen[near][fresh], likeness[fresh]


_readers: dict[tuple[int, str], Reader] = {}
_opening = threading.Lock()


def current_reader(folder: IndexFolder | None = None) -> Reader:
    """This process's reader of what counts now. Raises ``IndexUnusable`` when there is nothing, or it is damaged."""
    folder = folder or IndexFolder()
    name = folder.current()
    if name is None:
        raise IndexUnusable("there is no index")
    path: Path = folder.path(name)
    key = (os.getpid(), str(path))
    with _opening:
        reader = _readers.get(key)
        if reader is None:
            reader = Reader(Generation.open(path))
            _readers.clear()  # those of other generations, or of the process this one was forked from
            _readers[key] = reader
    return reader


def forget_readers() -> None:
    """Open anew next time: the files were found damaged."""
    with _opening:
        _readers.clear()
