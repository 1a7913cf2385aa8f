"""Shared words between Chinese and English: Latin words, numbers, concepts of the lexicon, and translations.

A Chinese text is asked in English: every word of it that the dictionary knows becomes the stems it may mean, each with
its share of the word's weight (probabilistic structured queries, Darwish and Oard 2003); what is written in Latin
letters, numbers and concepts mean themselves. A word counts by how rare it is among the Chinese texts, a stem by how
rare it is among the English ones.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.base import Tokens
from duijie_match.analysis.dictionary import Dictionary, installed_dictionary
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normalise
from duijie_match.lexical.weighting import DocumentFrequencies, count_documents
from duijie_match.progress import Progress
from duijie_match.ranking.words import CHINESE

Codes = NDArray[np.int8]
Ints = NDArray[np.int32]
Row = tuple[Ints, Ints, Ints]
"""Term numbers, starts and ends of one text, in reading order."""

WORD = "d"
"""Begins a Chinese word of the dictionary, as ``TermKind`` begins other terms."""
LEAST = 1.0
"""What a term in every text weighs. Two frequencies are multiplied here, so each is kept from saying too much; measured
better than letting it fade as within a language.
"""
REMEMBERED = 8192
"""Texts whose places are kept: a text is asked for again with its next pair."""


class BridgeReader:
    """Reads a text as what can be shared across languages. The dictionary is opened when a Chinese text is read."""

    def __init__(self, lexicon: Lexicon = EMPTY, dictionary: Dictionary | None = None) -> None:
        self._analyser = FastAnalyser(lexicon)
        self._dictionary = dictionary

    @property
    def dictionary(self) -> Dictionary:
        if self._dictionary is None:
            self._dictionary = installed_dictionary()
        return self._dictionary

    def read(self, text: str, code: int) -> Tokens:
        """Latin words, numbers, concepts; of a Chinese text also the words of the dictionary."""
        tokens = self._analyser.analyse_across(text)
        if code == CHINESE:
            normal = normalise(text)
            for word, start, end in self.dictionary.find(normal.text):
                tokens.append(WORD + word, *normal.span(start, end))
        return tokens

    def meanings(self, token: str) -> tuple[tuple[str, float], ...]:
        """The terms that a token stands for, with their shares."""
        if token.startswith(WORD):
            return tuple(("w" + stem, share) for stem, share in self.dictionary.stems(token[1:]))
        return ((token, 1.0),)


@dataclass(frozen=True, slots=True)
class BridgeFrequencies:
    """In how many of ``texts`` (by language) the tokens stand; shape of ``counts``: languages, tokens."""

    numbers: dict[str, int]
    counts: NDArray[np.float64]
    texts: tuple[float, ...]

    def idf(self, tokens: Sequence[str]) -> list[NDArray[np.float32]]:
        """What ``tokens`` weigh in each language; those that are not known stand in no text."""
        places = np.array([self.numbers.get(token, -1) for token in tokens], np.intp)
        known = np.where(places >= 0, self.counts[:, places], 0.0) if self.numbers else np.zeros((2, len(tokens)))
        return [DocumentFrequencies(texts, row).idf(LEAST) for texts, row in zip(self.texts, known, strict=True)]


@dataclass(slots=True)
class Bridge:
    """Rows of length one over ``terms``, for the texts of each side that meet the other language; others are empty."""

    terms: list[str]
    demand: sparse.csr_matrix
    supply: sparse.csr_matrix
    frequencies: BridgeFrequencies


class BridgePlaces:
    """Where the terms of a bridge stand in a text; a translated one stands where its Chinese word does.

    Only the texts of pairs that are shown are asked for, so they are read again.
    """

    def __init__(self, terms: Sequence[str], reader: BridgeReader) -> None:
        self._numbers = {term: number for number, term in enumerate(terms)}
        self._reader = reader
        self.row = lru_cache(REMEMBERED)(self._row)

    def _row(self, text: str, code: int) -> Row:
        tokens = self._reader.read(text, code)
        found = [
            (start, end, number)
            for token, start, end in tokens
            for term, _share in self._reader.meanings(token)
            if (number := self._numbers.get(term)) is not None
        ]
        found.sort()
        starts, ends, numbers = np.array(found, np.int32).reshape(-1, 3).T
        return numbers, starts, ends


def build_bridge(
    demand: tuple[Sequence[str], Codes],
    supply: tuple[Sequence[str], Codes],
    reader: BridgeReader,
    progress: Progress,
    frozen: BridgeFrequencies | None = None,
) -> Bridge:
    """Read and weigh the texts of both sides (texts, and the codes of their languages) that meet another language. With
    ``frozen`` frequencies it is these that say how rare a token is.
    """
    numbers: dict[str, int] = {}
    sides = (demand, supply)
    meeting = [
        np.isin(1 - codes, np.unique(others)) for (_, codes), (_, others) in zip(sides, sides[::-1], strict=True)
    ]
    counts = []
    for (texts, codes), met in zip(sides, meeting, strict=True):
        counts.append(_count(texts, codes, met, reader, numbers, progress))
    shares = _shares(numbers, reader)
    width = len(numbers)
    counts = [sparse.csr_matrix((m.data, m.indices, m.indptr), shape=(m.shape[0], width)) for m in counts]
    found = [
        count_documents([m[codes == code] for m, (_, codes) in zip(counts, sides, strict=True)], width)
        for code in (0, 1)
    ]
    frequencies = frozen or BridgeFrequencies(
        numbers, np.stack([one.counts for one in found]), tuple(one.texts for one in found)
    )
    names = list(numbers)
    idf = frequencies.idf(names) if frozen else [one.idf(LEAST) for one in found]
    weighed = [_weigh(m, codes == CHINESE, idf, shares) for m, (_, codes) in zip(counts, sides, strict=True)]
    shared = np.flatnonzero(np.logical_and(*(np.bincount(m.indices, minlength=width) > 0 for m in weighed)))
    ours, theirs = (sparse.csr_matrix(m[:, shared]) for m in weighed)
    return Bridge([names[number] for number in shared.tolist()], ours, theirs, frequencies)


def _count(
    texts: Sequence[str],
    codes: Codes,
    met: NDArray[np.bool_],
    reader: BridgeReader,
    numbers: dict[str, int],
    progress: Progress,
) -> sparse.csr_matrix:
    """How often each text holds each token; ``numbers`` grows by the new ones."""
    pointers, columns = array("q", [0]), array("i")
    for row, text in enumerate(texts):
        if met[row]:
            if row % 64 == 0:
                progress("indexing", row, len(texts))
            for token in reader.read(text, int(codes[row])).terms:
                columns.append(numbers.setdefault(token, len(numbers)))
        pointers.append(len(columns))
    data = np.ones(len(columns), np.float32)
    matrix = sparse.csr_matrix(
        (data, np.array(columns, np.int32), np.array(pointers, np.int64)), shape=(len(texts), len(numbers))
    )
    matrix.sum_duplicates()
    return matrix


def _shares(numbers: dict[str, int], reader: BridgeReader) -> sparse.csr_matrix:
    """What every token means: square, rows are tokens, columns terms. ``numbers`` grows by the terms found."""
    pointers, columns, data = [0], [], []
    for token in list(numbers):
        for term, share in reader.meanings(token):
            columns.append(numbers.setdefault(term, len(numbers)))
            data.append(share)
        pointers.append(len(columns))
    pointers += [len(columns)] * (len(numbers) + 1 - len(pointers))
    return sparse.csr_matrix((np.array(data, np.float32), columns, pointers), shape=(len(numbers), len(numbers)))


def _weigh(
    counts: sparse.csr_matrix, chinese: NDArray[np.bool_], idf: Sequence[NDArray[np.float32]], shares: sparse.csr_matrix
) -> sparse.csr_matrix:
    """Rows of length one over terms."""
    scaled = counts.copy()
    scaled.data = 1 + np.log(scaled.data)
    in_chinese = sparse.diags_array(chinese.astype(np.float32)) @ scaled
    in_english = sparse.diags_array((~chinese).astype(np.float32)) @ scaled
    asked = in_chinese @ sparse.diags_array(idf[0]) @ shares + in_english
    weighed = sparse.csr_matrix(asked @ sparse.diags_array(idf[1]), dtype=np.float32)
    weighed.eliminate_zeros()
    lengths = np.sqrt(np.asarray(weighed.multiply(weighed).sum(axis=1, dtype=np.float64)).ravel())
    lengths[lengths == 0] = 1
    result = sparse.csr_matrix(sparse.diags_array(1 / lengths) @ weighed, dtype=np.float32)
    result.sort_indices()
    return result
