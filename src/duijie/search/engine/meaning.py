"""The meaning of texts as vectors: a model, centred per language with the shipped background like in matching.

A model is loaded at the first text, in the process that needs it (never before a fork), with one thread.
"""

import functools
import logging
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings

from duijie.search.engine.asking import LANGUAGES, Question
from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.names import find_embedder
from duijie_match.errors import DuijieError
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.background_texts import TEXTS
from duijie_match.ranking.meaning import centre, mean_of

log = logging.getLogger(__name__)

MOST_CHARACTERS = 1200  # of a text; the model reads 256 tokens
FEWEST_CHARACTERS = 16  # a bare name says nothing, and would be near to every short question
HEAD = {0: 10, 1: 25}  # characters of a shipped text that are about as long as a question
PATIENCE = 3.0  # seconds in which a server must read a question
PAUSE = 30.0  # seconds in which one that did not is not asked again: words are found meanwhile


@dataclass(frozen=True, slots=True)
class ModelKey:
    """The model whose vectors lie in an index. Those of another fingerprint cannot be compared with them."""

    name: str
    fingerprint: str
    dimensions: int


def key_of(embedder: Embedder) -> ModelKey:
    return ModelKey(embedder.name, embedder.fingerprint, embedder.dimensions)


def shipped_key() -> ModelKey:
    """The model that every installation has, whether it was made already or not."""
    return key_of(E5Small(models_folder(), threads=1))


def find_key(name: str) -> ModelKey:
    """The key of the model called ``name``; that of the shipped one where it is not there (any more)."""
    embedder = find_embedder(name, models_folder())
    return key_of(embedder) if embedder is not None else shipped_key()


def models_folder() -> Path:
    return Path(settings.DATA) / "models"


def vector_cache(embedder: Embedder) -> CachedEmbedder:
    """``embedder``, with what it and others have read before."""
    return CachedEmbedder(embedder, Path(settings.DATA) / "cache" / "embeddings")


def find_meaning(key: ModelKey) -> "Meaning | None":
    """What reads texts as the index with ``key`` needs them; None where the model is not there, or is another by now.

    Making the shipped one takes half a minute, which no search and no change waits for.
    """
    embedder = find_embedder(key.name, models_folder())
    if embedder is None or embedder.fingerprint != key.fingerprint:
        return None
    return _meaning(os.getpid(), str(settings.DATA), key)


@functools.lru_cache(maxsize=2)
def _meaning(process: int, data: str, key: ModelKey) -> "Meaning":
    return Meaning(key)


class Meaning:
    """One model in one process."""

    def __init__(self, key: ModelKey) -> None:
        patient = find_embedder(key.name, models_folder())
        hasty = find_embedder(key.name, models_folder(), hasty=PATIENCE)
        if patient is None or hasty is None:
            raise KeyError(key.name)
        self._patient, self._hasty = vector_cache(patient), vector_cache(hasty)
        self._question = functools.lru_cache(maxsize=500)(self._read_question)
        self._silent_until = 0.0

    def read_texts(self, texts: Sequence[str], languages: Sequence[int], *, patient: bool = True) -> Vectors:
        """Unit rows, or zero rows for texts without content. They are kept on disk, so that a rebuild is quick.

        Raises ``DuijieError`` where the model is behind an address and does not answer; without ``patient`` soon.
        """
        model = self._patient if patient else self._hasty
        rows = model.embed([as_read(text) for text in texts])
        return centre(rows, np.array(languages, np.int8), self._means)

    def read_question(self, question: Question) -> Vectors | None:
        """One unit row; a question goes into no cache on disk. None while a server does not answer."""
        if time.monotonic() < self._silent_until:
            return None
        try:
            return self._question(question.text, question.language)
        except DuijieError as error:
            log.warning("a question was not read by meaning: %s", error)
            self._silent_until = time.monotonic() + PAUSE
            return None

    def _read_question(self, text: str, language: int) -> Vectors:
        means = self._question_means
        row: Vectors = centre(self._hasty.inner.embed([text]), np.array([language], np.int8), means)[0]
        return row

    @functools.cached_property
    def _means(self) -> dict[int, Vectors]:
        """What texts of a language share, by the shipped background: a mean of the entries would move with them."""
        return {code: _mean(background_vectors(self._patient, language)) for code, language in enumerate(LANGUAGES)}

    @functools.cached_property
    def _question_means(self) -> dict[int, Vectors]:
        """The same for questions, which are short and share that too: by the beginnings of the shipped texts."""
        return {code: _mean(self._hasty.embed(heads(language))) for code, language in enumerate(LANGUAGES)}


def as_read(text: str) -> str:
    """What of ``text`` a model reads; nothing of a bare name."""
    return text[:MOST_CHARACTERS] if len(text.strip()) >= FEWEST_CHARACTERS else ""


def heads(language: str) -> list[str]:
    """The beginnings of the shipped texts, as long as questions are."""
    return [text[: HEAD[LANGUAGES.index(language)]] for text in TEXTS[language]]


def has_meaning(question: Question) -> bool:
    """Whether there is enough of it to compare: two Chinese characters, or two words."""
    kinds = [term[0] for term in question.terms]
    return "b" in kinds or "p" in kinds


def _mean(rows: Vectors) -> Vectors:
    return mean_of((), rows, 1.0)
