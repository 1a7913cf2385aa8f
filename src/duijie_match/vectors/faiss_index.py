"""The default vector index: faiss, exact up to a size, HNSW beyond."""

from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.vectors.base import Rows
from duijie_match.vectors.reference import unreadable

EXACT_UP_TO = 200_000
"""Exact scans stay below about 0.1 s a query up to here; beyond, a graph is worth its building time."""
LINKS = 32
BUILD_BREADTH = 200
SEARCH_BREADTH = 256


class FaissVectorIndex:
    """See ``VectorIndex``."""

    name = "faiss"

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Index the rows of ``vectors``; a graph when there are more than ``exact_up_to``."""
        rows = np.ascontiguousarray(vectors, np.float32)
        if len(rows) <= exact_up_to:
            index: Any = faiss.IndexFlatIP(rows.shape[1])
        else:
            index = faiss.IndexHNSWFlat(rows.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
            index.hnsw.efConstruction = BUILD_BREADTH
        index.add(rows)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> Self:
        """What ``save`` wrote."""
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise unreadable(path) from error

    def save(self, path: Path) -> None:
        """Write to one file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, queries: Vectors, top: int) -> tuple[Rows, Vectors]:
        """The nearest rows of each query."""
        count = min(top, len(self))
        if count < 1 or not len(queries):
            return np.zeros((len(queries), 0), np.int64), np.zeros((len(queries), 0), np.float32)
        if hasattr(self._index, "hnsw"):
            self._index.hnsw.efSearch = max(SEARCH_BREADTH, count)
        products, rows = self._index.search(np.ascontiguousarray(queries, np.float32), count)
        order = np.lexsort((rows, -products), axis=1)
        return np.take_along_axis(rows, order, axis=1), np.take_along_axis(products, order, axis=1)
