"""Vectors of a generation: one file to which rows are only ever added, and beside it the same in bytes (``coarse``).

A row belongs to an entry once the shelf names its slot; what a killed process had added without that is written over
by the next. All processes map the same files, so they are in memory once.
"""

from pathlib import Path

import numpy as np

from duijie.search.engine.coarse import Codes, encode
from duijie_match.embedding.base import Vectors

FILE, CODES = "vectors.f32", "vectors.i8"
_PART = 20_000  # rows that are put into bytes together


class VectorFile:
    def __init__(self, folder: Path, dimensions: int) -> None:
        self.path, self.codes_path = folder / FILE, folder / CODES
        self._dimensions = dimensions

    def create(self) -> None:
        self.path.touch()
        self.codes_path.touch()

    def write(self, slot: int, rows: Vectors) -> None:
        """Put ``rows`` at ``slot`` and after it, on the disk when this returns. Hold the lock."""
        with self.path.open("r+b") as file:
            file.seek(slot * self._dimensions * 4)
            file.write(np.ascontiguousarray(rows, "<f4").tobytes())
            file.flush()
        self._write_codes(slot, slot + len(rows))

    def _write_codes(self, first: int, until: int) -> None:
        """The rows from ``first`` in bytes; and those before it that have none, as in a generation made before there
        were any."""
        self.codes_path.touch()
        there, matrix = self.codes_path.stat().st_size // self._dimensions, self.rows(until)
        with self.codes_path.open("r+b") as file:
            for at in range(min(there, first), until, _PART):
                file.seek(at * self._dimensions)
                file.write(encode(matrix[at : min(at + _PART, until)]).tobytes())
            file.flush()

    def rows(self, count: int) -> Vectors:
        """The first ``count`` rows. Raises ``ValueError`` when the file is shorter, ``OSError`` when it is gone."""
        self.path.stat()
        if count == 0:
            return np.zeros((0, self._dimensions), np.float32)
        return np.memmap(self.path, "<f4", mode="r", shape=(count, self._dimensions))

    def codes(self, count: int) -> Codes | None:
        """The first ``count`` rows in bytes; None where they are not all there (yet)."""
        if not self.codes_path.exists() or self.codes_path.stat().st_size < count * self._dimensions:
            return None
        if count == 0:
            return np.zeros((0, self._dimensions), np.uint8)
        return np.memmap(self.codes_path, np.uint8, mode="r", shape=(count, self._dimensions))
