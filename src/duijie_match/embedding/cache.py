"""Vectors that were computed before, on disk."""

import copy
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Embedder, Shortening, Vectors, digest_of
from duijie_match.embedding.pieces import Splitter
from duijie_match.embedding.store import VectorStore
from duijie_match.progress import Progress, silent
from duijie_match.wording import Message

FILE = "vectors.sqlite3"
LIMIT_BYTES = 512 * 1024 * 1024
"""Vectors kept by default, about 650,000 of 384 dimensions."""
BLOCK = 8192
"""Texts in memory at a time."""
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
        self._wrap(embedder)
        self._shortened: set[bytes] = set()
        self.store = VectorStore(folder / FILE, embedder.dimensions, limit_bytes // (2 * embedder.dimensions))

    def _wrap(self, embedder: Embedder) -> None:
        self.inner = embedder
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self.fingerprint = f"{embedder.fingerprint}/float16"
        self.notice: Message | None = getattr(embedder, "notice", None)

    @property
    def shortened(self) -> int:
        """Of how many of the texts that were asked for the beginning alone was read, now or when they were first read,
        because the embedder was refused more.
        """
        return len(self._shortened)

    def was_shortened(self, text: str) -> bool:
        """See ``Shortening``."""
        return bool(self._shortened) and digest_of(text) in self._shortened

    def split(self, text: str, tokens: int) -> list[str]:
        """As the embedder inside; one that cannot split gives the whole text back."""
        return self.inner.split(text, tokens) if isinstance(self.inner, Splitter) else [text]

    def around(self, embedder: Embedder) -> "CachedEmbedder":
        """Another embedder with this one's store; the fingerprints keep their rows apart. What was shortened is counted
        together.
        """
        other = copy.copy(self)
        other._wrap(embedder)
        return other

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. Equal texts are computed once."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BLOCK):
            part = texts[start : start + BLOCK]
            rows = vectors[start : start + len(part)]
            rows[:] = self._embed_block(part, _Shifted(progress, start, len(texts)))
            lengths = np.linalg.norm(rows, axis=1, keepdims=True)
            np.divide(rows, lengths, out=rows, where=lengths > 0)
        return vectors

    def _embed_block(self, texts: Sequence[str], progress: "_Shifted") -> NDArray[np.float16]:
        keys = [self.key(text) for text in texts]
        marked: set[bytes] = set()
        known = self.store.read(dict.fromkeys(keys), marked)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        # Longest first: equal lengths share a slice, and no thread waits long for another.
        order = sorted(missing, key=lambda key: -len(missing[key]))
        done = len(texts) - len(order)
        progress("embedding", done, len(texts))
        for start in range(0, len(order), SLICE):
            part = order[start : start + SLICE]
            rows = self.inner.embed([missing[key] for key in part], progress=progress.shifted(done + start))
            fresh = dict(zip(part, rows.astype(np.float16), strict=True))
            cut = {key for key in part if isinstance(self.inner, Shortening) and self.inner.was_shortened(missing[key])}
            self.store.write(fresh, cut)
            marked |= cut
            known.update(fresh)
        if marked:
            self._shortened |= {digest_of(text) for key, text in zip(keys, texts, strict=True) if key in marked}
        return np.stack([known[key] for key in keys])

    def key(self, text: str) -> bytes:
        """Under which the row of ``text`` is kept."""
        content = f"{self.inner.fingerprint}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()


class _Shifted:
    """Progress of a part as progress of the whole."""

    def __init__(self, progress: Progress, before: int, total: int) -> None:
        self._progress, self._before, self._total = progress, before, total

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._progress(stage, min(self._before + done, self._total), self._total)

    def shifted(self, before: int) -> "_Shifted":
        """The same for a part of this part."""
        return _Shifted(self._progress, self._before + before, self._total)
