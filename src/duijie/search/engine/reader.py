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
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import BROKEN, Generation, IndexUnusable
from duijie.search.engine.marks import Selection
from duijie.search.engine.meaning import has_meaning
from duijie.search.engine.table import Table
from duijie_match.embedding.base import Vectors

MOST = 1000  # entries of a source that are ordered; the count goes on
NEAREST = 20  # of a source that may be found by meaning alone
WORDS_WEIGHT = 2.0  # as in matching: a covered question outweighs any likeness
NEAR = 0.25  # likeness from which an entry is found without any of the words (docs/explanation/search.md)
NEARLY = 0.6  # and the share of the best likeness that it takes
SPARSE = 0.15  # share of the rows up to which they are picked out instead of multiplying all


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
    """The hits of one source, best first; ``count`` goes beyond those listed. ``facets`` counts the listed ones."""

    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    facets: Counter[str] = field(default_factory=Counter)


class Reader:
    """One generation, open for searching."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._table = Table()
        self._lock = threading.Lock()
        self._matrix: Vectors = generation.vectors.rows(0)

    def search(
        self, question: Question, selections: Sequence[Selection], *, by_meaning: bool = True
    ) -> dict[str, Found]:
        """What ``question`` finds in each selection. Raises ``IndexUnusable`` when files are damaged."""
        try:
            with self._lock:
                self._refresh()
            by_meaning = by_meaning and self._matrix.size > 0 and has_meaning(question)
            nearness = self._nearness(question) if by_meaning else None
            return {selection.source: self._search(question, selection, nearness) for selection in selections}
        except BROKEN as error:
            raise IndexUnusable(f"{self.generation.folder.name}: {type(error).__name__}: {error}") from error

    def texts(self, hits: Sequence[Hit]) -> dict[int, tuple[str, str]]:
        """Title and text of hits as they were indexed, by number."""
        try:
            return self.generation.shelf.texts([hit.number for hit in hits])
        except BROKEN as error:
            raise IndexUnusable(str(error)) from error

    def _nearness(self, question: Question) -> "Nearness | None":
        meaning = self.generation.meaning()
        asked = meaning.read_question(question) if meaning is not None else None
        return Nearness(self._matrix, asked) if asked is not None else None

    def _refresh(self) -> None:
        self.generation.words.refresh()
        self._table.refresh(self.generation.shelf)
        if self._table.slots != len(self._matrix):
            self._matrix = self.generation.vectors.rows(self._table.slots)

    def _search(self, question: Question, selection: Selection, nearness: "Nearness | None") -> Found:
        words, count = self.generation.words.search(question, selection, MOST)
        with self._lock:
            numbers = self._table.numbers(selection.source, [identity for identity, _score in words])
            slots = self._table.slot[np.asarray(numbers, np.int64)]
            slots[np.asarray(numbers, np.int64) < 0] = -1
        likeness = nearness.of(slots) if nearness is not None else np.zeros(len(numbers), np.float32)
        hits = [
            _hit(selection.source, identity, number, score, float(like))
            for (identity, score), number, like in zip(words, numbers, likeness, strict=True)
        ]
        # Where more entries hold the words than are ordered, likeness alone would only push some of them down.
        if nearness is not None and count <= MOST:
            found = self._near(selection, nearness, set(numbers))
            hits += found
            count += len(found)
        hits.sort(key=lambda hit: (-hit.score, -self._moment(hit.number), hit.id))
        with self._lock:
            facets = self._table.count_facets([hit.number for hit in hits if hit.number >= 0])
        return Found(hits, count, facets)

    def _near(self, selection: Selection, nearness: "Nearness", known: set[int]) -> list[Hit]:
        """The nearest of the selection that are not among ``known``."""
        with self._lock:
            chosen = self._table.select(selection)
            slots = self._table.slot[chosen]
        likeness = nearness.of(slots)
        near = [(int(chosen[place]), float(likeness[place])) for place in _nearest(likeness)]
        return [
            _hit(selection.source, int(self._table.identity[number]), number, 0.0, like)
            for number, like in near
            if number not in known
        ]

    def _moment(self, number: int) -> float:
        return float(self._table.updated[number]) if number >= 0 else 0.0


def _hit(source: str, identity: int, number: int, words: float, likeness: float) -> Hit:
    return Hit(source, identity, number, WORDS_WEIGHT * words + max(0.0, likeness), words, likeness)


class Nearness:
    """How like the question the rows of the matrix are. All rows are multiplied at most once, however many selections
    ask, and only when they ask for more of them than are sooner picked out."""

    def __init__(self, matrix: Vectors, asked: Vectors) -> None:
        self._matrix, self._asked = matrix, asked
        self._every: Vectors | None = None
        self._picked = 0

    def of(self, slots: NDArray[np.int32]) -> Vectors:
        """Cosines of the rows at ``slots``; 0 where there is none yet."""
        result = np.zeros(len(slots), np.float32)
        here = (slots >= 0) & (slots < len(self._matrix))
        self._picked += int(here.sum())
        if self._every is None and self._picked > SPARSE * len(self._matrix):
            self._every = self._matrix @ self._asked
        if self._every is not None:
            result[here] = self._every[slots[here]]
        elif here.any():
            result[here] = self._matrix[slots[here]] @ self._asked
        return result


def _nearest(likeness: Vectors) -> list[int]:
    """Places of the nearest that are near enough, nearest first."""
    near = np.flatnonzero(likeness >= max(NEAR, NEARLY * float(likeness.max(initial=0.0))))
    order = np.argsort(-likeness[near], kind="stable")[:NEAREST]
    return [int(place) for place in near[order]]


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
