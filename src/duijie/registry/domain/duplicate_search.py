"""The search for duplicates over whole registers, in a job. Running it twice, or again after a kill, changes nothing.

Reading costs one query a chunk; what records have in common is found in memory, by keys (``registry.likeness``) and by
neighbourhood (``registry.near``); only pairs that met are judged, and written some hundred at a time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction

from duijie.common import clock
from duijie.common.transactions import with_retry
from duijie.registry.likeness import KINDS, SHORTEST_NEAR, Kind, Print, judge, place_names, print_of
from duijie.registry.models import Area, DuplicatePair, PairState, Why
from duijie.registry.near import NameIndex, in_blocks
from duijie.registry.near_texts import TextIndex
from duijie.registry.record_checks import split_words
from duijie.registry.register import Register
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.convert import NAME, is_intact
from duijie_match.embedding.names import create_embedder
from duijie_match.embedding.pieces import embed_documents
from duijie_match.progress import Progress

CHUNK = 2000
WRITE = 500
READ = 256  # texts that the model reads between two signs of progress
SAME_TEXT = 0.5  # of the terms of two texts together, how many both have
SAME_WORDS = 0.12  # below this the model is not asked
SAME_MEANING = 0.965  # cosine; texts of one field that mean two things reach .97, so a person decides
MOST_PAIRS = 200_000  # of names, and of texts: a register of forms filled in alike must not keep a machine for a day
MOST_READ = 10_000  # texts that the model reads in one search, those of the likeliest pairs; a few minutes of its time
LONGEST_TEXT = 4000

_ORDER = {why: place for place, why in enumerate(Why)}
Found = dict[tuple[int, int], tuple[Why, float]]


class Search:
    """The search of one register. ``embedder``: None compares texts by words alone."""

    def __init__(self, register: Register, *, progress: Progress, embedder: Embedder | None = None) -> None:
        self.register, self.progress, self.embedder = register, progress, embedder
        self.kind: Kind = KINDS[register.key]
        self.prints: list[Print] = []
        self.texts = TextIndex()
        self.found: Found = {}

    def run(self) -> int:
        """How many pairs stand open or decided now, that this search has seen."""
        began = clock.now()
        self._read()
        self._compare_names()
        if self.kind.texts:
            self._compare_texts()
        return self._store(began)

    def _read(self) -> None:
        rows = self.register.model._default_manager.order_by("pk").filter(archived_at=None)
        total, last = rows.count(), 0
        places = area_names() if "area_id" in self.kind.columns else {}
        while chunk := list(rows.filter(pk__gt=last).values("pk", *self.kind.columns)[:CHUNK]):
            last = chunk[-1]["pk"]
            for row in chunk:
                self.prints.append(print_of(self.register.key, row["pk"], row, places.get(row.get("area_id"), ())))
            if self.kind.texts:
                self.texts.add([text_of(self.kind, row) for row in chunk])
            self.progress("reading", len(self.prints), total)

    def _compare_names(self) -> None:
        whys = [(place, why, key) for place, one in enumerate(self.prints) for why, key in one.keys]
        for done, why in enumerate(Why):
            mine = [(place, key) for place, own, key in whys if own is why]
            hashes = np.fromiter((_hash(key) for _place, key in mine), np.int64, len(mine))
            for one, other in in_blocks(hashes):
                self._take(mine[one][0], mine[other][0], why)
            self.progress("comparing", done, len(Why))
        if self.register.key == "persons":  # two persons of nearly the same name are two
            return
        names = [one.key if len(one.key) >= SHORTEST_NEAR else "" for one in self.prints]
        near = NameIndex(names).pairs(MOST_PAIRS).tolist()
        for number, (one, other) in enumerate(near):
            self._take(one, other, Why.NEAR)
            if not number % CHUNK:
                self.progress("comparing", number, len(near))

    def _take(self, one: int, other: int, why: Why) -> None:
        if one == other:
            return
        pair = (min(one, other), max(one, other))
        known = self.found.get(pair)
        if known is not None and _ORDER[known[0]] <= _ORDER[why]:
            return
        likeness = judge(self.register.key, why, self.prints[one], self.prints[other])
        if likeness > 0 and (known is None or likeness >= known[1]):
            self.found[pair] = (why, likeness)

    def _compare_texts(self) -> None:
        pairs = self.texts.pairs(MOST_PAIRS)
        self.progress("comparing", 0, len(pairs))
        shares = self.texts.shares(pairs)
        met = [(one, other) for one, other in pairs.tolist()]
        asked = np.flatnonzero((shares >= SAME_WORDS) & (shares < SAME_TEXT))
        likeliest = asked[np.argsort(-shares[asked], kind="stable")].tolist()
        cosines = self._meanings([met[at] for at in likeliest if met[at] not in self.found])
        for pair, share in zip(met, shares.tolist(), strict=True):
            likeness = of_texts(share, cosines.get(pair, 0.0))
            if likeness is not None:
                self.found.setdefault(pair, likeness)

    def _meanings(self, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """How near the texts of ``pairs`` are in meaning, as far as the model can read them in time; by pair."""
        if self.embedder is None:
            return {}
        rows: dict[int, int] = {}
        for pair in pairs:
            fresh = [place for place in pair if place not in rows]
            if len(rows) + len(fresh) <= MOST_READ:
                for place in fresh:
                    rows[place] = len(rows)
        vectors = np.zeros((len(rows), self.embedder.dimensions), np.float32)
        for done, chunk in enumerate(_batches(list(rows), READ)):
            self.progress("comparing", done * READ, len(rows))
            numbers = [self.prints[place].number for place in chunk]
            found = self.register.model._default_manager.filter(pk__in=numbers).values("pk", *self.kind.texts)
            texts = {row["pk"]: text_of(self.kind, row) for row in found}
            part = embed_documents(self.embedder, [texts.get(number, "") for number in numbers], pieces=1)
            vectors[done * READ : done * READ + len(chunk)] = part
        return {
            (one, other): float(vectors[rows[one]] @ vectors[rows[other]])
            for one, other in pairs
            if one in rows and other in rows
        }

    def _store(self, began: datetime) -> int:
        pairs = [
            DuplicatePair(
                register=self.register.key, first=self.prints[one].number, second=self.prints[other].number,
                why=why, likeness=likeness, found_at=clock.now(),
            )
            for (one, other), (why, likeness) in self.found.items()
        ]  # fmt: skip
        for done, chunk in enumerate(_batches(pairs, WRITE)):
            self.progress("storing", done * WRITE, len(pairs))
            write_pairs(self.register, chunk)
        self.progress("storing", len(pairs), len(pairs))
        gone = DuplicatePair.objects.filter(register=self.register.key, state=PairState.OPEN, found_at__lt=began)
        gone.exclude(why=Why.HAND).delete()
        return len(pairs)


@with_retry
def write_pairs(register: Register, pairs: Iterable[DuplicatePair]) -> None:
    """Add pairs, or renew why and how likely; what a person decided stays decided."""
    pairs = list(pairs)
    with transaction.atomic():
        numbers = {number for pair in pairs for number in (pair.first, pair.second)}
        living = register.model._default_manager.filter(pk__in=numbers, archived_at=None)
        there = set(living.values_list("pk", flat=True))
        DuplicatePair.objects.bulk_create(
            [pair for pair in pairs if pair.first in there and pair.second in there],
            update_conflicts=True, unique_fields=["register", "first", "second"],
            update_fields=["why", "likeness", "found_at"],
        )  # fmt: skip


def text_of(kind: Kind, row: Mapping[str, Any]) -> str:
    """One line for each field and keyword, as a match reads them, whose vectors can then be used again."""
    parts = (split_words(row[name]) if name == "keywords" else (row[name],) for name in kind.texts)
    return "\n".join(line for lines in parts for line in lines if line)[:LONGEST_TEXT]


def of_texts(share: float, cosine: float) -> tuple[Why, float] | None:
    """Why two texts are one, and how likely, by the ``share`` of their terms that both have and by the cosine of their
    meanings; None where they are not.
    """
    if share >= SAME_TEXT:
        return Why.TEXT, round(0.6 + 0.35 * share, 4)
    if cosine >= SAME_MEANING:
        return Why.MEANING, round(min(0.85, 0.6 + 8 * (cosine - SAME_MEANING)), 4)
    return None


def area_names() -> dict[int, tuple[str, ...]]:
    """By area the names that the name of an organisation there may begin with."""
    every = {one.pk: one for one in Area.objects.only("pk", "name", "parent_id")}
    found = {}
    for area in every.values():
        chain, at = [], area
        while at is not None:
            chain.append(at.name)
            at = every.get(at.parent_id)
        found[area.pk] = place_names(chain)
    return found


def prepared_embedder() -> Embedder | None:
    """The embedding model, if it is prepared; a search for duplicates does not make it."""
    data = Path(settings.DATA)
    if not is_intact(data / "models" / NAME, thorough=False):
        return None
    return CachedEmbedder(create_embedder(folder=data / "models"), data / "cache" / "embeddings")


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def _batches(rows: Iterable[Any], size: int) -> Iterator[Sequence[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch
