"""How like a question the rows of a matrix are: compared exactly, each row at most once, and only those asked for."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from duijie.search.engine.coarse import Coarse, Codes
from duijie_match.embedding.base import Vectors

BLOCK = 2048  # rows that are compared together
SPARSE = 0.15  # share of a block up to which its rows are picked out instead
NEAREST = 20  # of a source that may be found by meaning alone
NEAR = 0.25  # likeness from which an entry is found without any of the words (docs/explanation/search.md)
NEARLY = 0.6  # and the share of the best likeness that it takes


class Nearness:
    """``asked`` beside the rows of ``matrix``, both of unit length. Rows of one register mostly lie together, so that
    they are read as they lie, by the block. ``codes``, where there are any, are the same rows in bytes: through
    them all is found which rows are worth comparing.
    """

    def __init__(self, matrix: Vectors, asked: Vectors, codes: Codes | None = None) -> None:
        self._coarse = Coarse(codes, asked) if codes is not None and len(codes) == len(matrix) else None
        self._matrix, self._asked = np.asarray(matrix), asked
        self._known = np.zeros(len(matrix), np.float32)
        self._about = np.zeros(len(matrix), np.float32)
        self._done, self._scanned = (np.zeros(-(-len(matrix) // BLOCK), bool) for _kind in range(2))

    def of(self, slots: NDArray[np.int32]) -> Vectors:
        """Cosines of the rows at ``slots``; 0 where there is none yet."""
        return self._read(slots, self._known, self._done, self._compare_blocks)

    def _read(
        self, slots: NDArray[np.int32], known: Vectors, done: NDArray[np.bool_], read: Callable[[int, int], None]
    ) -> Vectors:
        """What ``read`` puts into ``known`` of blocks of which much is asked; cosines of the other rows."""
        result = np.zeros(len(slots), np.float32)
        here = np.flatnonzero((slots >= 0) & (slots < len(self._matrix)))
        rows = slots[here]
        blocks = rows // BLOCK
        dense = np.bincount(blocks, minlength=len(done)) > SPARSE * BLOCK
        wanted = np.flatnonzero(dense & ~done)
        for run in np.split(wanted, np.flatnonzero(np.diff(wanted) > 1) + 1):
            if len(run):
                read(int(run[0]), int(run[-1]) + 1)
        done[wanted] = True
        there = done[blocks]
        result[here[there]] = known[rows[there]]
        result[here[~there]] = self._compare(self._matrix.take(rows[~there], axis=0))
        return result

    def _compare_blocks(self, first: int, until: int) -> None:
        for block in range(first, until):
            part = slice(block * BLOCK, (block + 1) * BLOCK)
            self._known[part] = self._compare(self._matrix[part])

    def nearest(self, slots: NDArray[np.int32]) -> tuple[NDArray[np.int64], Vectors]:
        """Places in ``slots`` of the nearest rows that are near enough, nearest first, and their cosines."""
        if self._coarse is None:
            likeness = self.of(slots)
            near = nearest(likeness)
            return near, likeness[near]
        places = self._worth_comparing(slots, self._coarse.error)
        exact = self._compare(self._matrix.take(slots[places], axis=0))
        near = nearest(exact)
        return places[near], exact[near]

    def _worth_comparing(self, slots: NDArray[np.int32], error: float) -> NDArray[np.int64]:
        """Places among which all are that ``nearest`` would choose of exact cosines: each of these is known but for
        ``error``, so what lies further below what is asked than that, or twice that below the last of the first
        ``NEAREST``, cannot be one of them."""
        about = self._read(slots, self._about, self._scanned, self._scan_blocks)
        least = max(NEAR, NEARLY * (float(about.max(initial=-1.0)) - error)) - error
        if np.count_nonzero(about > least) > NEAREST:
            least = max(least, float(np.partition(about, -NEAREST)[-NEAREST]) - 2 * error)
        places: NDArray[np.int64] = np.flatnonzero((about >= least) & (slots >= 0) & (slots < len(self._matrix)))
        return places

    def _scan_blocks(self, first: int, until: int) -> None:
        """About what the cosine of each row is, where it may be ``NEAR``; far below all cosines elsewhere."""
        assert self._coarse is not None
        part = slice(first * BLOCK, until * BLOCK)
        self._about[part] = -9.0
        rows, likeness = self._coarse.above(NEAR, part)
        self._about[rows] = likeness

    def _compare(self, rows: Vectors) -> Vectors:
        """One product does not pay for the threads of a linear algebra library, which stay busy long after it."""
        found: Vectors = np.einsum("ij,j->i", rows, self._asked)
        return found


def nearest(likeness: Vectors) -> NDArray[np.int64]:
    """Places of the nearest that are near enough, nearest first."""
    near = np.flatnonzero(likeness >= max(NEAR, NEARLY * float(likeness.max(initial=0.0))))
    return near[np.argsort(-likeness[near], kind="stable")[:NEAREST]]
