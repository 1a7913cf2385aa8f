"""What is shown, on request: nobody too often, and not ten times the same. Scores stay what they are."""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.store import unreadable
from duijie_match.wording import Message, msg

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

DEPTH = 5
"""So many times as many candidates as are shown stand in for those that are shown often enough."""
POOL = 50
FILE = "shown.json"
FIRST = 10
"""Places that are made diverse."""
OFTEN = msg(
    "It would be shown, but it is shown to {most} {most:demand|demands} already that it fits better, the most allowed."
)
ALL_OFTEN = msg(
    "What fits it, {id} first, is shown to {most} {most:demand|demands} already that it fits better, the most allowed."
)
ALIKE = msg("It would be shown, but those shown are much like it; others make the list more diverse.")


class Showing:
    """Which items of ``scorer`` are shown for each of ``demands``. ``nearest`` gives a demand's items and their raw
    scores, best first.
    """

    def __init__(
        self, scorer: Scorer, nearest: Callable[[int, int], tuple[Rows, Floats]], demands: Sequence[int]
    ) -> None:
        self._scorer, self._nearest, self._demands = scorer, nearest, demands
        self._settings = scorer.settings
        self._plans: dict[int, dict[int, list[int]]] = {}

    def best(self, demand: int, top: int) -> Rows:
        """The ``top`` items that are shown for a demand, in their order."""
        if not self._settings.most_shown:
            return self._wanted(demand, top)[0][:top]
        return np.array(self._plan(top)[demand], np.intp)

    def rule(self, demand: int, item: int, top: int) -> Message | None:
        """Why an item is not shown for a demand, if it is for being shown often enough, or for being like others."""
        items, _scores = self._nearest(demand, top)
        if item in self.best(demand, top) or item not in items[:top]:
            return None
        if self._settings.most_shown and item in self._wanted(demand, top)[0][:top]:
            return Message(OFTEN.msgid, {"most": self._settings.most_shown})
        return ALIKE

    def save(self, folder: Path) -> None:
        """Keep what is shown: working it out looks at all demands."""
        plans = {str(top): [[demand, *items] for demand, items in plan.items()] for top, plan in self._plans.items()}
        (folder / FILE).write_text(json.dumps(plans), encoding="utf-8")

    def load(self, folder: Path) -> None:
        """What ``save`` kept. Raises ``DuijieError`` (``matcher-unreadable``)."""
        try:
            plans = json.loads((folder / FILE).read_text(encoding="utf-8"))
            self._plans = {int(top): {row[0]: row[1:] for row in rows} for top, rows in plans.items()}
        except (OSError, ValueError, TypeError, AttributeError, IndexError) as reason:
            raise unreadable(folder) from reason

    def _plan(self, top: int) -> dict[int, list[int]]:
        if top not in self._plans:
            scores: dict[tuple[int, int], float] = {}
            wanted: dict[int, list[int]] = {}
            for demand in self._demands:
                items, values = self._wanted(demand, top)
                wanted[demand] = items.tolist()
                scores.update(zip(((demand, item) for item in wanted[demand]), values.tolist(), strict=True))
            self._plans[top] = capped(wanted, lambda *pair: scores[pair], top, self._settings.most_shown)
        return self._plans[top]

    def _wanted(self, demand: int, top: int) -> tuple[Rows, Floats]:
        """Candidates in the order in which they would be shown, and their scores."""
        items, scores = self._nearest(demand, max(POOL, DEPTH * top) if self._settings.most_shown else max(POOL, top))
        if self._settings.diversity <= 0 or not len(items):
            return items, scores
        vectors = np.stack([self._vector(int(item)) for item in items])
        order = diverse(np.arange(len(items)), scores, vectors, self._settings.diversity)
        return items[order], scores[order]

    def _vector(self, item: int) -> Floats:
        """The mean vector of an item's texts, of length one."""
        first, end = self._scorer.summands.passages_of(item)
        mean = self._scorer.evidence.supply_vectors[first:end].mean(axis=0)
        length = float(np.linalg.norm(mean))
        vector: Floats = mean / np.float32(length or 1.0)
        return vector


def diverse(items: Rows, scores: Floats, vectors: Floats, weight: float, first: int = FIRST) -> Rows:
    """``items``, best first, in an order in which the first ones are unlike each other: maximal marginal relevance
    (Carbonell and Goldstein 1998), score − ``weight`` × the greatest cosine with one that stands before. The best
    stays first; ties go to the better one. ``vectors`` are unit rows of the items.
    """
    if weight <= 0 or len(items) < 3:
        return items
    chosen = [0]
    likeness = vectors @ vectors.T
    nearest = likeness[0].copy()
    left = np.ones(len(items), bool)
    left[0] = False
    while len(chosen) < min(first, len(items)):
        value = np.where(left, scores - weight * np.maximum(nearest, 0), -np.inf)
        place = int(np.argmax(value))
        chosen.append(place)
        left[place] = False
        nearest = np.maximum(nearest, likeness[place])
    return np.concatenate((items[chosen], items[left]))


def capped(
    wanted: Mapping[int, Sequence[int]], score: Callable[[int, int], float], top: int, most: int
) -> dict[int, list[int]]:
    """The ``top`` items of each demand such that none is shown to more than ``most`` demands.

    ``wanted`` are the candidates of each demand, best first. An item goes to the demands that it fits best, and the
    others get their next candidate: deferred acceptance (Gale and Shapley 1962), so no demand and item that are not
    shown to each other would both rather be, and the order of the lists decides only between equal scores.
    """
    next_place = dict.fromkeys(wanted, 0)
    held: dict[int, list[tuple[float, int]]] = {}
    has = Counter[int]()
    waiting = list(wanted)
    while waiting:
        demand = waiting.pop()
        while has[demand] < top and next_place[demand] < len(wanted[demand]):
            item = wanted[demand][next_place[demand]]
            next_place[demand] += 1
            holders = held.setdefault(item, [])
            holders.append((-score(demand, item), demand))
            has[demand] += 1
            if len(holders) > most:
                worst = max(holders)
                holders.remove(worst)
                has[worst[1]] -= 1
                if worst[1] != demand:
                    waiting.append(worst[1])
    shown: dict[int, set[int]] = {demand: set() for demand in wanted}
    for item, holders in held.items():
        for _, demand in holders:
            shown[demand].add(item)
    return {demand: [item for item in order if item in shown[demand]] for demand, order in wanted.items()}
