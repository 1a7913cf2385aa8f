"""Who comes first, and at which rank somebody stands: one order, ties in list order."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]


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
