"""The embedder seam."""

import hashlib
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from duijie_match.progress import Progress, silent

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into unit vectors.

    ``name`` is what users type after ``--embedder``; ``fingerprint`` changes whenever the same text could give
    another vector (model, weights, prefix, truncation, quantisation), so caches may trust it.
    """

    name: str
    fingerprint: str
    dimensions: int

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """Rows are unit vectors, float32, shape ``(len(texts), dimensions)``, in the order given.

        A text without content gives a zero row. The same text gives the same row whatever its neighbours in the call.
        """


def digest_of(text: str) -> bytes:
    """What stands for ``text`` where many are remembered."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


@runtime_checkable
class Shortening(Protocol):
    """What an embedder offers that may be refused long texts, and then reads their beginning."""

    def was_shortened(self, text: str) -> bool:
        """Whether of a ``text`` that it has read it read the beginning only."""
