"""How like a question the rows of a matrix are: compared exactly, each row at most once, and only those asked for."""

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors

BLOCK = 2048  # rows that are compared together
SPARSE = 0.15  # share of a block up to which its rows are picked out instead
NEAREST = 20  # of a source that may be found by meaning alone
NEAR = 0.25  # likeness from which an entry is found without any of the words (docs/explanation/search.md)
NEARLY = 0.6  # and the share of the best likeness that it takes


class Nearness:
    """``asked`` beside the rows of ``matrix``, both of unit length. Rows of one register mostly lie together, so that
    they are read as they lie, by the block.
    """

    def __init__(self, matrix: Vectors, asked: Vectors) -> None:
        self._matrix, self._asked = np.asarray(matrix), asked
        self._known = np.zeros(len(matrix), np.float32)
        self._done = np.zeros(-(-len(matrix) // BLOCK), bool)

    def of(self, slots: NDArray[np.int32]) -> Vectors:
        """Cosines of the rows at ``slots``; 0 where there is none yet."""
        result = np.zeros(len(slots), np.float32)
        here = np.flatnonzero((slots >= 0) & (slots < len(self._matrix)))
        rows = slots[here]
        blocks = rows // BLOCK
        dense = np.bincount(blocks, minlength=len(self._done)) > SPARSE * BLOCK
        for block in np.flatnonzero(dense & ~self._done):
            part = slice(block * BLOCK, (block + 1) * BLOCK)
            self._known[part] = self._compare(self._matrix[part])
            self._done[block] = True
        done = self._done[blocks]
        result[here[done]] = self._known[rows[done]]
        result[here[~done]] = self._compare(self._matrix.take(rows[~done], axis=0))
        return result

    def _compare(self, rows: Vectors) -> Vectors:
        """One product does not pay for the threads of a linear algebra library, which stay busy long after it."""
        found: Vectors = np.einsum("ij,j->i", rows, self._asked)
        return found


def nearest(likeness: Vectors) -> NDArray[np.int64]:
    """Places of the nearest that are near enough, nearest first."""
    near = np.flatnonzero(likeness >= max(NEAR, NEARLY * float(likeness.max(initial=0.0))))
    return near[np.argsort(-likeness[near], kind="stable")[:NEAREST]]
