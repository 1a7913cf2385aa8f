"""Which demands say so nearly the same that one solution may serve them: likeness in meaning and words, and groups.

Needs no database. The same texts in the same order give the same groups.

Likeness of two demands, 0 to 1, is half of meaning and half of words. Meaning: how far the cosine of the two vectors
lies above that of any two demands in one language. Words: the cosine of their terms weighed by rarity, doubled, since
two firms share a quarter of their words at best when they tell of one problem.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.stopwords import CHINESE_EDGES, CHINESE_WORDS
from duijie_match.progress import Progress, silent

LEAST_LIKENESS = 0.32  # demo and samples: pairs of one problem from .33 up, other pairs up to .28
TELLING = "bzw"  # kinds of terms that tell a subject: pairs of characters, long words, stems
RARE_AS_IF = 200  # texts that are thought beside those that are there, so that few texts have no rare words only
NEAREST = 40  # neighbours of a text that are looked at, by meaning and by words
BLOCK = 1024
CELLS = 8_000_000  # of the comparison of a block with all, some 30 MB
LARGEST = 1200  # texts that are grouped together; a larger heap is asked for more likeness
STEP = 0.04
USUAL_COSINE = {"zh": 0.86, "en": 0.80}  # of two unlike texts, by language, where there are few texts to see it from
USUAL_WEIGHT = 50
MOST_WORDS = 6
LONGEST_WORD = 8

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stated:
    """A demand as it is compared. Only demands of one ``language`` and ``kind`` can be alike."""

    number: int
    firm: str
    language: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """``numbers`` of demands, rising; how like the others each is, the words it shares with them; all in all."""

    numbers: tuple[int, ...]
    likeness: float
    each: tuple[float, ...]
    words: tuple[tuple[str, ...], ...]
    shared: tuple[str, ...]


@dataclass(slots=True)
class _Part:
    """The demands of one language and kind, by their places in the list."""

    places: list[int]
    texts: list[Stated]
    terms: list[frozenset[str]] = field(default_factory=list)


def find_groups(
    stated: Sequence[Stated], vectors: Vectors | None, *, least: float = LEAST_LIKENESS, firms: int = 2,
    progress: Progress = silent,
) -> list[Group]:  # fmt: skip
    """The groups of at least ``firms`` firms, the most alike first. ``vectors`` are of unit length, a row a demand;
    without them words alone count.
    """
    parts: dict[tuple[str, str], _Part] = {}
    analyser = FastAnalyser()
    for place, one in enumerate(stated):
        part = parts.setdefault((one.language, one.kind), _Part([], []))
        part.places.append(place)
        part.texts.append(one)
        part.terms.append(telling_terms(analyser, one.text))
        if not place % BLOCK:
            progress("reading", place, len(stated))
    found: list[Group] = []
    for done, (key, part) in enumerate(sorted(parts.items())):
        progress("comparing", done, len(parts))
        mine = vectors[part.places] if vectors is not None else None
        found += _groups_of(part, key[0], mine, least, firms, analyser)
    return sorted(found, key=lambda one: (-one.likeness, one.numbers))


def telling_terms(analyser: FastAnalyser, text: str) -> frozenset[str]:
    """The terms of ``text`` that say what it is about, each once."""
    return frozenset(one for one in analyser.analyse(text).terms if one[0] in TELLING and one[1:] not in CHINESE_WORDS)


def _groups_of(
    part: _Part, language: str, vectors: Vectors | None, least: float, firms: int, analyser: FastAnalyser
) -> Iterator[Group]:
    weights, matrix = _weighed(part.terms)
    likeness = _likeness(matrix, vectors, language, least)
    for places in _clusters(likeness, least):
        if len({part.texts[place].firm for place in places}) >= firms:
            yield _group(part, places, likeness, weights, analyser)


def _weighed(terms: Sequence[frozenset[str]]) -> tuple[dict[str, float], Any]:
    """The weight of each term, and a row of unit length a text."""
    times = Counter(term for one in terms for term in one)
    count = len(terms) + RARE_AS_IF
    weights = {term: math.log(count / (1 + often)) for term, often in times.items()}
    columns = {term: at for at, term in enumerate(sorted(times))}
    ends, where, values = [0], [], []
    for one in terms:
        size = math.sqrt(sum(weights[term] ** 2 for term in one)) or 1.0
        for term in sorted(one):
            where.append(columns[term])
            values.append(weights[term] / size)
        ends.append(len(where))
    shape = (len(terms), max(1, len(columns)))
    return weights, sparse.csr_array(
        (np.array(values, np.float32), np.array(where, np.int64), np.array(ends, np.int64)), shape=shape
    )


def _likeness(matrix: Any, vectors: Vectors | None, language: str, least: float) -> Any:
    """Of neighbours only: a symmetric sparse matrix of what is at least ``least``."""
    count = matrix.shape[0]
    usual = _usual_cosine(vectors, language) if vectors is not None else 0.0
    rows, columns, values = [], [], []
    turned = matrix.T.tocsc()
    size = max(1, min(BLOCK, CELLS // max(1, count)))
    for start in range(0, count, size):
        words = np.minimum(1.0, 2 * (matrix[start : start + size] @ turned).toarray())
        if vectors is None:
            both = words
        else:
            meaning = np.maximum(0.0, (vectors[start : start + size] @ vectors.T - usual) / (1 - usual))
            both = 0.5 * words + 0.5 * np.minimum(1.0, meaning)
        own = np.arange(len(both))
        both[own, own + start] = 0.0
        if count > NEAREST:
            edge = np.partition(both, count - NEAREST, axis=1)[:, count - NEAREST]
            both[both < edge[:, None]] = 0.0
        row, column = np.nonzero(both >= least)
        rows.append(row + start)
        columns.append(column)
        values.append(both[row, column])
    shape = (count, count)
    half = sparse.csr_array((np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=shape)
    return half.maximum(half.T).tocsr()


def _usual_cosine(vectors: Vectors, language: str) -> float:
    """What any two of the texts have in common: the middle of some thousand cosines, drawn towards what is usual."""
    count = len(vectors)
    known = USUAL_COSINE.get(language, 0.85)
    if count < 3:
        return known
    dice = np.random.default_rng(20260101)
    one, other = dice.integers(0, count, (2, 4000))
    apart = one != other
    middle = float(np.median(np.einsum("ij,ij->i", vectors[one[apart]], vectors[other[apart]])))
    return min(0.98, (count * middle + USUAL_WEIGHT * known) / (count + USUAL_WEIGHT))


def _clusters(likeness: Any, least: float) -> Iterator[list[int]]:
    """Places that are alike on average, by average linkage within what hangs together."""
    _count, labels = connected_components(likeness, directed=False)
    order = np.argsort(labels, kind="stable")
    bounds = np.flatnonzero(np.diff(labels[order])) + 1
    for heap in np.split(order, bounds):
        if len(heap) < 2:
            continue
        part = likeness[heap][:, heap]
        if len(heap) > LARGEST:
            part.data[part.data < least + STEP] = 0.0
            part.eliminate_zeros()
            for places in _clusters(part.tocsr(), least + STEP):
                yield sorted(heap[places].tolist())
            continue
        apart = 1.0 - part.toarray()
        joined = linkage(apart[np.triu_indices(len(heap), 1)], method="average")
        named = fcluster(joined, t=1.0 - least, criterion="distance")
        for name in np.unique(named):
            inner = np.flatnonzero(named == name)
            if len(inner) > 1:
                yield sorted(heap[inner].tolist())


def _group(
    part: _Part, places: Sequence[int], likeness: Any, weights: dict[str, float], analyser: FastAnalyser
) -> Group:
    ordered = sorted(places, key=lambda place: part.texts[place].number)
    among = likeness[ordered][:, ordered].toarray()
    each = among.sum(axis=1) / (len(ordered) - 1)
    times = Counter(term for place in ordered for term in part.terms[place])
    shared = {term for term, often in times.items() if often > 1}
    words = [shown_words(analyser, part.texts[place].text, shared & part.terms[place], weights) for place in ordered]
    often = Counter(word for one in words for word in one)
    common = sorted(often, key=lambda word: (-often[word], -len(word), word))
    return Group(
        tuple(part.texts[place].number for place in ordered), round(float(each.mean()), 4),
        tuple(round(float(one), 4) for one in each), tuple(tuple(one) for one in words), tuple(common[:MOST_WORDS]),
    )  # fmt: skip


def shown_words(
    analyser: FastAnalyser, text: str, terms: Iterable[str], weights: dict[str, float]
) -> list[str]:  # fmt: skip
    """The words of ``text`` that ``terms`` stand for, as a person reads them: neighbouring pairs of characters are one
    word. The weightiest first.
    """
    wanted = set(terms)
    marks = [0.0] * len(text)
    for token in analyser.analyse(text):
        if token.term in wanted:
            for at in range(token.start, token.end):
                marks[at] = max(marks[at], weights.get(token.term, 0.0))
    found: dict[str, float] = {}
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and marks[end] > 0:
            end += 1
        word = text[at:end].strip().strip(CHINESE_EDGES)
        if 2 <= len(word) <= (LONGEST_WORD if not word.isascii() else 40) and word not in CHINESE_WORDS:
            found[word] = max(found.get(word, 0.0), sum(marks[at:end]))
        at = max(end, at + 1)
    best = sorted(found, key=lambda word: (-found[word], word))
    return best[:MOST_WORDS]
