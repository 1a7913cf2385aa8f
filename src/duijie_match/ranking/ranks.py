"""Who comes first, and at which rank somebody stands: one order, ties in list order."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


EVERY = 32
"""Rows after which the border is drawn anew."""


class ColumnBest:
    """The ``top`` best rows of each of the marked ``columns`` of a matrix that is seen row by row, ties by the order of
    rows; of all of them only the ``most`` best.
    """

    def __init__(self, columns: NDArray[np.bool_], top: int, most: int | None = None) -> None:
        self._columns, self._most = columns, most
        self._values = np.full((len(columns), top), -np.inf, np.float32)
        self._rows = np.zeros((len(columns), top), np.int32)
        self._least = np.full(len(columns), -np.inf, np.float32)
        self._border = np.float32(-np.inf)
        self._seen = 0

    def add(self, row: int, scores: Floats) -> None:
        """The next row; numbers of rows rise."""
        self._seen += 1
        if self._most is not None and self._seen % EVERY == 0:
            self._draw_border(self._most)
        if self._seen <= self._values.shape[1]:
            self._values[:, self._seen - 1], self._rows[:, self._seen - 1] = scores, row
            if self._seen == self._values.shape[1]:
                self._least = self._values.min(axis=1)
            return
        better = np.flatnonzero((scores > self._least) & (scores >= self._border))
        values, rows = self._values[better], self._rows[better]
        gone = np.where(values == self._least[better][:, None], rows, -1).argmax(axis=1)  # of equals the last
        every = np.arange(len(better))
        values[every, gone], rows[every, gone] = scores[better], row
        self._values[better], self._rows[better], self._least[better] = values, rows, values.min(axis=1)

    def _draw_border(self, most: int) -> None:
        """What is worse than the ``most`` best known so far will not be among them later, for these can only rise."""
        values = self._values[self._columns].ravel()
        if len(values) > most:
            self._border = np.partition(values, len(values) - most)[len(values) - most]

    def found(self) -> tuple[Rows, NDArray[np.int32], Floats]:
        """Columns, rows and scores, column by column and best first."""
        places, slots = np.nonzero(np.isfinite(self._values) & self._columns[:, None])
        rows, values, most = self._rows[places, slots], self._values[places, slots], self._most
        if most is not None and len(values) > most:
            kept = np.sort(np.lexsort((rows, places, -values))[:most])
            places, rows, values = places[kept], rows[kept], values[kept]
        order = np.lexsort((rows, -values, places))
        return places[order], rows[order], values[order]


def best_first(scores: Floats, top: int, eligible: NDArray[np.bool_]) -> Rows:
    """The places of the ``top`` highest eligible scores, highest first, ties in list order."""
    places = np.flatnonzero(eligible & np.isfinite(scores))
    values = scores[places]
    if top < len(places):
        border = np.partition(values, len(values) - top)[len(values) - top]
        kept = values >= border
        places, values = places[kept], values[kept]
    return places[np.lexsort((places, -values))][:top]


def rank_of(scores: Floats, place: int, eligible: NDArray[np.bool_]) -> int:
    """The rank that ``best_first`` would give ``place`` among the eligible and itself, from 1."""
    value = scores[place]
    better = (scores > value) | ((scores == value) & (np.arange(len(scores)) < place))
    return 1 + int(np.count_nonzero(better & eligible))
