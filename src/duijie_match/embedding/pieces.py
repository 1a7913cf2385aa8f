"""Long texts: one vector as the mean over pieces, and the vectors of the pieces."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Embedder, Shortening, Vectors, digest_of
from duijie_match.progress import Progress, silent

TOKENS = 250
"""Tokens a piece (MATCHING.md); with begin, end and prefix that fills the 256 a model reads."""

MOST_LETTERS = 16
"""Of a token on average, at most: so much of a text is looked at first for its first tokens."""

BLOCK = 8192
"""Texts whose vectors are in memory twice."""


@runtime_checkable
class Splitter(Protocol):
    """What an embedder offers when it can cut a text by its own tokens."""

    def split(self, text: str, tokens: int) -> list[str]:
        """``text`` in pieces of at most ``tokens`` tokens, in order; a short text unchanged; nothing for a blank
        one.
        """


@runtime_checkable
class Store(Protocol):
    """What a caching embedder offers: to keep the rows of another one beside its own."""

    def around(self, embedder: Embedder) -> Embedder:
        """``embedder``, cached in the same place."""


class DocumentEmbedder:
    """An ``Embedder`` for whole documents over one that reads a piece: the mean of the first ``pieces`` unit
    vectors.
    """

    def __init__(self, embedder: Embedder, *, pieces: int = 3, tokens: int = TOKENS) -> None:
        if pieces < 1 or tokens < 1:
            raise ValueError("pieces and tokens are at least 1")
        self.name = embedder.name
        self.dimensions = embedder.dimensions
        self.fingerprint = f"{embedder.fingerprint}/{pieces} of {tokens}"
        self._embedder = embedder
        self._pieces = pieces
        self._tokens = tokens
        self._shortened: set[bytes] = set()

    def embed(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """See ``Embedder.embed``. A text that fits one piece gets exactly the row of the embedder below."""
        parts = [self._split(text) for text in texts]
        rows: dict[str, int] = {}
        for part in parts:
            for piece in part:
                rows.setdefault(piece, len(rows))
        vectors = self._embedder.embed(list(rows), progress=progress)
        if isinstance(self._embedder, Shortening):
            cut = {piece for piece in rows if self._embedder.was_shortened(piece)}
            self._shortened |= {digest_of(text) for text, part in zip(texts, parts, strict=True) if cut & set(part)}
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for i, part in enumerate(parts):
            if len(part) == 1:
                found[i] = vectors[rows[part[0]]]
            elif part:
                mean = vectors[[rows[piece] for piece in part]].mean(axis=0, dtype=np.float64)
                length = np.linalg.norm(mean)
                if length > 0:
                    found[i] = mean / length
        return found

    def was_shortened(self, text: str) -> bool:
        """See ``Shortening``."""
        return digest_of(text) in self._shortened

    def _split(self, text: str) -> list[str]:
        if isinstance(self._embedder, Splitter):
            return _first_pieces(self._embedder, text, self._pieces, self._tokens)
        return [text]


def _first_pieces(embedder: Splitter, text: str, pieces: int, tokens: int) -> list[str]:
    """The first pieces of ``text``; of a very long one the rest is not cut, where its beginning gives enough."""
    most = pieces * tokens * MOST_LETTERS
    found = embedder.split(text[:most], tokens)
    if len(found) <= pieces and len(text) > most:
        found = embedder.split(text, tokens)
    return found[:pieces]


def embed_documents(
    embedder: Embedder,
    texts: Sequence[str],
    *,
    pieces: int = 3,
    tokens: int = TOKENS,
    progress: Progress = silent,
) -> Vectors:
    """Unit rows, float32, shape ``(len(texts), embedder.dimensions)``: the mean of the first ``pieces`` unit piece
    vectors.

    A text that fits one piece gets exactly the row of ``embedder.embed``; a text without content gets a zero row.
    An embedder that cannot split gets whole texts, and reads of them what it reads. Equal pieces are embedded once.
    A caching embedder keeps the rows of long documents too, so that they need not even be split again.
    """
    documents = DocumentEmbedder(embedder, pieces=pieces, tokens=tokens)
    if not isinstance(embedder, Store):
        return documents.embed(texts, progress=progress)
    # No text has more tokens than characters (but one), so short ones need no second row under another key.
    long = [i for i, text in enumerate(texts) if len(text) >= tokens]
    short = [i for i, text in enumerate(texts) if len(text) < tokens]
    vectors = np.zeros((len(texts), embedder.dimensions), np.float32)
    done = 0
    for rows, reader in ((short, embedder), (long, embedder.around(documents))):
        for start in range(0, len(rows), BLOCK):
            part = rows[start : start + BLOCK]
            told = partial(_tell_part, progress, (done, len(part), len(texts)))
            vectors[part] = reader.embed([texts[row] for row in part], progress=told)
            done += len(part)
    return vectors


def embed_pieces(
    embedder: Embedder,
    texts: Sequence[str],
    *,
    pieces: int = 3,
    tokens: int = TOKENS,
    progress: Progress = silent,
) -> tuple[Vectors, NDArray[np.intp]]:
    """The pieces whose mean ``embed_documents`` gives, of the texts that have several: unit rows, float32, text by
    text, and ``len(texts) + 1`` pointers: those of text ``i`` are ``pointers[i]`` up to ``pointers[i + 1]``.

    A caching embedder has them from ``embed_documents``; call that first.
    """
    parts: list[list[str]] = [[] for _text in texts]
    if isinstance(embedder, Splitter):
        for row, text in enumerate(texts):
            found = _first_pieces(embedder, text, pieces, tokens) if len(text) >= tokens else []
            parts[row] = found if len(found) > 1 else []
    pointers = np.concatenate(([0], np.cumsum([len(part) for part in parts]))).astype(np.intp)
    every = [piece for part in parts for piece in part]
    if not every:
        return np.zeros((0, embedder.dimensions), np.float32), pointers
    return embedder.embed(every, progress=progress), pointers


def _tell_part(progress: Progress, part: tuple[int, int, int], stage: str, done: int, total: int) -> None:
    """Progress of a part as progress of the whole; ``part`` is what came before, its size, and all."""
    before, size, every = part
    progress(stage, before + done * size // max(total, 1), every)
