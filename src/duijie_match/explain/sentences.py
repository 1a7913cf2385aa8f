"""Sentences of a demand and of an item that say nearly the same, in whatever words: what a match by meaning rests on.

Every sentence has to be embedded, so they are looked for only among pairs that are shown, and of a long list only among
the first candidates of each demand (``depth``). They explain a score and change none.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.languages import detect_language
from duijie_match.embedding.base import Embedder, Vectors
from duijie_match.progress import Progress, silent
from duijie_match.ranking.background import background_vectors
from duijie_match.ranking.meaning import unit
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.words import LANGUAGES
from duijie_match.results import Mark, Match, SentencePair
from duijie_match.wording import Message, msg

Floats = NDArray[np.float32]

MOST = 3
"""Sentence pairs of one pair of documents."""
FLOOR = 0.1
"""What a pair's cosine has to be above what is typical of its two sentences. Judgement, from looking at the invented
office pairs: above it stand those that a reader would call the same, below it those of another subject.
"""
TYPICAL = 5
"""A sentence's typical cosine is the mean over so many nearest texts of the shipped background."""
MOST_SENTENCES = 24
"""Sentences of one text that are looked at: what is essential stands at the beginning."""
MOST_WORKS = 3
LEAST, LONG = 4, 160
"""Characters: shorter ones say nothing, longer ones are cut at their commas."""
QUOTED = 60
"""Characters of a sentence that are repeated in the reasons."""
MOST_PAIRS = 1000
"""Pairs of documents of one run for which sentences are looked for; a few milliseconds of CPU a new sentence."""

SAID = msg("Near in meaning: “{demand}” – “{supply}”.")
_END = re.compile(r"[。！？!?；;\n]+|\.(?=\s|$)")
_COMMA = re.compile(r"[，,、：:]+")


class Sentence(NamedTuple):
    """A stretch of a field."""

    field: str
    start: int
    end: int
    text: str


def depth(demands: int, top: int, most: int = MOST_PAIRS) -> int:
    """Of how many of the ``top`` candidates of each of ``demands`` sentences are looked for, ``most`` pairs in all."""
    return min(top, most // max(1, demands))


def sentences_of(passage: Passage) -> list[Sentence]:
    """The sentences of a text, but for keywords, which are none."""
    found: list[Sentence] = []
    for field, text in zip(passage.fields, passage.parts, strict=True):
        if field.startswith("keywords."):
            continue
        for start, end in _stretches(text, 0, len(text), _END):
            parts = _stretches(text, start, end, _COMMA, join=LONG) if end - start > LONG else [(start, end)]
            for first, last in parts:
                first += len(text[first:last]) - len(text[first:last].lstrip())
                last = first + len(text[first:last].rstrip())
                if last - first >= LEAST:
                    found.append(Sentence(field, first, last, text[first:last]))
                if len(found) == MOST_SENTENCES:
                    return found
    return found


def _stretches(text: str, start: int, end: int, sign: re.Pattern[str], join: int = 0) -> list[tuple[int, int]]:
    """``text[start:end]`` cut behind each ``sign``; neighbours that are together no longer than ``join`` stay so."""
    edges = [hit.end() for hit in sign.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    for edge in [*edges, end]:
        if found and edge - found[-1][0] <= join:
            found[-1] = (found[-1][0], edge)
        elif edge > start:
            found.append((start, edge))
        start = max(start, edge)
    return found


class SentenceReader:
    """Finds sentence pairs, with the embedder that read the lists and the mean vector that it has for each language."""

    def __init__(self, embedder: Embedder, means: Mapping[int, Vectors]) -> None:
        self._embedder, self._own = embedder, means

    @cached_property
    def _surroundings(self) -> tuple[Vectors, Vectors]:
        """The mean vector of each language, and the background's texts without it; only made where it is needed, since
        an embedder may have to read them.
        """
        background = [background_vectors(self._embedder, language) for language in LANGUAGES]
        own = [self._own.get(code, vectors.mean(axis=0)) for code, vectors in enumerate(background)]
        means = np.stack(own).astype(np.float32)
        centred = [unit(vectors - mean) for vectors, mean in zip(background, means, strict=True)]
        return means, np.concatenate(centred)

    def find(
        self, pairs: Sequence[tuple[Passage, Sequence[Passage]]], progress: Progress = silent
    ) -> list[tuple[SentencePair, ...]]:
        """Of each demand text with the texts of an item the nearest sentences, each sentence once, nearest first."""
        if not any(theirs for _ours, theirs in pairs):
            return [()] * len(pairs)
        cut: dict[int, list[Sentence]] = {}
        rows: dict[str, int] = {}
        for ours, theirs in pairs:
            for passage in (ours, *theirs):
                if id(passage) not in cut:
                    cut[id(passage)] = sentences_of(passage)
                    for sentence in cut[id(passage)]:
                        rows.setdefault(sentence.text, len(rows))
        vectors, typical = self._read(list(rows), progress)
        found = []
        for ours, theirs in pairs:
            left = cut[id(ours)]
            right = [sentence for passage in theirs for sentence in cut[id(passage)]]
            here, there = ([rows[sentence.text] for sentence in side] for side in (left, right))
            cosines = vectors[here] @ vectors[there].T
            usual = np.float32(0.5) * (typical[here][:, None] + typical[there])
            found.append(_nearest(left, right, cosines, cosines - usual))
        return found

    def _read(self, texts: list[str], progress: Progress) -> tuple[Vectors, Floats]:
        """Centred vectors, and the cosine that is typical of each."""
        means, background = self._surroundings
        if not texts:
            return np.zeros((0, means.shape[1]), np.float32), np.zeros(0, np.float32)
        vectors = self._embedder.embed(texts, progress=progress)
        blank = ~vectors.any(axis=1) | ~np.isfinite(vectors).all(axis=1)
        vectors = vectors - means[[LANGUAGES.index(detect_language(text)) for text in texts]]
        vectors[blank] = 0
        vectors = unit(vectors)
        near = vectors @ background.T
        return vectors, np.sort(near, axis=1)[:, -TYPICAL:].mean(axis=1).astype(np.float32)


def _nearest(
    ours: Sequence[Sentence], theirs: Sequence[Sentence], cosines: Floats, above: Floats
) -> tuple[SentencePair, ...]:
    found: list[SentencePair] = []
    above = above.copy()
    while above.size and len(found) < MOST:
        row, column = divmod(int(above.argmax()), above.shape[1])
        if not above[row, column] >= FLOOR:
            break
        group = f"s{len(found) + 1}"
        left, right = (Mark(one.field, one.start, one.end, group) for one in (ours[row], theirs[column]))
        said = ours[row].text, theirs[column].text
        found.append(SentencePair(left, right, *said, round(float(cosines[row, column]), 4)))
        above[row, :] = above[:, column] = -np.inf
    return tuple(found)


def with_sentences(match: Match, found: tuple[SentencePair, ...]) -> Match:
    """``match`` with the pairs that were ``found`` among its reasons, and a sentence on each."""
    if not found:
        return match
    notes = tuple(
        Message(SAID.msgid, {"demand": quoted(one.demand_text), "supply": quoted(one.supply_text)}) for one in found
    )
    reasons = replace(match.reasons, sentences=found, notes=(*match.reasons.notes, *notes))
    return replace(match, reasons=reasons)


def quoted(text: str) -> str:
    """A sentence as it is repeated: in one line, without the full stop, and not at any length."""
    text = " ".join(text.split()).rstrip("。.；;")
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
