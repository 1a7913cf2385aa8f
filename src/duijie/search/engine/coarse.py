"""Vectors in one byte a number, a quarter of what they take: read through to find those that may be near a question.

How much the bytes can be wrong by at most is known, so what is exactly as near as asked is always among what is found
(``Coarse.error``); whoever asks compares these again, exactly.
"""

import functools
from typing import Any

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Vectors

Codes = NDArray[np.uint8]
STEPS = 127  # of a number from 0 to 1: rows are of unit length, so none is beyond
_SLACK = 1e-4  # for sums of rounded numbers


def encode(rows: Vectors) -> Codes:
    """The bytes of ``rows`` of unit length, row by row."""
    whole = np.clip(np.rint(np.asarray(rows, np.float32) * STEPS), -STEPS, STEPS)
    codes: Codes = (whole.astype(np.int16) + 128).astype(np.uint8)
    return codes


class Coarse:
    """The question ``asked``, of unit length, beside rows in bytes."""

    def __init__(self, codes: Codes, asked: Vectors) -> None:
        self._codes = codes
        exact = np.asarray(asked, np.float64)
        scale = STEPS / max(float(np.abs(exact).max(initial=0.0)), 1e-9)
        self._asked = np.rint(exact * scale).astype(np.float32)
        self._unit = 1.0 / (STEPS * scale)
        read = self._asked.astype(np.float64) / scale
        self.error = float(np.abs(read).sum() / (2 * STEPS) + np.linalg.norm(exact - read)) + _SLACK
        """By how much a cosine told by ``above`` differs from the exact one at most."""

    def above(self, least: float, part: slice = slice(None)) -> tuple[NDArray[np.int64], Vectors]:
        """The rows of ``part`` whose exact cosine may be ``least`` or more, in order, and about what it is."""
        import faiss  # noqa: PLC0415 – takes 40 MB, which processes that search nothing do not need

        first, until, _step = part.indices(len(self._codes))
        count, dimensions = max(0, until - first), self._codes.shape[1]
        if not count:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scanner = _quantizer(dimensions).select_InvertedListScanner(
            faiss.METRIC_INNER_PRODUCT, None, False, None, False
        )
        scanner.set_query(faiss.swig_ptr(self._asked))
        scanner.set_list(0, 0.0)
        result = faiss.RangeSearchResult(1)
        gathered = faiss.RangeSearchPartialResult(result)  # type: ignore[attr-defined]
        ids = _numbers(len(self._codes))[part]
        radius = (least - self.error) / self._unit
        scanner.scan_codes_range(
            count, faiss.swig_ptr(self._codes[part]), faiss.swig_ptr(ids), radius, gathered.new_result(0)
        )
        gathered.finalize()
        many = int(faiss.rev_swig_ptr(result.lims, 2)[1])
        rows = faiss.rev_swig_ptr(result.labels, many).copy()
        likeness: Vectors = (faiss.rev_swig_ptr(result.distances, many) * self._unit).astype(np.float32)
        return rows, likeness


@functools.lru_cache(maxsize=4)
def _quantizer(dimensions: int) -> Any:
    import faiss  # noqa: PLC0415 – as above

    return faiss.ScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_8bit_direct_signed)


@functools.lru_cache(maxsize=2)
def _numbers(count: int) -> NDArray[np.int64]:
    return np.arange(count, dtype=np.int64)
