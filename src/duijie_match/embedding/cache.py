"""Vectors that were computed before, on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.embedding.pieces import Splitter
from duijie_match.embedding.store import VectorStore
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message

FILE = "vectors.sqlite3"
LIMIT_BYTES = 512 * 1024 * 1024
"""Vectors kept by default, about 650,000 of 384 dimensions."""
SLICE = 256
"""Texts embedded between two writes: what a killed process loses at most."""


class CachedEmbedder:
    """An ``Embedder`` that asks another one only for texts it has not seen.

    The key is the content of the text and the fingerprint of the embedder. Rows are kept as float16 and brought
    back to unit length; rows just computed go the same way, so cold and warm calls give the same rows, bit for bit.

    Safe under several processes, threads and ``kill -9``, and bounded: see ``VectorStore``. Where the file cannot be
    written the embedder works without it.
    """

    def __init__(self, embedder: Embedder, folder: Path, *, limit_bytes: int = LIMIT_BYTES) -> None:
        """``folder`` is made at the first call, for example ``data_folder() / "cache" / "embeddings"``."""
        self.inner = embedder
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self.fingerprint = f"{embedder.fingerprint}/float16"
        self.notice: Message | None = getattr(embedder, "notice", None)
        self._store = VectorStore(folder / FILE, embedder.dimensions, limit_bytes // (2 * embedder.dimensions))

    def split(self, text: str, tokens: int) -> list[str]:
        """As the embedder inside; one that cannot split gives the whole text back."""
        return self.inner.split(text, tokens) if isinstance(self.inner, Splitter) else [text]

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. Equal texts are computed once."""
        keys = [self._key(text) for text in texts]
        known = self._store.read(dict.fromkeys(keys))
        missing: dict[bytes, str] = {}
        for key, text in zip(keys, texts, strict=True):
            if key not in known:
                missing.setdefault(key, text)
        # Longest first, over all slices: equal lengths share a slice and no thread waits long for another.
        order = sorted(missing, key=lambda key: -len(missing[key]))
        found = len(texts) - len(order)
        progress("embedding", found, len(texts))
        for start in range(0, len(order), SLICE):
            part = order[start : start + SLICE]
            done = found + start

            def inner_progress(stage: str, at: int, of: int, done: int = done) -> None:
                progress(stage, done + at, len(texts))

            rows = self.inner.embed([missing[key] for key in part], progress=inner_progress).astype(np.float16)
            fresh = dict(zip(part, rows, strict=True))
            self._store.write(fresh)
            known.update(fresh)
        if not keys:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = np.stack([known[key] for key in keys]).astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)

    def _key(self, text: str) -> bytes:
        content = f"{self.inner.fingerprint}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()
