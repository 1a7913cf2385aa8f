"""The meaning of texts as vectors: the model, centred per language with the shipped background like in matching.

The model is loaded at the first text, in the process that needs it (never before a fork), with one thread.
"""

import functools
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.conf import settings

from duijie.search.engine.asking import LANGUAGES, Question
from duijie_match.embedding.base import Vectors
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.convert import NAME, is_intact
from duijie_match.embedding.names import create_embedder
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.background_texts import TEXTS
from duijie_match.ranking.meaning import centre, mean_of

DIMENSIONS = 384
MOST_CHARACTERS = 1200  # of a text; the model reads 256 tokens
FEWEST_CHARACTERS = 16  # a bare name says nothing, and would be near to every short question
HEAD = {0: 10, 1: 25}  # characters of a shipped text that are about as long as a question


def is_prepared() -> bool:
    """Whether the model's files are there. Making them takes half a minute, which no search and no change waits for."""
    return is_intact(Path(settings.DUIJIE_DATA) / "models" / NAME, thorough=False)


def read_texts(texts: Sequence[str], languages: Sequence[int]) -> Vectors:
    """Unit rows, or zero rows for texts without content. They are kept on disk, so that a rebuild is quick."""
    model = _model(os.getpid(), str(settings.DUIJIE_DATA))
    read = [text[:MOST_CHARACTERS] if len(text.strip()) >= FEWEST_CHARACTERS else "" for text in texts]
    return centre(model.embed(read), np.array(languages, np.int8), _means(model.fingerprint, os.getpid()))


def has_meaning(question: Question) -> bool:
    """Whether there is enough of it to compare: two Chinese characters, or two words."""
    kinds = [term[0] for term in question.terms]
    return "b" in kinds or "p" in kinds


def read_question(question: Question) -> Vectors:
    """One unit row; a question goes into no cache on disk."""
    return _read_question(os.getpid(), str(settings.DUIJIE_DATA), question.text, question.language)


@functools.lru_cache(maxsize=500)
def _read_question(process: int, data: str, text: str, language: int) -> Vectors:
    model = _model(process, data)
    means = _question_means(model.fingerprint, process)
    row: Vectors = centre(model.inner.embed([text]), np.array([language], np.int8), means)[0]
    return row


@functools.lru_cache(maxsize=2)
def _model(process: int, data: str) -> CachedEmbedder:
    folder = Path(data)
    embedder = create_embedder(NAME, folder=folder / "models", threads=1)
    return CachedEmbedder(embedder, folder / "cache" / "embeddings")


@functools.lru_cache(maxsize=2)
def _means(fingerprint: str, process: int) -> dict[int, Vectors]:
    """What texts of a language share, by the shipped background alone: a mean of the entries would move with them."""
    model = _model(process, str(settings.DUIJIE_DATA))
    return {code: _mean(background_vectors(model, language)) for code, language in enumerate(LANGUAGES)}


@functools.lru_cache(maxsize=2)
def _question_means(fingerprint: str, process: int) -> dict[int, Vectors]:
    """The same for questions, which are short and share that too: by the beginnings of the shipped texts."""
    model = _model(process, str(settings.DUIJIE_DATA))
    return {
        code: _mean(model.embed([text[: HEAD[code]] for text in TEXTS[language]]))
        for code, language in enumerate(LANGUAGES)
    }


def _mean(rows: Vectors) -> Vectors:
    return mean_of((), rows, 1.0)
