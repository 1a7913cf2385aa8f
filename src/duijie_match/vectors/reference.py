"""Exact nearest neighbours with numpy: every product, sorted."""

from pathlib import Path
from typing import Self

import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.errors import DuijieError
from duijie_match.vectors.base import Rows
from duijie_match.wording import msg


class ReferenceVectorIndex:
    """See ``VectorIndex``."""

    name = "reference"

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    @classmethod
    def build(cls, vectors: Vectors) -> Self:
        """Index the rows of ``vectors``."""
        return cls(np.array(vectors, np.float32))

    @classmethod
    def open(cls, path: Path) -> Self:
        """What ``save`` wrote."""
        try:
            return cls(np.load(path, mmap_mode="r", allow_pickle=False))
        except (OSError, ValueError, EOFError) as error:
            raise unreadable(path) from error

    def save(self, path: Path) -> None:
        """Write to one file."""
        with path.open("wb") as file:
            np.save(file, self._vectors, allow_pickle=False)

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, queries: Vectors, top: int) -> tuple[Rows, Vectors]:
        """The nearest rows of each query."""
        # Not ``@``: a matrix product adds up in an order that depends on the row, so equal rows would differ in the
        # last digit, on some processors only.
        products = np.einsum("qd,rd->qr", queries, self._vectors, dtype=np.float64).astype(np.float32)
        rows = np.argsort(-products, axis=1, kind="stable")[:, :top].astype(np.int64)
        return rows, np.take_along_axis(products, rows, axis=1)


def unreadable(path: Path) -> DuijieError:
    """The error of both engines for a file that is no index."""
    return DuijieError("index-unreadable", msg("There is no readable index in {folder}.", folder=str(path)))
