"""All texts of the platform, to be read by a model before it is put to use. Apps above hang their own on here."""

import itertools
from collections.abc import Callable
from typing import Protocol

from duijie.search.engine.asking import LANGUAGES
from duijie.search.engine.generation import text_of
from duijie.search.engine.meaning import as_read, heads
from duijie.search.sources import sources
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.shelf import ANY
from duijie_match.ranking.background import background_vectors

PART = 500
Done = Callable[[int], None]
"""Told how many more records were read; it may end the work by an exception."""


class TextReader(Protocol):
    """Texts of one app."""

    def count(self) -> int:
        """About how many records have any."""

    def read(self, embedder: Embedder, language: str, done: Done) -> None:
        """Embed the texts in ``language`` (``any``: all) as they are embedded later, in parts; a cache keeps them."""


_readers: dict[str, TextReader] = {}


def register_reader(name: str, reader: TextReader) -> None:
    """Let texts be read. Registering again changes nothing."""
    _readers[name] = reader


def text_readers() -> tuple[TextReader, ...]:
    """All of them, in a fixed order."""
    return tuple(_readers[name] for name in sorted(_readers))


class EntryTexts:
    """What the search index reads, which knows one model for all languages."""

    def count(self) -> int:
        return sum(1 for source in sources() for _id in source.ids())

    def read(self, embedder: Embedder, language: str, done: Done) -> None:
        if language != ANY:
            return
        for code in LANGUAGES:
            background_vectors(embedder, code)
            embedder.embed(heads(code))
        for source in sources():
            numbers = source.ids()
            while part := list(itertools.islice(numbers, PART)):
                embedder.embed([as_read(text_of(entry.title, entry.text)) for entry in source.entries(part)])
                done(len(part))


register_reader("search", EntryTexts())
