"""Dot products of many sparse rows with many sparse rows."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.vectors.blocks import WIDE, in_blocks

Floats = NDArray[np.float32]

LONG_LIST = 50_000
"""Columns from which on the entries of a term are added one term after the other: a sparse product of so many columns
would look for its place in the result again for every entry.
"""


class SparseProduct:
    """``rows @ columns.T`` as a dense matrix, for a fixed ``columns``.

    A few very frequent terms (single Han characters above all) would fill the result of a sparse product over and
    over; they are
    multiplied as a dense matrix instead. Same sums, several times faster.
    """

    def __init__(self, columns: sparse.csr_matrix, dense_terms: int = 1024) -> None:
        frequency = np.bincount(columns.indices, minlength=columns.shape[1])
        floor = max(16, columns.shape[0] // 50)
        # The dense part may take as much memory as 32 million numbers.
        limit = max(0, min(dense_terms, 32_000_000 // max(1, columns.shape[0])))
        order = np.argsort(-frequency, kind="stable")[:limit]
        self._frequent = np.sort(order[frequency[order] > floor])
        self._rare_mask = np.ones(columns.shape[1], bool)
        self._rare_mask[self._frequent] = False
        self._dense: Floats = np.zeros((len(self._frequent), columns.shape[0]), np.float32)
        rare = []
        for start in range(0, columns.shape[0], WIDE):  # of a long list at once, what is made on the way is large
            part = columns[start : start + WIDE]
            frequent = _mask_columns(part, ~self._rare_mask)
            rows = start + np.repeat(np.arange(part.shape[0]), np.diff(frequent.indptr))
            self._dense[np.searchsorted(self._frequent, frequent.indices), rows] = frequent.data
            rare.append(_mask_columns(part, self._rare_mask))
        nothing = sparse.csr_matrix((0, columns.shape[1]), dtype=np.float32)
        stacked = sparse.vstack([nothing, *rare], format="csr")
        rare.clear()  # before the next copy is made
        self._columns = stacked.T.tocsr()

    def multiply(self, rows: sparse.csr_matrix) -> Floats:
        """Shape (rows, columns), float32."""
        rare = _mask_columns(rows, self._rare_mask)
        result: Floats = self._add_up(rare) if self._columns.shape[1] >= LONG_LIST else (rare @ self._columns).toarray()
        if len(self._frequent):
            ours = rows[:, self._frequent].toarray()

            def add(here: slice) -> None:
                result[:, here] += ours @ self._dense[:, here]

            in_blocks(result.shape[1], add)
        return result

    def _add_up(self, rows: sparse.csr_matrix) -> Floats:
        """The sparse product, term by term: the same sums in the same order."""
        columns = self._columns
        result = np.zeros((rows.shape[0], columns.shape[1]), np.float32)
        starts = columns.indptr.tolist()
        for total, first, end in zip(result, rows.indptr[:-1].tolist(), rows.indptr[1:].tolist(), strict=True):
            for term, weight in zip(rows.indices[first:end].tolist(), rows.data[first:end], strict=True):
                here = slice(starts[term], starts[term + 1])
                total[columns.indices[here]] += weight * columns.data[here]
        return result


def _mask_columns(matrix: sparse.csr_matrix, mask: NDArray[np.bool_]) -> sparse.csr_matrix:
    kept = mask[matrix.indices]
    before = np.concatenate(([0], np.cumsum(kept)))
    return sparse.csr_matrix((matrix.data[kept], matrix.indices[kept], before[matrix.indptr]), shape=matrix.shape)
