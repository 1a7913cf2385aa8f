"""Whether the model behind an address is still the one that was added: by what it makes of a fixed text.

The same model gives nearly the same vector each time, whatever its server's arithmetic and batches do to the last
digits; another one, or another state of one, gives a vector that is not near. So a vector is kept and compared by its
cosine: digests of rounded numbers would differ wherever a number lies at a boundary.
"""

import base64
import time

import numpy as np

from duijie_match.embedding.base import Vectors

PROBE = "高温阀门密封面磨损 valve wear 600 ℃"
ALIKE = 0.999
"""Cosine from which on two vectors of the text are those of one model. Half precision leaves 0.9999."""
TRUSTED = 3600.0
"""Seconds in which a process does not look again."""
_looked: dict[str, float] = {}


def write_probe(row: Vectors) -> str:
    """The unit vector of ``PROBE``, as it is kept in a list of models."""
    return base64.b64encode(row.astype("<f2").tobytes()).decode()


def is_alike(kept: str, row: Vectors) -> bool:
    """Whether ``row`` is the vector that was ``kept``, but for noise."""
    try:
        before = np.frombuffer(base64.b64decode(kept, validate=True), "<f2").astype(np.float64)
    except ValueError:
        return False
    if before.shape != row.shape:
        return False
    length = float(np.linalg.norm(before))
    return length > 0 and float(before @ row) / length >= ALIKE


def is_trusted(fingerprint: str) -> bool:
    """Whether this process found the model as it was, not long ago."""
    return time.monotonic() - _looked.get(fingerprint, -TRUSTED) < TRUSTED


def trust(fingerprint: str) -> None:
    """It was found as it was, just now."""
    _looked[fingerprint] = time.monotonic()
