"""The vector index seam: nearest by inner product."""

from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors

Rows = NDArray[np.int64]


class VectorIndex(Protocol):
    """Rows are numbered in the order given. Vectors are unit length or zero."""

    name: str

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index the rows of ``vectors``: float32, shape (rows, dimensions)."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """What ``save`` wrote. Raises ``DuijieError`` (``index-unreadable``) when there is nothing or it is broken."""

    def save(self, path: Path) -> None:
        """Write to one file."""

    def __len__(self) -> int:
        """How many vectors were indexed."""

    def search(self, queries: Vectors, top: int) -> tuple[Rows, Vectors]:
        """Per query the nearest ``min(top, len(self))`` rows and their inner products, nearest first, ties by row.

        Exact engines return the true nearest; approximate ones (HNSW) nearly all of them.
        """
