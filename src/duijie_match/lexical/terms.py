"""Terms of many texts as flat arrays."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.analysis.base import Tokens

Ints = NDArray[np.int32]


class Vocabulary:
    """Terms numbered in the order of their first appearance."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(None, {term: number for number, term in enumerate(terms)})
        self.numbers.default_factory = self.numbers.__len__  # the next number for a term not seen before

    def __len__(self) -> int:
        return len(self.numbers)

    def number_all(self, terms: Iterable[str]) -> list[int]:
        """The numbers of ``terms``; unknown ones get the next."""
        return list(map(self.numbers.__getitem__, terms))


@dataclass(slots=True)
class TermTable:
    """In reading order; the tokens of text ``i`` are rows ``pointers[i]`` to ``pointers[i + 1]`` of the columns."""

    pointers: NDArray[np.int64]
    terms: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.pointers) - 1

    def row(self, text: int) -> tuple[Ints, Ints, Ints]:
        """Term numbers, starts and ends of one text."""
        here = slice(int(self.pointers[text]), int(self.pointers[text + 1]))
        return self.terms[here], self.starts[here], self.ends[here]

    def counts(self, width: int) -> sparse.csr_matrix:
        """How often each text uses each term: float32, shape (texts, ``width``), sorted, without duplicates."""
        data = np.ones(len(self.terms), np.float32)
        matrix = sparse.csr_matrix((data, self.terms, self.pointers), shape=(len(self), width), copy=True)
        matrix.sum_duplicates()
        return matrix

    def keep(self, numbers: Ints) -> "TermTable":
        """Only the tokens whose term has a new number: ``numbers[old]`` is it, or -1."""
        new = numbers[self.terms]
        kept = new >= 0
        before = np.concatenate(([0], np.cumsum(kept, dtype=np.int64)))
        return TermTable(before[self.pointers], new[kept], self.starts[kept], self.ends[kept])


class TermTableBuilder:
    """Collects the tokens of one text after another."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._pointers = array("q", [0])
        self._terms, self._starts, self._ends = array("i"), array("i"), array("i")

    def add(self, tokens: Tokens) -> None:
        """The tokens of the next text."""
        self._terms.extend(self.vocabulary.number_all(tokens.terms))
        self._starts.extend(tokens.starts)
        self._ends.extend(tokens.ends)
        self._pointers.append(len(self._terms))

    def build(self) -> TermTable:
        """What was collected."""
        pointers = np.array(self._pointers, np.int64)
        terms, starts, ends = (np.array(column, np.int32) for column in (self._terms, self._starts, self._ends))
        texts = np.repeat(np.arange(len(pointers) - 1, dtype=np.int64), np.diff(pointers))
        order = np.argsort(texts << 32 | starts, kind="stable")
        return TermTable(pointers, terms[order], starts[order], ends[order])
