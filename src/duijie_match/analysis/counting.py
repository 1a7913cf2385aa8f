"""How often which terms stand in many texts, without their places: what weighing needs, at a third of the cost.

A term is a number here, not a string: Chinese characters and pairs of characters, nine terms in ten, never become
strings, and a few bytes a term let a million texts be counted in memory. The number follows from the term alone, so
that counts of other processes and of other days can be put together.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.base import TermKind
from duijie_match.analysis.cutting import cut
from duijie_match.analysis.fast import LONGEST_WORD, TOKEN, FastAnalyser, stem
from duijie_match.analysis.normalise import normal_text
from duijie_match.analysis.scripts import cluster_pairs
from duijie_match.analysis.stopwords import CHINESE_CHARACTERS, ENGLISH
from duijie_match.analysis.units import spell_number
from duijie_match.progress import Progress, silent

Keys = NDArray[np.int64]

BATCH = 512
"""Texts counted at a time; the number of a text within it and a key fill one integer of 64 bits."""
GATHERED = 64
"""Batches in one array: arrays so large go back to the system when they are done with, small ones stay in pieces."""
KEY_BITS = 54
_VALUE_BITS = 51  # of a key; what is above says the kind
_CODE_BITS = 18  # of a Han character in normal form
_KIND = {kind.value: place << _VALUE_BITS for place, kind in enumerate(TermKind)}
_TELLING = [_KIND[kind] >> _VALUE_BITS for kind in (TermKind.WORD, TermKind.STEM, TermKind.NUMBER, TermKind.BIGRAM)]
_STOP_CODES = np.array(sorted(map(ord, CHINESE_CHARACTERS)), np.int64)
MOST_REMEMBERED = 400_000
"""Spellings whose hashes are kept in memory."""
MOST_TIMES = np.iinfo(np.uint16).max
"""A term that stands more often in a text counts as if it stood so often."""


@dataclass(frozen=True, slots=True)
class TermCounts:
    """The counts of some texts: the keys of text ``i`` are the next ``sizes[i]`` of ``keys``, rising; they stand
    ``times`` in it.
    """

    sizes: NDArray[np.int64]
    keys: Keys
    times: NDArray[np.uint16]


class _Keys(dict[str, int]):
    """Of terms that are not Chinese characters or pairs of them: the kind, and a hash of the spelling. Of a million
    terms two have one key once in four thousand collections, and then count as one term.
    """

    def __missing__(self, term: str) -> int:
        if len(self) == MOST_REMEMBERED:
            self.clear()
        value = self[term] = _KIND[term[0]] | hash_of(term) >> (64 - _VALUE_BITS)
        return value


def hash_of(spelling: str) -> int:
    """64 bits that follow from the spelling alone."""
    return int.from_bytes(hashlib.blake2b(spelling.encode("utf-8", "surrogatepass"), digest_size=8).digest())


class TermCounter:
    """Counts what ``analyser`` finds. A term has the same key in every text and every process."""

    def __init__(self, analyser: FastAnalyser) -> None:
        self.lexicon = analyser.lexicon
        self._keys = _Keys()

    def keys_of(self, terms: Iterable[str]) -> Keys:
        """The keys of terms as an analyser spells them."""
        return np.array([self._key(term) for term in terms], np.int64)

    def _key(self, term: str) -> int:
        kind = term[0]
        if kind == TermKind.BIGRAM:
            return _KIND[kind] | ord(term[1]) << _CODE_BITS | ord(term[2])
        if kind == TermKind.CHARACTER:
            return _KIND[kind] | ord(term[1])
        return self._keys[term]

    def tell(self, keys: Keys) -> NDArray[np.bool_]:
        """Which keys are terms that say something by themselves: words, numbers, pairs of characters."""
        return np.isin(keys >> _VALUE_BITS, _TELLING)

    def count(self, texts: Sequence[str], progress: Progress = silent) -> list[TermCounts]:
        """The counts of all texts in their order, some thousand texts in each element."""
        counts, parts = [], []
        for start in range(0, len(texts), BATCH):
            progress("indexing", start, len(texts))
            parts.append(self.count_normal([normal_text(text) for text in texts[start : start + BATCH]]))
            if len(parts) == GATHERED:
                counts.append(gathered(parts))
                parts.clear()
        progress("indexing", len(texts), len(texts))
        return [*counts, gathered(parts)] if parts else counts

    def count_normal(self, normals: Sequence[str]) -> TermCounts:
        """The counts of at most ``BATCH`` texts in normal form."""
        owners: list[int] = []
        others: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        base = 0
        for place, text in enumerate(normals):
            runs, found = self._read(text)
            starts.extend([base + start for start, _end in runs])
            ends.extend([base + end for _start, end in runs])
            others.extend(found)
            owners.extend([place] * len(found))
            base += len(text) + 1
        owner, key = _han_keys(normals, np.array(starts, np.int64), np.array(ends, np.int64))
        owner = np.concatenate((owner, np.array(owners, np.int64)))
        both = owner << KEY_BITS | np.concatenate((key, np.array(others, np.int64)))
        both.sort()
        firsts = np.flatnonzero(np.concatenate((np.ones(min(1, len(both)), bool), both[1:] != both[:-1])))
        times = np.minimum(np.diff(np.append(firsts, len(both))), MOST_TIMES).astype(np.uint16)
        distinct = both[firsts]
        sizes = np.bincount(distinct >> KEY_BITS, minlength=len(normals))
        return TermCounts(sizes, distinct & ((1 << KEY_BITS) - 1), times)

    def _read(self, text: str) -> tuple[list[tuple[int, int]], list[int]]:
        """Where the Chinese stretches of a text in normal form are, and the keys of everything else."""
        runs: list[tuple[int, int]] = []
        terms: list[str] = []
        previous = ""
        for hit in TOKEN.finditer(text):
            kind = hit.lastgroup
            if kind == "han":
                runs.append(hit.span())
                previous = ""
            elif kind == "word":
                word = hit.group()
                if word in ENGLISH or (len(word) == 1 and word.isascii()) or len(word) > LONGEST_WORD:
                    continue
                term = stem(word)
                terms.append("w" + term)
                if previous:
                    terms.append(f"p{previous} {term}")
                previous = term
            elif kind == "unspaced":
                run = hit.group()
                terms += ["w" + run[start:end] for start, end in cluster_pairs(run)]
                previous = ""
            else:
                if kind != "line":
                    number, multiplier, unit = hit.group("number", "multiplier", "unit")
                    terms.append("n" + spell_number(number, multiplier or "", unit or ""))
                previous = ""
        if runs:
            stretches = "\n".join([text[start:end] for start, end in runs])
            terms += ["z" + word for word in cut(stretches) if len(word) > 2]
        terms += ["x" + concept for concept, _start, _end in self.lexicon.find(text)]
        return runs, list(map(self._keys.__getitem__, terms))


def gathered(parts: Sequence[TermCounts]) -> TermCounts:
    """The counts of all ``parts`` as one."""
    return TermCounts(
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.times for part in parts]),
    )


def _han_keys(texts: Sequence[str], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> tuple[Keys, Keys]:
    """The texts in which Chinese characters and pairs stand, and their keys. ``starts`` and ``ends`` are of the
    stretches, in the texts as one with a line break after each.
    """
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    edges = np.bincount(starts, minlength=len(codes) + 1) - np.bincount(ends, minlength=len(codes) + 1)
    inside = np.cumsum(edges)[:-1] > 0
    pairs = np.flatnonzero(inside[:-1] & inside[1:])
    single = np.flatnonzero(inside & ~np.isin(codes, _STOP_CODES))
    return np.concatenate((owner[pairs], owner[single])), np.concatenate((
        _KIND["b"] | codes[pairs] << _CODE_BITS | codes[pairs + 1],
        _KIND["c"] | codes[single],
    ))  # fmt: skip
