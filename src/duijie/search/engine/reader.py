"""Searching the generation that counts. A process keeps one reader, which notices new commits and new generations."""

import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie.search.engine import meaning
from duijie.search.engine.asking import Question
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import BROKEN, Generation, IndexUnusable
from duijie.search.engine.marks import Selection
from duijie.search.engine.table import Numbers, Table
from duijie_match.embedding.base import Vectors

MOST = 1000  # entries of a source that are ordered; the count goes on
NEAREST = 20  # of a source that may be found by meaning alone
WORDS_WEIGHT = 2.0  # as in matching: a covered question outweighs any likeness
NEAR = 0.25  # likeness from which an entry is found without any of the words (docs/explanation/search.md)
NEARLY = 0.6  # and the share of the best likeness that it takes
SPARSE = 0.25  # share of the rows up to which they are picked out instead of multiplying all


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
            by_meaning = by_meaning and self._matrix.size > 0 and meaning.has_meaning(question)
            asked = meaning.read_question(question) if by_meaning else None
            return {selection.source: self._search(question, selection, asked) for selection in selections}
        except BROKEN as error:
            raise IndexUnusable(f"{self.generation.folder.name}: {type(error).__name__}: {error}") from error

    def texts(self, hits: Sequence[Hit]) -> dict[int, tuple[str, str]]:
        """Title and text of hits as they were indexed, by number."""
        try:
            return self.generation.shelf.texts([hit.number for hit in hits])
        except BROKEN as error:
            raise IndexUnusable(str(error)) from error

    def _refresh(self) -> None:
        self.generation.words.refresh()
        self._table.refresh(self.generation.shelf)
        if self._table.slots != len(self._matrix):
            self._matrix = self.generation.vectors.rows(self._table.slots)

    def _search(self, question: Question, selection: Selection, asked: Vectors | None) -> Found:
        words, count = self.generation.words.search(question, selection, MOST)
        with self._lock:
            numbers = self._table.numbers(selection.source, [identity for identity, _score in words])
            chosen = self._table.select(selection) if asked is not None else np.zeros(0, np.int64)
            slots = self._table.slot[chosen]
            matrix = self._matrix
        likeness = _likeness(matrix, slots, asked) if asked is not None else np.zeros(0, np.float32)
        hits = []
        for (identity, score), number in zip(words, numbers, strict=True):
            hits.append(_hit(selection.source, identity, number, score, _at(chosen, likeness, number)))
        known = set(numbers)
        # Where more entries hold the words than are ordered, likeness alone would only push some of them down.
        for place in _nearest(likeness) if count <= MOST else ():
            number = int(chosen[place])
            if number not in known:
                identity = int(self._table.identity[number])
                hits.append(_hit(selection.source, identity, number, 0.0, float(likeness[place])))
                count += 1
        hits.sort(key=lambda hit: (-hit.score, -self._moment(hit.number), hit.id))
        with self._lock:
            facets = self._table.count_facets([hit.number for hit in hits if hit.number >= 0])
        return Found(hits, count, facets)

    def _moment(self, number: int) -> float:
        return float(self._table.updated[number]) if number >= 0 else 0.0


def _hit(source: str, identity: int, number: int, words: float, likeness: float) -> Hit:
    return Hit(source, identity, number, WORDS_WEIGHT * words + max(0.0, likeness), words, likeness)


def _likeness(matrix: Vectors, slots: NDArray[np.int32], asked: Vectors) -> Vectors:
    """Cosines of the rows at ``slots``; 0 where there is none yet."""
    result = np.zeros(len(slots), np.float32)
    here = (slots >= 0) & (slots < len(matrix))
    if not here.any():
        return result
    if here.sum() <= SPARSE * len(matrix):
        result[here] = matrix[slots[here]] @ asked
    else:
        result[here] = (matrix @ asked)[slots[here]]
    return result


def _at(chosen: Numbers, likeness: Vectors, number: int) -> float:
    place = int(np.searchsorted(chosen, number))
    return float(likeness[place]) if place < len(chosen) and chosen[place] == number else 0.0


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
