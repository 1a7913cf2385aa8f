"""An embedder for tests: hashed character pairs. Instant, without a model, the same everywhere; it knows no meaning."""

import zlib
from collections.abc import Sequence

import numpy as np

from duijie_match.embedding.base import Vectors
from duijie_match.progress import Progress, silent


class HashingEmbedder:
    """See ``Embedder``. Texts that share character pairs are near."""

    name = "hashing"
    dimensions = 128
    fingerprint = "hashing/1"

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """One row a text."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for row, text in enumerate(texts):
            folded = text.strip().lower()
            for pair in (folded[place : place + 2] for place in range(max(1, len(folded) - 1)) if folded):
                code = zlib.crc32(pair.encode("utf-8", "surrogatepass"))
                vectors[row, code % self.dimensions] += 1 if code & 0x10000 else -1
            length = float(np.linalg.norm(vectors[row]))
            if length > 0:
                vectors[row] /= np.float32(length)
            progress("embedding", row + 1, len(texts))
        return vectors
