"""Vectors of a generation: one file to which rows are only ever added.

A row belongs to an entry once the shelf names its slot; what a killed process had added without that is written over
by the next. All processes map the same file, so it is in memory once.
"""

from pathlib import Path

import numpy as np

from duijie_match.embedding.base import Vectors

FILE = "vectors.f32"


class VectorFile:
    def __init__(self, folder: Path, dimensions: int) -> None:
        self.path = folder / FILE
        self._dimensions = dimensions

    def create(self) -> None:
        self.path.touch()

    def write(self, slot: int, rows: Vectors) -> None:
        """Put ``rows`` at ``slot`` and after it, on the disk when this returns. Hold the lock."""
        with self.path.open("r+b") as file:
            file.seek(slot * self._dimensions * 4)
            file.write(np.ascontiguousarray(rows, "<f4").tobytes())
            file.flush()

    def rows(self, count: int) -> Vectors:
        """The first ``count`` rows. Raises ``ValueError`` when the file is shorter, ``OSError`` when it is gone."""
        self.path.stat()
        if count == 0:
            return np.zeros((0, self._dimensions), np.float32)
        return np.memmap(self.path, "<f4", mode="r", shape=(count, self._dimensions))
