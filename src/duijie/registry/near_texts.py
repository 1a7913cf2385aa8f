"""Finding texts that say the same among hundreds of thousands: by MinHash, and by rare words that both have.

A text is kept as the hashes of its terms, as the core's analyser gives them, and never as itself: what two texts share
is then counted without reading them again.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie.registry.near import COMMON, ROWS, first_of, in_blocks
from duijie_match.analysis.counting import Keys, TermCounter
from duijie_match.analysis.fast import FastAnalyser

BANDS, IN_BAND = 16, 4
RAREST, RARE_IN_COMMON = 8, 3
MOST_WORDS = 96
HASH_BITS = 31  # of a term; two terms of two texts that differ have one hash once in ten thousand pairs of texts

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Pairs = NDArray[np.int64]
"""Of shape (pairs, 2): the numbers of two texts, the smaller first."""


class TextIndex:
    """Texts by what they say, numbered from 0 as they come. Those without terms are like nothing."""

    def __init__(self) -> None:
        seeds = np.random.default_rng(20260101)
        top = np.iinfo(np.uint64).max
        self._times = seeds.integers(1, top, BANDS * IN_BAND, dtype=np.uint64) | np.uint64(1)
        self._plus = seeds.integers(0, top, BANDS * IN_BAND, dtype=np.uint64)
        self._counter = TermCounter(FastAnalyser())
        self._minima = [np.zeros((0, BANDS * IN_BAND), np.uint32)]
        self._terms = [np.zeros(0, np.int32)]
        self._tells = [np.zeros(0, bool)]
        self._sizes = [np.zeros(0, np.int64)]

    def add(self, texts: Sequence[str]) -> None:
        """The next texts, some thousand at a time."""
        for counts in self._counter.count(texts):
            rows = np.repeat(np.arange(len(counts.sizes), dtype=np.uint64), counts.sizes)
            tells = self._counter.tell(counts.keys).astype(np.uint64)
            hashes = _hashes(counts.keys)
            every = np.unique(rows << np.uint64(HASH_BITS + 1) | hashes << np.uint64(1) | tells)
            terms = every >> np.uint64(1) & np.uint64((1 << HASH_BITS) - 1)
            sizes = np.bincount((every >> np.uint64(HASH_BITS + 1)).astype(np.int64), minlength=len(counts.sizes))
            self._minima.append(self._least(terms, (np.cumsum(sizes) - sizes)[sizes > 0]))
            self._terms.append(terms.astype(np.int32))
            self._tells.append((every & np.uint64(1)).astype(bool))
            self._sizes.append(sizes)

    def _least(self, terms: Hashes, firsts: Numbers) -> NDArray[np.uint32]:
        """The minima of the texts that begin at ``firsts``."""
        found = np.empty((len(firsts), BANDS * IN_BAND), np.uint32)
        for column, (times, plus) in enumerate(zip(self._times, self._plus, strict=True) if len(firsts) else ()):
            found[:, column] = np.minimum.reduceat((terms * times + plus) >> np.uint64(32), firsts)
        return found

    def pairs(self, most: int) -> Pairs:
        """Texts that may say the same; of more than ``most`` pairs those that met most often."""
        met, times = np.unique(np.concatenate([*self._by_bands(), *self._by_rare_words()]), return_counts=True)
        if len(met) > most:
            met = met[np.sort(np.argsort(-times, kind="stable")[:most])]
        return np.stack((met >> 32, met & 0xFFFFFFFF), axis=1)

    def _by_bands(self) -> Iterator[Numbers]:
        numbers, minima = np.flatnonzero(np.concatenate(self._sizes)), np.concatenate(self._minima)
        for band in range(BANDS):
            part = np.ascontiguousarray(minima[:, band * IN_BAND : (band + 1) * IN_BAND])
            keys = part.view([("", np.uint32)] * IN_BAND).ravel()
            _values, block, times = np.unique(keys, return_inverse=True, return_counts=True)
            several = np.flatnonzero(times[block] > 1)
            found = np.array(list(in_blocks(block[several])), np.int64).reshape(-1, 2)
            yield _encoded(numbers[several[found[:, 0]]], numbers[several[found[:, 1]]])

    def _by_rare_words(self) -> Iterator[Numbers]:
        sizes, tells = np.concatenate(self._sizes), np.concatenate(self._tells)
        rows, words = np.repeat(np.arange(len(sizes)), sizes)[tells], np.concatenate(self._terms)[tells]
        kept = first_of(rows, MOST_WORDS)
        rows, words = rows[kept], words[kept]
        _values, columns, times = np.unique(words, return_inverse=True, return_counts=True)
        often = times[columns]
        rare = np.flatnonzero((often >= 2) & (often <= COMMON // 6))
        rare = rare[np.lexsort((often[rare], rows[rare]))]
        rare = rare[first_of(rows[rare], RAREST)]
        shape = (len(sizes), max(1, len(times)))
        matrix = sparse.csr_array((np.ones(len(rare), np.int32), (rows[rare], columns[rare])), shape=shape)
        turned = matrix.T.tocsr()
        for start in range(0, shape[0], ROWS):
            shared = (matrix[start : start + ROWS] @ turned).tocoo()
            keep = (shared.data >= RARE_IN_COMMON) & (shared.col < shared.row + start)
            yield _encoded(shared.col[keep].astype(np.int64), shared.row[keep].astype(np.int64) + start)

    def shares(self, pairs: Pairs) -> NDArray[np.float64]:
        """Of the terms of two texts together, how many both have."""
        sizes, terms = np.concatenate(self._sizes), np.concatenate(self._terms)
        ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(sizes)))
        matrix = sparse.csr_array((np.ones(len(terms), np.int8), terms, ends), shape=(len(sizes), 1 << HASH_BITS))
        found = np.zeros(len(pairs))
        for start in range(0, len(pairs), ROWS):
            one, other = pairs[start : start + ROWS].T
            both = np.diff(matrix[one].multiply(matrix[other]).tocsr().indptr)
            found[start : start + ROWS] = both / np.maximum(1, sizes[one] + sizes[other] - both)
        return found


def _hashes(keys: Keys) -> Hashes:
    found: Hashes = (keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - HASH_BITS)
    return found


def _encoded(one: Numbers, other: Numbers) -> Numbers:
    """Two rows as one number, the smaller in front."""
    encoded: Numbers = np.minimum(one, other) << 32 | np.maximum(one, other)
    return encoded
