"""Meanings as vectors: the common part of a language taken out, Chinese demands leaned towards their neighbours."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors
from duijie_match.vectors.blocks import in_blocks

Codes = NDArray[np.int8]

MOST_CELLS = 16_000_000
"""Products held in memory at a time."""


def centre(vectors: Vectors, codes: Codes, means: dict[int, Vectors]) -> Vectors:
    """Unit rows after the mean of each row's language is taken away. Rows without content stay zero.

    All texts of a language share a large common component; without it cosines compare subjects (Mu and Viswanath
    2018, "All-but-the-Top",
    of which only the mean helped in our measurements).
    """
    result = np.array(vectors, np.float32)
    blank = ~vectors.any(axis=1)
    for code, mean in means.items():
        result[codes == code] -= mean
    result[blank] = 0
    return unit(result)


def unit(vectors: Vectors) -> Vectors:
    """Rows of length one; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    result: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return result


def rows_of(vectors: Vectors, chosen: NDArray[np.bool_]) -> Vectors:
    """The chosen rows; no copy where that is all of them."""
    return vectors if chosen.all() else vectors[chosen]


def mean_of(parts: Iterable[Vectors], background: Vectors | None, prior: float) -> Vectors:
    """The mean of all rows with content, drawn towards the mean of ``background`` when the rows are few."""
    total: NDArray[np.float64] = np.zeros(1)
    weight = 0.0
    for part in parts:
        own = part[part.any(axis=1)]
        total = total + own.sum(axis=0, dtype=np.float64)
        weight += float(len(own))
    if background is not None and len(background):
        total = total + prior * background.mean(axis=0, dtype=np.float64)
        weight += prior
    elif weight:
        weight += 1  # without a background a single text must not lose its whole vector
    mean: Vectors = (total / max(weight, 1.0)).astype(np.float32)
    return mean


def lean(demand: Vectors, supply: Vectors, depth: int, weight: float, block: int = 512) -> Vectors:
    """Pseudo relevance feedback: each demand plus ``weight`` times the mean of its ``depth`` nearest supply vectors
    (Rocchio 1971).
    """
    if depth < 1 or weight == 0 or depth >= len(supply):
        return demand
    result = np.empty_like(demand)
    block = max(1, min(block, MOST_CELLS // len(supply)))
    for start in range(0, len(demand), block):
        rows = demand[start : start + block]
        products = np.empty((len(rows), len(supply)), np.float32)

        def multiply(here: slice, rows: Vectors = rows, products: Vectors = products) -> None:
            np.matmul(rows, supply[here].T, out=products[:, here])

        in_blocks(len(supply), multiply)
        nearest = (_nearest(row, depth) for row in products)
        mean: Vectors = np.stack([supply[places].mean(axis=0) for places in nearest]).astype(np.float32)
        result[start : start + block] = unit(rows + np.float32(weight) * mean)
    result[~demand.any(axis=1)] = 0
    return result


def _nearest(products: Vectors, depth: int) -> NDArray[np.intp]:
    """The places of the ``depth`` largest in list order, which is a fixed order of summation."""
    border = np.partition(products, len(products) - depth)[len(products) - depth]
    better, equal = np.flatnonzero(products > border), np.flatnonzero(products == border)
    return np.sort(np.concatenate((better, equal[: depth - len(better)])))
