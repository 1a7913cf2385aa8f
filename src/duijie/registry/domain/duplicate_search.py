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
from duijie.registry.near import NameIndex, TextIndex, in_blocks
from duijie.registry.register import Register
from duijie_match.analysis.base import Analyser
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.convert import NAME, is_intact
from duijie_match.embedding.names import create_embedder
from duijie_match.progress import Progress

CHUNK = 2000
WRITE = 500
SAME_TEXT = 0.5  # of the terms of two texts together, how many both have
SAME_WORDS = 0.12  # below this the model is not asked
SAME_MEANING = 0.965  # cosine; texts of one field that mean two things reach .97, so a person decides
MOST_PAIRS = 200_000  # of texts, so that a register of forms filled in alike cannot keep a machine for a day
LONGEST_TEXT = 4000

_ORDER = {why: place for place, why in enumerate(Why)}
Found = dict[tuple[int, int], tuple[Why, float]]


class Search:
    """The search of one register. ``embedder``: None compares texts by words alone."""

    def __init__(self, register: Register, *, progress: Progress, embedder: Embedder | None = None) -> None:
        self.register, self.progress, self.embedder = register, progress, embedder
        self.kind: Kind = KINDS[register.key]
        self.prints: list[Print] = []
        self.analyser: Analyser = FastAnalyser()
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
                print_ = print_of(self.register.key, row["pk"], row, places.get(row.get("area_id"), ()))
                if self.kind.texts:
                    self.texts.add(len(self.prints), self.analyser.analyse(text_of(self.kind, row)).terms)
                self.prints.append(print_)
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
        for number, (one, other) in enumerate(NameIndex(names).pairs()):
            self._take(one, other, Why.NEAR)
            if not number % CHUNK:
                self.progress("comparing", len(Why), len(Why))

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
        met = dict.fromkeys(pair for pair in self.texts.pairs() if pair not in self.found and pair[0] != pair[1])
        pairs = list(met)[:MOST_PAIRS]
        for done, chunk in enumerate(_batches(pairs, WRITE)):
            self.progress("comparing", done * WRITE, len(pairs))
            numbers = {self.prints[place].number for pair in chunk for place in pair}
            rows = self.register.model._default_manager.filter(pk__in=numbers).values("pk", *self.kind.texts)
            texts = {row["pk"]: text_of(self.kind, row) for row in rows}
            likenesses = alike(
                [tuple(texts.get(self.prints[place].number, "") for place in pair) for pair in chunk],
                analyser=self.analyser, embedder=self.embedder,
            )  # fmt: skip
            for pair, likeness in zip(chunk, likenesses, strict=True):
                if likeness is not None:
                    self.found[pair] = likeness

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
    return "\n".join(row[name] for name in kind.texts if row[name])[:LONGEST_TEXT]


def alike(
    pairs: Iterable[tuple[str, ...]], *, analyser: Analyser, embedder: Embedder | None
) -> Iterator[tuple[Why, float] | None]:
    """For each pair of texts why they are one, or None. Those with few words in common are put to the model."""
    pairs = list(pairs)
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    terms = {text: frozenset(analyser.analyse(text).terms) for text in texts}
    shares = []
    for one, other in pairs:
        every = terms[one] | terms[other]
        shares.append(len(terms[one] & terms[other]) / len(every) if every else 0.0)
    asked = [at for at, share in enumerate(shares) if SAME_WORDS <= share < SAME_TEXT] if embedder else []
    near: dict[int, float] = {}
    if embedder and asked:
        wanted = list(dict.fromkeys(text for at in asked for text in pairs[at]))
        rows = dict(zip(wanted, embedder.embed(wanted), strict=True))
        near = {at: float(rows[pairs[at][0]] @ rows[pairs[at][1]]) for at in asked}
    for at, share in enumerate(shares):
        if share >= SAME_TEXT:
            yield Why.TEXT, round(0.6 + 0.35 * share, 4)
        elif near.get(at, 0.0) >= SAME_MEANING:
            yield Why.MEANING, round(min(0.85, 0.6 + 8 * (near[at] - SAME_MEANING)), 4)
        else:
            yield None


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
