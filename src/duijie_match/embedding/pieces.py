"""Long texts: one vector as the mean over pieces."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.progress import Progress, silent

TOKENS = 250
"""Tokens a piece (MATCHING.md); with begin, end and prefix that fills the 256 a model reads."""


@runtime_checkable
class Splitter(Protocol):
    """What an embedder offers when it can cut a text by its own tokens."""

    def split(self, text: str, tokens: int) -> list[str]:
        """``text`` in pieces of at most ``tokens`` tokens, in order; a short text unchanged; nothing for a blank
        one.
        """


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
    """
    if pieces < 1 or tokens < 1:
        raise ValueError("pieces and tokens are at least 1")
    parts = [embedder.split(text, tokens)[:pieces] if isinstance(embedder, Splitter) else [text] for text in texts]
    rows: dict[str, int] = {}
    for part in parts:
        for piece in part:
            rows.setdefault(piece, len(rows))
    vectors = embedder.embed(list(rows), progress=progress)
    found = np.zeros((len(texts), embedder.dimensions), np.float32)
    for i, part in enumerate(parts):
        if len(part) == 1:
            found[i] = vectors[rows[part[0]]]
        elif part:
            mean = vectors[[rows[piece] for piece in part]].mean(axis=0, dtype=np.float64)
            length = np.linalg.norm(mean)
            if length > 0:
                found[i] = mean / length
    return found
