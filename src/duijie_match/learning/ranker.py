"""A ranking model at work on two lists."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder
from duijie_match.learning.features import measure_pairs
from duijie_match.learning.kernels import Points
from duijie_match.learning.model import Grades, RankingModel
from duijie_match.learning.portraits import Outline, Portraits, develop, sketch
from duijie_match.progress import Progress, silent
from duijie_match.ranking.scorer import Scorer

Rows = NDArray[np.intp]

BLOCK = 2048
"""Pairs graded at a time."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What the model says of one pair."""

    raw: float
    expected_level: float


@dataclass(frozen=True, slots=True)
class Seen:
    """One list as the model sees it."""

    portraits: Portraits
    outline: Outline


Both = tuple[Seen, Seen]
Lists = tuple[Sequence[Document], Sequence[Document]]


def look_at(documents: Lists, model: RankingModel, embedder: Embedder, progress: Progress = silent) -> Both:
    """Read both lists through the model's lens. Raises ``DuijieError`` ``model-embedder`` when ``embedder`` is not the
    one that the model was made with.
    """
    model.check_embedder(embedder)
    first, second = (_look_at(side, model, embedder, progress) for side in documents)
    return first, second


def _look_at(side: Sequence[Document], model: RankingModel, embedder: Embedder, progress: Progress) -> Seen:
    sketches = sketch(side, embedder, progress)
    return Seen(develop(sketches, model.lens), sketches.outline)


class Ranker:
    """Grades pairs of the lists that ``scorer`` was built on. A pair is graded once and remembered."""

    def __init__(self, model: RankingModel, scorer: Scorer, documents: Lists, seen: Both) -> None:
        self.model = model
        self.seen = seen
        self._scorer = scorer
        self._documents = documents
        self._portraits = (seen[0].portraits, seen[1].portraits)
        self._places = tuple(tally.find(side) for tally, side in zip(model.tallies, documents, strict=True))
        self._known: dict[tuple[int, int], Grade] = {}

    def grade(self, demands: Rows, items: Rows) -> list[Grade]:
        """Of the pairs ``zip(demands, items)``, rows of the two lists; demand by demand inside, as scores come."""
        pairs = list(zip(demands.tolist(), items.tolist(), strict=True))
        fresh = sorted(pair for pair in dict.fromkeys(pairs) if pair not in self._known)
        for start in range(0, len(fresh), BLOCK):
            part = fresh[start : start + BLOCK]
            for pair, raw, expected in zip(part, *self._grades(part), strict=True):
                self._known[pair] = Grade(raw, expected)
        return [self._known[pair] for pair in pairs]

    def _grades(self, pairs: list[tuple[int, int]]) -> tuple[list[float], list[float]]:
        rows = (np.array([one for one, _ in pairs], np.intp), np.array([other for _, other in pairs], np.intp))
        measured = self.model.scaled(
            measure_pairs(
                self._scorer, self._documents, (self.seen[0].outline, self.seen[1].outline), self._portraits, rows
            )
        )
        needed = [np.unique(side, return_inverse=True) for side in rows]
        points = Points(
            self._portraits[0].rows(needed[0][0]),
            self._portraits[1].rows(needed[1][0]),
            (needed[0][1].astype(np.intp), needed[1][1].astype(np.intp)),
            measured,
        )
        found: Grades = self.model.grade(points, (self._places[0][rows[0]], self._places[1][rows[1]]))
        return found.raw.tolist(), found.expected.tolist()
