"""Which items stand nearest to a demand and which demands to an item, by rows: what the matcher shows, in its order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from duijie_match.progress import Progress
from duijie_match.ranking.ranks import ColumnBest, best_first, rank_of
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.showing import Showing
from duijie_match.ranking.sides import Sides

if TYPE_CHECKING:
    from duijie_match.learning.ranker import Ranker

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

POOL, SUPPLY_POOL = 50, 10
"""So many of the nearest a ranking model orders for a demand, and for an item of supply beyond those shown."""


class Nearest:
    """The order of ``scorer``, without what a rule keeps out, put right by a ranking model and by the limits on what is
    shown (``showing``), where there are such. Demands and items are rows of ``sides``.
    """

    def __init__(self, sides: Sides, scorer: Scorer, ranker: "Ranker | None") -> None:
        self._sides, self._scorer, self._ranker = sides, scorer, ranker
        limited = scorer.settings.most_shown or scorer.settings.diversity > 0
        demands = np.flatnonzero(sides.demand_has_text).tolist()
        self.showing = Showing(scorer, self.items, demands) if limited else None

    def shown(self, demand: int, top: int) -> Rows:
        """The ``top`` items that are shown for a demand."""
        return self.showing.best(demand, top) if self.showing else self.items(demand, top)[0][:top]

    def items(self, demand: int, count: int) -> tuple[Rows, Floats]:
        """At least ``count`` items of a demand, if there are so many, best first, and their raw scores."""
        return self._items(self.row(demand), demand, count)

    def _items(self, row: Floats, demand: int, count: int) -> tuple[Rows, Floats]:
        if self._ranker is None:
            items = best_first(row, count, self._sides.supply_has_text)
            return items, row[items]
        return self._pool(self._ranker, row, demand, count)

    def demands(self, top: int, progress: Progress) -> list[list[int]]:
        """The best ``top`` demands of every item."""
        turned = ColumnBest(self._sides.supply_has_text, top if self._ranker is None else SUPPLY_POOL + top)
        for demand in self.scored_demands(progress):
            turned.add(demand, self.row(demand))
        items, demands, _scores = turned.found()
        if self._ranker is not None:
            kept = self._order(self._ranker, demands.astype(np.intp), items, top)
            items, demands = items[kept], demands[kept]
        best: list[list[int]] = [[] for _item in self._sides.supply]
        for item, demand in zip(items.tolist(), demands.tolist(), strict=True):
            best[item].append(demand)
        return best

    def both_ways(
        self, top: int, top_turned: int, most_turned: int | None, progress: Progress
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """In one pass, as (demand, item): what is shown of each demand, and the best ``top_turned`` demands of each
        item, of these altogether the ``most_turned`` with the highest scores. The scorer remembers their raw scores.
        """
        ranker = self._ranker
        wide = 0 if ranker is None else SUPPLY_POOL
        forward: list[tuple[int, int]] = []
        most = most_turned if ranker is None or most_turned is None else most_turned * (top_turned + wide) // top_turned
        turned = ColumnBest(self._sides.supply_has_text, top_turned + wide, most)
        for demand in self.scored_demands(progress):
            row = self.row(demand)
            items = self.showing.best(demand, top) if self.showing else self._items(row, demand, top)[0][:top]
            self._scorer.remember(np.full(len(items), demand), items, row[items])
            forward.extend((demand, item) for item in items.tolist())
            turned.add(demand, row)
        places, rows, scores = turned.found()
        if ranker is not None:
            kept = self._order(ranker, rows.astype(np.intp), places, top_turned, most_turned)
            places, rows, scores = places[kept], rows[kept], scores[kept]
        self._scorer.remember(rows, places, scores)
        return forward, list(zip(rows.tolist(), places.tolist(), strict=True))

    def rank(self, demand: int, item: int, top: int) -> int:
        """The exact rank of an item among all supply."""
        if self._ranker is not None:
            ordered: list[int] = self.items(demand, top)[0].tolist()
            if item in ordered:
                return 1 + ordered.index(item)
        return rank_of(self._scorer.exact_row(demand), item, self.allowed(demand))

    def allowed(self, demand: int) -> NDArray[np.bool_]:
        """The items that have a text and that no rule keeps from a demand."""
        allowed = self._sides.supply_has_text.copy()
        allowed[self._sides.conflicts.items(demand)] = False
        return allowed

    def row(self, demand: int) -> Floats:
        """The raw scores of one demand with every item; minus infinity for those that a rule keeps out."""
        row = self._scorer.raw_row(demand)
        if self._sides.conflicts.silent:
            return row
        row = row.copy()
        row[self._sides.conflicts.items(demand)] = -np.inf
        return row

    def scored_demands(self, progress: Progress) -> Iterator[int]:
        """The rows of the demands that have a text."""
        total = len(self._sides.demands)
        for demand in range(total):
            progress("scoring", demand, total)
            if self._sides.demand_has_text[demand]:
                yield demand
        progress("scoring", total, total)

    def _pool(self, ranker: "Ranker", row: Floats, demand: int, top: int) -> tuple[Rows, Floats]:
        """Those that the recipe finds nearest, in the order of the ranking model: its labels speak of pairs that
        somebody thought worth a look, not of all.
        """
        pool = best_first(row, max(POOL, 2 * top), self._sides.supply_has_text)
        scores = np.array([grade.raw for grade in ranker.grade(np.full(len(pool), demand, np.intp), pool)], np.float32)
        order = np.lexsort((pool, -scores))
        return pool[order], scores[order]

    def _order(self, ranker: "Ranker", demands: Rows, items: Rows, top: int, most: int | None = None) -> Rows:
        """The places of the pairs ``zip(demands, items)``, item by item in the order of the ranking model, of each item
        the best ``top``, of all of these the ``most`` best.
        """
        raw = np.array([grade.raw for grade in ranker.grade(demands, items)], np.float64)
        order = np.lexsort((demands, -raw, items))
        starts = np.searchsorted(items[order], items[order])
        order = order[np.arange(len(order)) - starts < top]
        if most is not None and len(order) > most:
            order = order[np.sort(np.lexsort((demands[order], items[order], -raw[order]))[:most])]
        return order
