"""One generation of the index: words, shelf and vectors in a folder of their own, written by one at a time."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from duijie.search.engine.asking import language_code
from duijie.search.engine.marks import marks_of
from duijie.search.engine.meaning import Meaning, ModelKey, find_meaning, shipped_key
from duijie.search.engine.shelf import Shelf, ShelfRow
from duijie.search.engine.vectors import VectorFile
from duijie.search.engine.words import WordIndex
from duijie.search.sources import SearchEntry
from duijie_match.embedding.base import Vectors

FORMAT = 5
"""Goes up with every change of the files or of the terms in them; a generation of another format counts as
damaged and is built anew.
"""
ABOUT, WORDS = "about.json", "words"
BROKEN = (OSError, ValueError, KeyError, TypeError, sqlite3.DatabaseError)


class IndexUnusable(Exception):
    """There is no index, or it cannot be read. The message says which."""


@dataclass(frozen=True, slots=True)
class ReadMeaning:
    """The vector of an entry as it was when its text was read."""

    number: int
    digest: bytes
    row: Vectors


class Generation:
    """Open with ``open`` or ``create``; hold the folder's lock for everything that writes. ``model`` is the one whose
    vectors it has, from its first to its last.
    """

    def __init__(self, folder: Path, words: WordIndex, built_at: datetime, model: ModelKey) -> None:
        self.folder = folder
        self.words = words
        self.built_at = built_at
        self.model = model
        self.shelf = Shelf(folder)
        self.vectors = VectorFile(folder, model.dimensions)

    @classmethod
    def create(cls, folder: Path, now: datetime, model: ModelKey | None = None) -> "Generation":
        """An empty generation in the existing ``folder``, by the shipped model where none is named."""
        model = model or shipped_key()
        made = cls(folder, WordIndex.create(folder / WORDS), now, model)
        made.shelf.create()
        made.vectors.create()
        about = {"format": FORMAT, "built_at": now.isoformat(), "model": asdict(model)}
        (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")
        return made

    @classmethod
    def open(cls, folder: Path) -> "Generation":
        """The generation in ``folder``. Raises ``IndexUnusable``."""
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            if about["format"] != FORMAT:
                raise ValueError(f"format {about['format']}")
            moment, model = datetime.fromisoformat(about["built_at"]), ModelKey(**about["model"])
            made = cls(folder, WordIndex(folder / WORDS), moment, model)
            made.shelf.turn()
            made.vectors.rows(made.shelf.next_slot())
        except BROKEN as error:
            raise IndexUnusable(f"{folder.name}: {type(error).__name__}: {error}") from error
        return made

    def write(self, entries: Iterable[SearchEntry], removed: Iterable[tuple[str, int]]) -> int:
        """Make these entries, and not those removed, be found by words; says how many differed from what was there.

        Words first: a process killed in between leaves words whose entry the next attempt writes again.
        """
        rows = {(entry.source, entry.id): (entry, _row(entry)) for entry in entries}
        gone = [key for key in dict.fromkeys(removed) if key not in rows]
        known: dict[tuple[str, int], bytes] = {}
        for source in {source for source, _id in (*rows, *gone)}:
            ids = [number for of, number in (*rows, *gone) if of == source]
            known.update({(source, number): digest for number, digest in self.shelf.digests(source, ids).items()})
        changed = [(entry, row) for key, (entry, row) in rows.items() if known.get(key) != row.digest]
        gone = [key for key in gone if key in known]
        if changed or gone:
            self.words.write((entry for entry, _row in changed), gone)
            self.shelf.write((row for _entry, row in changed), gone)
        return len(changed) + len(gone)

    def meaning(self) -> Meaning | None:
        """What reads texts as the vectors here need it; None where that model is not there."""
        return find_meaning(self.model)

    def read_meanings(self, most: int, *, patient: bool = True) -> list[ReadMeaning]:
        """Vectors of at most ``most`` entries that have none; nothing without the model. Needs no lock: it may take
        long. ``patient`` as for ``Meaning.read_texts``.
        """
        bare = self.shelf.bare(most)
        meaning = self.meaning() if bare else None
        if meaning is None:
            return []
        texts, languages = [text_of(one.title, one.text) for one in bare], [one.language for one in bare]
        rows = meaning.read_texts(texts, languages, patient=patient)
        return [ReadMeaning(one.number, one.digest, row) for one, row in zip(bare, rows, strict=True)]

    def place_meanings(self, found: Sequence[ReadMeaning]) -> None:
        """Let entries be found by these vectors. Hold the lock."""
        slot = self.shelf.next_slot()
        self.vectors.write(slot, np.stack([one.row for one in found]))
        self.shelf.place((slot + at, one.number, one.digest) for at, one in enumerate(found))

    def fill(self, most: int, writing: Callable[[], AbstractContextManager[None]], *, patient: bool = True) -> int:
        """Read and place; ``writing`` gives the lock as a context. Says how many."""
        found = self.read_meanings(most, patient=patient)
        if found:
            with writing():
                self.place_meanings(found)
        return len(found)


def text_of(title: str, text: str) -> str:
    """What of an entry is read by meaning."""
    return f"{title}\n{text}"


def _row(entry: SearchEntry) -> ShelfRow:
    language = language_code(f"{entry.title}\n{entry.text}", entry.language)
    marks = "\n".join(marks_of(entry))
    organisations = " ".join(map(str, sorted(set(entry.organisations))))
    updated = entry.updated_at.timestamp() if entry.updated_at else 0.0
    told = [entry.title, entry.text, entry.keywords, entry.initials, language, marks, organisations, updated]
    digest = hashlib.blake2b(json.dumps(told).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    title, text = (part.encode("utf-8", "replace").decode("utf-8") for part in (entry.title, entry.text))
    return ShelfRow(entry.source, entry.id, digest, title, text, language, marks, organisations, updated)
