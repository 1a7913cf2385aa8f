"""Similarities of a long list, on disk between the two times they are needed: for how near each item usually is, which
all demands have to tell, and for the scores. Reckoning them is most of what scoring costs, keeping them is not.
"""

import os
import tempfile
import weakref
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEWEST, MOST = 1 << 24, 1 << 28
"""Numbers that are worth a file, and that one may have (a gigabyte)."""


class KeptRows:
    """Blocks of rows by the number of their first row. The file has no name and is gone with this object."""

    def __init__(self, rows: int, columns: int, folder: Path | None) -> None:
        """Without a ``folder``, with too few or too many numbers, or where nothing can be written, nothing is kept."""
        self._rows, self._columns = rows, columns
        self._sizes: dict[int, int] = {}
        self._file: int | None = None
        if folder is not None and FEWEST <= rows * columns <= MOST:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 – it lives as long as this object
            except OSError:
                return
            weakref.finalize(self, file.close)
            self._file = file.fileno()

    def write(self, start: int, rows: Floats) -> None:
        """Keep ``rows``, the first of which is number ``start``."""
        if self._file is None:
            return
        try:
            for place, row in enumerate(rows, start):
                data = row.tobytes()
                if os.pwrite(self._file, data, 4 * self._columns * place) != len(data):
                    raise OSError("no room")
            self._sizes[start] = len(rows)
        except OSError:
            self._file = None

    @property
    def is_whole(self) -> bool:
        """Whether all rows were kept."""
        return self._file is not None and sum(self._sizes.values()) == self._rows

    def read(self, start: int, count: int) -> Floats | None:
        """The rows that were kept from ``start`` on, if these were ``count``."""
        if self._file is None or self._sizes.get(start) != count:
            return None
        found = np.empty((count, self._columns), np.float32)
        for place, row in enumerate(found, start):
            if os.preadv(self._file, [row.data], 4 * self._columns * place) != row.nbytes:
                return None
        return found
