"""How alike two pairs are: a weighted sum of kernels on demands, on supply, on both, and on what was measured.

The product of "alike demands" and "alike supply" is the kernel of pairs (Ben-Hur and Noble 2005): a judgement about a
pair speaks for pairs of alike demands with alike supply.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.learning.portraits import TITLE, VIEWS, WHOLE, Portraits

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Likeness = Mapping[str, Floats]

VECTOR_REACH, TERM_REACH = 0.35, 0.25
"""Cosines fall to 1/e over these. Judgement: about the spread of cosines between texts of one subject."""
SAME = 0.999
"""From this likeness on two texts are one and the same."""
BLOCK = 1024
"""Pairs at a time, so that memory stays within one matrix of the result and a few blocks."""


@dataclass(frozen=True, slots=True)
class Points:
    """Pairs as kernels see them: rows of two sets of portraits, and the measured features on one scale."""

    demands: Portraits
    supply: Portraits
    rows: tuple[Rows, Rows]
    measured: Floats

    def __len__(self) -> int:
        return len(self.measured)

    def take(self, chosen: Rows) -> "Points":
        """Some of the pairs."""
        return Points(self.demands, self.supply, (self.rows[0][chosen], self.rows[1][chosen]), self.measured[chosen])


@dataclass(frozen=True, slots=True)
class _Sides:
    """Likeness of all demands and of all supply of two sets of points, by view."""

    demands: Likeness
    supply: Likeness


@dataclass(frozen=True, slots=True)
class _Block:
    """What a kernel may look at: likeness pair by pair, and the features of both sides."""

    demands: Likeness
    supply: Likeness
    left: Floats
    right: Floats
    near: Floats
    """exp(−squared distance / number of features)."""


KERNELS: dict[str, Callable[[_Block], Floats]] = {
    "both": lambda block: block.demands[WHOLE] * block.supply[WHOLE],
    "both.titles": lambda block: block.demands[TITLE] * block.supply[TITLE],
    "both.wide": lambda block: np.cbrt(block.demands[WHOLE] * block.supply[WHOLE]),
    "both.titles.wide": lambda block: np.cbrt(block.demands[TITLE] * block.supply[TITLE]),
    "demand": lambda block: block.demands[WHOLE],
    "demand.wide": lambda block: np.cbrt(block.demands[WHOLE]),
    "demand.same": lambda block: (block.demands[WHOLE] > SAME).astype(np.float64),
    "supply": lambda block: block.supply[WHOLE],
    "supply.wide": lambda block: np.cbrt(block.supply[WHOLE]),
    "supply.same": lambda block: (block.supply[WHOLE] > SAME).astype(np.float64),
    "measured": lambda block: block.near,
    "measured.demand": lambda block: block.near * block.demands[WHOLE],
    "line": lambda block: block.left @ block.right.T / max(1, block.left.shape[1]),
}


def side_likeness(left: Portraits, right: Portraits, view: str) -> Floats:
    """0..1, 1 for equal texts: the mean of likeness by vectors and by terms; shape (left, right)."""
    vectors = np.asarray(left.vectors[view] @ right.vectors[view].T, np.float64)
    terms = np.asarray((left.terms[view] @ right.terms[view].T).toarray(), np.float64)
    return 0.5 * np.exp((np.minimum(vectors, 1) - 1) / VECTOR_REACH) + 0.5 * np.exp(
        (np.minimum(terms, 1) - 1) / TERM_REACH
    )


def _sides(left: Points, right: Points) -> _Sides:
    return _Sides(
        {view: side_likeness(left.demands, right.demands, view) for view in VIEWS},
        {view: side_likeness(left.supply, right.supply, view) for view in VIEWS},
    )


def _block(sides: _Sides, left: Points, right: Points, here: slice) -> _Block:
    def paired(likeness: Likeness, side: int) -> Likeness:
        return {view: all_[np.ix_(left.rows[side][here], right.rows[side])] for view, all_ in likeness.items()}

    ours, theirs = left.measured[here], right.measured
    distance = (ours**2).sum(axis=1)[:, None] + (theirs**2).sum(axis=1)[None, :] - 2 * ours @ theirs.T
    near = np.exp(-np.maximum(distance, 0) / max(1, theirs.shape[1]))
    return _Block(paired(sides.demands, 0), paired(sides.supply, 1), ours, theirs, near)


def gram(left: Points, right: Points, weights: Mapping[str, float]) -> Floats:
    """The weighted sum of the kernels named in ``weights``; shape (left, right)."""
    result = np.zeros((len(left), len(right)))
    if not result.size:
        return result
    sides = _sides(left, right)
    for start in range(0, len(left), BLOCK):
        here = slice(start, start + BLOCK)
        block = _block(sides, left, right, here)
        for name, weight in weights.items():
            if weight:
                result[here] += weight * KERNELS[name](block)
    return result


def each_gram(points: Points) -> dict[str, Floats]:
    """Every kernel by itself, of few ``points`` with themselves."""
    block = _block(_sides(points, points), points, points, slice(None))
    return {name: kernel(block) for name, kernel in KERNELS.items()}
