"""Where given terms stand in a text: what ``FastAnalyser`` would say of them, at half the cost.

Chinese characters and pairs of them, nine terms in ten, never become strings.
"""

from collections.abc import Sequence

import numpy as np
import rjieba
from numpy.typing import NDArray

from duijie_match.analysis.base import TermKind
from duijie_match.analysis.fast import LONGEST_WORD, TOKEN, stem
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normalise
from duijie_match.analysis.stopwords import ENGLISH
from duijie_match.analysis.units import spell_number

Ints = NDArray[np.int32]
Row = tuple[Ints, Ints, Ints]
"""Numbers of terms, starts and ends in the text as it was given, by their starts."""

_CODE_BITS = 18  # of a Han character in normal form


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
        normal = normalise(text)
        runs, others = self._read(normal.text)
        codes = np.frombuffer(normal.text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        inside = np.zeros(len(codes), bool)
        for start, end in runs:
            inside[start:end] = True
        firsts = np.flatnonzero(inside[:-1] & inside[1:])
        found_pairs = self._pairs.find(codes[firsts] << _CODE_BITS | codes[firsts + 1], firsts, 2)
        places = np.flatnonzero(inside)
        found_single = self._single.find(codes[places], places, 1)
        rest = np.array(others, np.int64).reshape(-1, 3).T
        numbers, starts, ends = np.concatenate((found_pairs, found_single, rest), axis=1)
        if normal.offsets is not None:
            offsets = np.array(normal.offsets, np.int64)
            starts, ends = offsets[starts], offsets[ends - 1] + 1
        order = np.argsort(starts, kind="stable")
        return numbers[order].astype(np.int32), starts[order].astype(np.int32), ends[order].astype(np.int32)

    def _read(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, int, int]]]:
        """Where the Chinese stretches are, and number, start and end of everything but characters and pairs."""
        runs: list[tuple[int, int]] = []
        found: list[tuple[int, int, int]] = []
        number_of = self._others.get
        previous, previous_start = "", 0

        def add(term: str, start: int, end: int) -> None:
            number = number_of(term)
            if number is not None:
                found.append((number, start, end))

        for hit in TOKEN.finditer(text):
            start, end = hit.span()
            kind = hit.lastgroup
            if kind == "han":
                runs.append((start, end))
                previous = ""
            elif kind == "word":
                word = hit.group()
                if word in ENGLISH or (len(word) == 1 and word.isascii()) or len(word) > LONGEST_WORD:
                    continue
                term = stem(word)
                add("w" + term, start, end)
                if previous:
                    add(f"p{previous} {term}", previous_start, end)
                previous, previous_start = term, start
            else:
                if kind != "line":
                    number, multiplier, unit = hit.group("number", "multiplier", "unit")
                    add("n" + spell_number(number, multiplier or "", unit or ""), start, end)
                previous = ""
        for start, word in _long_words(text, runs):
            add("z" + word, start, start + len(word))
        for concept, start, end in self._lexicon.find(text):
            add("x" + concept, start, end)
        return runs, found


def _long_words(text: str, runs: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Start and spelling of the words of more than two characters, all stretches cut in one call."""
    found: list[tuple[int, str]] = []
    ahead = iter(runs)
    place, end = 0, 0
    for word in rjieba.cut("\n".join([text[start:end] for start, end in runs]), True) if runs else ():
        if place == end:  # the line break between two stretches, or the beginning
            place, end = next(ahead)
            if word == "\n":
                continue
        if len(word) > 2:
            found.append((place, word))
        place += len(word)
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
        at = np.searchsorted(self._keys, keys)
        at[at == len(self._keys)] = 0
        known = np.flatnonzero(self._keys[at] == keys)
        starts = starts[known]
        return np.stack((self._numbers[at[known]], starts, starts + length))
