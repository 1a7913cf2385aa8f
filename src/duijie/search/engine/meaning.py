"""The meaning of texts as vectors: the model, centred per language with the shipped background like in matching.

The model is loaded at the first text, in the process that needs it (never before a fork), with one thread.
"""

import functools
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.conf import settings

from duijie_match.embedding.base import Vectors
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.convert import NAME, is_intact
from duijie_match.embedding.names import create_embedder
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.meaning import centre, mean_of

DIMENSIONS = 384
MOST_CHARACTERS = 1200  # of a text; the model reads 256 tokens
_LANGUAGES = ("zh", "en")


def is_prepared() -> bool:
    """Whether the model's files are there. Making them takes half a minute, which no search and no change waits for."""
    return is_intact(Path(settings.DUIJIE_DATA) / "models" / NAME, thorough=False)


def read_texts(texts: Sequence[str], languages: Sequence[int]) -> Vectors:
    """Unit rows, or zero rows for texts without content. They are kept on disk, so that a rebuild is quick."""
    model = _model(os.getpid(), str(settings.DUIJIE_DATA))
    return _centred(model, model.embed([text[:MOST_CHARACTERS] for text in texts]), languages)


def read_question(text: str, language: int) -> Vectors:
    """One unit row; a question goes into no cache on disk."""
    return _read_question(os.getpid(), str(settings.DUIJIE_DATA), text, language)


@functools.lru_cache(maxsize=500)
def _read_question(process: int, data: str, text: str, language: int) -> Vectors:
    model = _model(process, data)
    row: Vectors = _centred(model, model.inner.embed([text]), [language])[0]
    return row


def _centred(model: CachedEmbedder, vectors: Vectors, languages: Sequence[int]) -> Vectors:
    return centre(vectors, np.array(languages, np.int8), _means(model.fingerprint, os.getpid()))


@functools.lru_cache(maxsize=2)
def _model(process: int, data: str) -> CachedEmbedder:
    folder = Path(data)
    embedder = create_embedder(NAME, folder=folder / "models", threads=1)
    return CachedEmbedder(embedder, folder / "cache" / "embeddings")


@functools.lru_cache(maxsize=2)
def _means(fingerprint: str, process: int) -> dict[int, Vectors]:
    """What texts of a language share, by the shipped background alone: a mean of the entries would move with them."""
    model = _model(process, str(settings.DUIJIE_DATA))
    none = np.zeros((0, DIMENSIONS), np.float32)
    return {
        code: mean_of(none, background_vectors(model, language), 1.0) for code, language in enumerate(_LANGUAGES)
    }
