"""Finding near neighbours among many short names without comparing everything with everything; ``near_texts`` does so
for long texts.

Names meet by pairs of characters that are not common. Whatever stands in more than ``COMMON`` records brings nobody
together, so the work grows with the number of records and not with its square.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie.registry.likeness import bigrams

COMMON = 300
LARGE_BLOCK = 8  # records under one key; in larger blocks each is paired with the first only
SHARED = 0.45  # least share of the shorter name's uncommon pairs of characters
ROWS = 4000  # of a product at a time

Pairs = Iterator[tuple[int, int]]


class NameIndex:
    """Names by their pairs of characters. Answers are places in ``keys``; the caller says how near is near."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._vocabulary: dict[str, int] = {}
        every = self._matrix(keys, grow=True)
        often = np.asarray(every.sum(axis=0)).ravel() if every.shape[0] else np.zeros(every.shape[1])
        self._use = sparse.diags_array((often <= COMMON).astype(np.int32), format="csr", dtype=np.int32)
        self._names = (every @ self._use).tocsr()
        self._names.eliminate_zeros()
        self._columns = self._names.T.tocsr()
        self._sizes = np.diff(self._names.indptr)

    def _matrix(self, keys: Sequence[str], *, grow: bool) -> "sparse.csr_array":
        known, columns, ends = self._vocabulary, [], [0]
        for key in keys:
            for pair in set(bigrams(key)) if key else ():
                at = known.setdefault(pair, len(known)) if grow else known.get(pair)
                if at is not None:
                    columns.append(at)
            ends.append(len(columns))
        shape = (len(keys), max(1, len(known)))
        data = np.ones(len(columns), np.int32)
        return sparse.csr_array((data, np.array(columns, np.int32), np.array(ends, np.int64)), shape=shape)

    def pairs(self, most: int) -> NDArray[np.int64]:
        """Names of the index that may be near each other, of shape (pairs, 2), the smaller place first.

        A name meets at most ``LARGE_BLOCK`` of those before it, the nearest; of more than ``most`` pairs the nearest
        stay. Else titles that all begin alike would be compared each with each.
        """
        met, nearness = [np.zeros((0, 2), np.int64)], [np.zeros(0)]
        for start in range(0, self._names.shape[0], ROWS):
            rows, columns, shares = self._meet(self._names[start : start + ROWS], self._sizes[start : start + ROWS])
            rows = rows + start
            kept = np.flatnonzero(columns < rows)
            kept = kept[np.lexsort((columns[kept], -shares[kept], rows[kept]))]
            kept = kept[first_of(rows[kept], LARGE_BLOCK)]
            met.append(np.stack((columns[kept], rows[kept]), axis=1))
            nearness.append(shares[kept])
        found = np.concatenate(met)
        if len(found) > most:
            found = found[np.sort(np.argsort(-np.concatenate(nearness), kind="stable")[:most])]
        return found

    def near(self, keys: Sequence[str]) -> list[list[int]]:
        """For each of other names the places of those of the index that may be near it."""
        asked = (self._matrix(keys, grow=False) @ self._use).tocsr()
        asked.eliminate_zeros()
        rows, columns, _shares = self._meet(asked, np.diff(asked.indptr))
        found: list[list[int]] = [[] for _key in keys]
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            found[row].append(column)
        return found

    def _meet(
        self, rows: "sparse.csr_array", sizes: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Those that share enough, and how much: of the pairs of characters of the longer one."""
        shared = (rows @ self._columns).tocoo()
        own, theirs = sizes[shared.row], self._sizes[shared.col]
        keep = shared.data >= np.maximum(1, SHARED * np.minimum(own, theirs))
        shares = shared.data[keep] / np.maximum(own, theirs)[keep]
        return shared.row[keep].astype(np.int64), shared.col[keep].astype(np.int64), shares


def in_blocks(keys: NDArray[np.int64]) -> Pairs:
    """Places with equal keys. A large block gives a star around its first, so that it stays linear."""
    order = np.argsort(keys, kind="stable")
    if not len(order):
        return
    bounds = np.flatnonzero(np.diff(keys[order])) + 1
    for start, end in pairwise([0, *bounds.tolist(), len(order)]):
        if end - start < 2:
            continue
        block = order[start:end].tolist()
        heads = block[:1] if len(block) > LARGE_BLOCK else block
        for at, head in enumerate(heads):
            yield from ((head, other) for other in block[at + 1 :])


def first_of(rows: NDArray[np.int64], most: int) -> NDArray[np.intp]:
    """The places of the first ``most`` of each row; ``rows`` rise."""
    starts = np.searchsorted(rows, rows)
    return np.flatnonzero(np.arange(len(rows)) - starts < most)
