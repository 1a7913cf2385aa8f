"""Boosted symmetric trees: every tree asks the same few questions of all pairs (Friedman 2001; Prokhorenkova et al.
2018).

Small on purpose: such trees are three arrays, so a model file stays readable without the library that made it, and the
same pairs give the same trees everywhere.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

TREES, DEPTH, RATE = 160, 4, 0.1
BINS = 32
SHARE_OF_ROWS, SHARE_OF_COLUMNS = 0.6, 0.5
"""Each tree sees so much of the pairs and of the features, chosen with a fixed seed."""
PENALTY = 3.0
"""On squared leaf values, in pairs' worth of curvature."""
SEED = 20220328
_NEVER = float(np.finfo(np.float64).max)


@dataclass(frozen=True, slots=True)
class Trees:
    """``columns`` and ``cuts`` (trees, depth): a pair goes right where its column is above the cut; ``leaves`` (trees,
    2^depth): what it gets there, added to ``start``.
    """

    start: float
    columns: NDArray[np.int64]
    cuts: Floats
    leaves: Floats

    def decide(self, inputs: Floats) -> Floats:
        """Logits; shape (pairs,)."""
        found = np.full(len(inputs), self.start)
        powers = 1 << np.arange(self.columns.shape[1])
        for columns, cuts, leaves in zip(self.columns, self.cuts, self.leaves, strict=True):
            found += leaves[(inputs[:, columns] > cuts) @ powers]
        return found


def grow(inputs: Floats, reached: NDArray[np.bool_], sure: Floats | None = None) -> Trees:
    """Trees that tell which pairs ``reached`` a threshold. ``sure`` are the weights of the pairs; all 1 unless told."""
    sure = np.ones(len(reached)) if sure is None else sure
    generator = np.random.default_rng(SEED)
    edges = [_edges(column) for column in inputs.T]
    binned = np.stack(
        [np.searchsorted(edge, column, side="left") for edge, column in zip(edges, inputs.T, strict=True)], axis=1
    )
    padded = [np.append(edge, np.full(BINS, _NEVER)) for edge in edges]  # nobody lies above a column's last cut
    yes = (sure[reached].sum() + 1) / (sure.sum() + 2)
    start = float(np.log(yes / (1 - yes)))
    logits = np.full(len(inputs), start)
    target = reached.astype(np.float64)
    usable = np.flatnonzero([len(edge) > 0 for edge in edges])
    columns, cuts, leaves = [], [], []
    for _ in range(TREES if len(usable) else 0):
        rows = np.flatnonzero(generator.random(len(inputs)) < SHARE_OF_ROWS)
        some = usable[generator.random(len(usable)) < SHARE_OF_COLUMNS]
        some = some if len(some) else usable
        chances = special.expit(logits)
        slope, curve = sure * (target - chances), sure * chances * (1 - chances)
        leaf, questions = _questions(binned[np.ix_(rows, some)], slope[rows], curve[rows])
        tree_columns = np.array([some[column] for column, _ in questions])
        tree_bins = np.array([bin_ for _, bin_ in questions])
        size = 1 << DEPTH
        value = np.bincount(leaf, slope[rows], size) / (np.bincount(leaf, curve[rows], size) + PENALTY)
        columns.append(tree_columns)
        cuts.append([padded[column][bin_] for column, bin_ in zip(tree_columns, tree_bins, strict=True)])
        leaves.append(RATE * value)
        logits += leaves[-1][(binned[:, tree_columns] > tree_bins) @ (1 << np.arange(DEPTH))]
    shape = (len(columns), DEPTH)
    return Trees(
        start,
        np.array(columns, np.int64).reshape(shape),
        np.array(cuts, np.float64).reshape(shape),
        np.array(leaves, np.float64).reshape(len(columns), 1 << DEPTH),
    )


def _edges(column: Floats) -> Floats:
    """Cuts between the values of a column, at most ``BINS`` − 1, at equal shares of the pairs; midway between two
    values, so that rounding moves nobody to the other side.
    """
    values, counts = np.unique(column, return_counts=True)
    if len(values) < 2:
        return np.zeros(0)
    places = np.searchsorted(np.cumsum(counts), np.arange(1, BINS) / BINS * len(column))
    places = np.unique(np.minimum(places, len(values) - 2))
    middle: Floats = (values[places] + values[places + 1]) / 2
    return middle


def _questions(
    binned: NDArray[np.int64], slope: Floats, curve: Floats
) -> tuple[NDArray[np.int64], list[tuple[int, int]]]:
    """The ``DEPTH`` questions (column, bin: "above it?") that each gain most over all leaves, and every row's leaf."""
    rows, columns = binned.shape
    leaf = np.zeros(rows, np.int64)
    offsets = binned + np.arange(columns) * BINS
    weights = [np.repeat(one, columns) for one in (slope, curve)]
    questions = []
    for depth in range(DEPTH):
        leaves = 1 << depth
        place = (leaf[:, None] * (columns * BINS) + offsets).ravel()
        sums = [np.bincount(place, one, leaves * columns * BINS).reshape(leaves, columns, BINS) for one in weights]
        left = [np.cumsum(one, axis=2)[:, :, :-1] for one in sums]
        whole = [one.sum(axis=2)[:, :, None] for one in sums]
        right = [all_ - part for all_, part in zip(whole, left, strict=True)]
        gains = [part[0] ** 2 / (part[1] + PENALTY) for part in (left, right)]
        gain = (gains[0] + gains[1]).sum(axis=0)
        column, bin_ = divmod(int(gain.argmax()), BINS - 1)
        questions.append((column, bin_))
        leaf += (binned[:, column] > bin_).astype(np.int64) << depth
    return leaf, questions
