"""Where given terms stand in a text: what ``FastAnalyser`` would say of them, at half the cost.

Chinese characters and pairs of them, nine terms in ten, never become strings.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.base import TermKind
from duijie_match.analysis.cutting import cut
from duijie_match.analysis.fast import LONGEST_WORD, TOKEN, stem
from duijie_match.analysis.languages import HAN
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import Normalised, normalise
from duijie_match.analysis.scripts import cluster_pairs
from duijie_match.analysis.stopwords import ENGLISH
from duijie_match.analysis.units import spell_number

Ints = NDArray[np.int32]
Row = tuple[Ints, Ints, Ints]
"""Numbers of terms, starts and ends in the text as it was given, by their starts."""

_CODE_BITS = 18  # of a Han character in normal form
_RANGES = [(ord(HAN[place]), ord(HAN[place + 2])) for place in range(0, len(HAN), 3)]
_BESIDES = re.compile(TOKEN.pattern.replace(rf"|(?P<han>[{HAN}]+)", ""))
"""Tokens but stretches of Chinese: these are found by comparing codes, all at once."""


class TermFinder:
    """Finds ``terms``, as an analyser spells them, by their places in that list."""

    def __init__(self, terms: Sequence[str], lexicon: Lexicon = EMPTY) -> None:
        self._lexicon = lexicon
        self._others: dict[str, int] = {}
        pairs, single = {}, {}
        for number, term in enumerate(terms):
            if term[0] == TermKind.BIGRAM:
                pairs[ord(term[1]) << _CODE_BITS | ord(term[2])] = number
            elif term[0] == TermKind.CHARACTER:
                single[ord(term[1])] = number
            else:
                self._others[term] = number
        self._pairs, self._single = _Table(pairs), _Table(single)

    def find(self, text: str) -> Row:
        """Every place of every term. Those that begin together: pairs before characters before words."""
        return self.find_all([text])[0]

    def find_all(self, texts: Sequence[str]) -> list[Row]:
        """The same for each of some texts, which are gone through as one: with short ones most of the time would go
        into small arrays.
        """
        normals = [normalise(text) for text in texts]
        text = "\n".join([normal.text for normal in normals])
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        inside = is_han(codes)
        others = self._read(text, inside)
        if inside.any():
            others += self._long_words(text, inside)
        for concept, start, end in self._lexicon.find(text):
            self._add(others, "x" + concept, start, end)
        firsts = (inside[:-1] & inside[1:]).nonzero()[0]
        places = inside.nonzero()[0]
        parts = [
            self._pairs.find(codes[firsts] << _CODE_BITS | codes[firsts + 1], firsts, 2),
            self._single.find(codes[places], places, 1),
        ]
        if others:
            parts.append(np.array(others, np.int64).T)
        found = np.concatenate(parts, axis=1)
        found = found[:, found[1].argsort(kind="stable")]
        ends = np.cumsum([len(normal.text) + 1 for normal in normals])
        bounds = found[1].searchsorted(ends).tolist()
        numbers, starts, stops = _as_given(found, normals).astype(np.int32)
        return [
            (numbers[first:last], starts[first:last], stops[first:last])
            for first, last in zip([0, *bounds], bounds, strict=False)
        ]

    def _add(self, found: list[tuple[int, int, int]], term: str, start: int, end: int) -> None:
        number = self._others.get(term)
        if number is not None:
            found.append((number, start, end))

    def _read(self, text: str, inside: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
        """Number, start and end of words and numbers. What belongs to a number ("5吨") is taken out of ``inside``, the
        places that are Chinese.
        """
        found: list[tuple[int, int, int]] = []
        previous, previous_start, previous_end = "", 0, 0
        for hit in _BESIDES.finditer(text):
            start, end = hit.span()
            kind = hit.lastgroup
            if kind == "word":
                word = hit.group()
                if word in ENGLISH or (len(word) == 1 and word.isascii()) or len(word) > LONGEST_WORD:
                    continue
                term = stem(word)
                self._add(found, "w" + term, start, end)
                if previous and (text[previous_end:start] == " " or not inside[previous_end:start].any()):
                    self._add(found, f"p{previous} {term}", previous_start, end)
                previous, previous_start, previous_end = term, start, end
            elif kind == "unspaced":
                for first, last in cluster_pairs(hit.group()):
                    self._add(found, "w" + text[start + first : start + last], start + first, start + last)
                previous = ""
            else:
                if kind != "line":
                    number, multiplier, unit = hit.group("number", "multiplier", "unit")
                    self._add(found, "n" + spell_number(number, multiplier or "", unit or ""), start, end)
                    inside[start:end] = False
                previous = ""
        return found

    def _long_words(self, text: str, inside: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
        """The words of more than two characters, all Chinese stretches cut in one call."""
        edges = np.diff(inside.astype(np.int8), prepend=0, append=0).nonzero()[0]
        firsts, stops = edges[::2], edges[1::2]
        runs = [text[start:end] for start, end in zip(firsts.tolist(), stops.tolist(), strict=True)]
        words = cut("\n".join(runs))
        lengths = np.fromiter(map(len, words), np.int64, len(words))
        long = (lengths > 2).nonzero()[0]
        starts = (lengths.cumsum() - lengths)[long]
        begins = np.concatenate(([0], (stops - firsts + 1).cumsum()[:-1]))  # of the stretches in what was cut
        run = begins.searchsorted(starts, side="right") - 1
        starts += (firsts - begins)[run]
        found: list[tuple[int, int, int]] = []
        for place, start in zip(long.tolist(), starts.tolist(), strict=True):
            word = words[place]
            self._add(found, "z" + word, start, start + len(word))
        return found


def _as_given(found: NDArray[np.int64], normals: Sequence[Normalised]) -> NDArray[np.int64]:
    """``found`` with starts and ends as in each text by itself, as it was given."""
    parts = []
    for normal in normals:
        size = len(normal.text)
        parts.append(np.arange(size + 1) if normal.offsets is None else np.array((*normal.offsets, 0), np.int64))
    places = np.concatenate(parts)
    return np.stack((found[0], places[found[1]], places[found[2] - 1] + 1))


def is_han(codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of the characters are written Chinese."""
    found = (codes >= _RANGES[0][0]) & (codes <= _RANGES[0][1])
    for low, high in _RANGES[1:]:
        found |= (codes >= low) & (codes <= high)
    return found


class _Table:
    """Numbers by key, for many keys at once."""

    def __init__(self, numbers: dict[int, int]) -> None:
        self._keys = np.array(sorted(numbers), np.int64)
        self._numbers = np.array([numbers[key] for key in self._keys.tolist()], np.int64)

    def find(self, keys: NDArray[np.int64], starts: NDArray[np.intp], length: int) -> NDArray[np.int64]:
        """Three rows: number, start and end of those that are known."""
        if not len(self._keys):
            return np.zeros((3, 0), np.int64)
        at = self._keys.searchsorted(keys)
        at[at == len(self._keys)] = 0
        known = (self._keys[at] == keys).nonzero()[0]
        found = np.empty((3, len(known)), np.int64)
        found[0], found[1] = self._numbers[at[known]], starts[known]
        np.add(found[1], length, out=found[2])
        return found
