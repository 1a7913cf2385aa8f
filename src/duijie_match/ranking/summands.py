"""What each passage of an item adds to a raw score, and by which terms, pair by pair."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.similarity import Similarities

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PairParts:
    """The summands of one raw score, and the passages that they come from."""

    meaning: float
    words: float
    numbers: float
    facets: float
    recency: float
    hubness: float
    passages: tuple[int, ...]


class Summands:
    """Meaning, words and numbers of passages of ``evidence`` for a demand, ``near`` the same for blocks of them."""

    def __init__(self, evidence: Evidence, near: Similarities) -> None:
        self._evidence = evidence
        self._near = near
        self._pointers = near.pointers
        self.items = len(self._pointers) - 1
        self.telling = np.array([not term.startswith("c") for term in evidence.terms], bool)
        self.whole = np.array([term[0] not in "cbz" for term in evidence.terms], bool)
        self._numeric = [
            np.array([term.startswith("n") for term in terms], bool)
            for terms in (evidence.terms, evidence.across_terms)
        ]
        self._shared: tuple[int, int, NDArray[np.int32], Floats] | None = None

    def passages_of(self, item: int) -> tuple[int, int]:
        """The first passage of an item, and the first of the next."""
        return int(self._pointers[item]), int(self._pointers[item + 1])

    def of_passages(self, demand: int, item: int) -> list[tuple[float, float, float, int]]:
        """Meaning, words, numbers and number of the passages that count, best first."""
        first, end = self.passages_of(item)
        recency = self._evidence.recency
        rows = [
            (self._near.meaning(demand, passage), *self._passage_parts(demand, passage))
            for passage in range(first, end)
        ]
        if len(rows) > 1:
            rows.sort(key=lambda part: (-(part[0] + part[1] + part[2] + float(recency[part[3]])), part[3]))
        return rows[: self._near.counted(len(rows))]

    def _passage_parts(self, demand: int, passage: int) -> tuple[float, float, int]:
        """Words, numbers, and the passage itself."""
        terms, shares = self.shared_terms(demand, passage)
        numeric = self._numeric[self.is_across(demand, passage)][terms]
        words = float(shares[~numeric].sum(dtype=np.float64))
        numbers = float(shares[numeric].sum(dtype=np.float64))
        return words, numbers, passage

    def is_across(self, demand: int, passage: int) -> bool:
        """Whether a demand and a passage are in two languages."""
        return bool(self._evidence.demand.languages[demand] != self._evidence.supply.languages[passage])

    def shared_terms(self, demand: int, passage: int) -> tuple[NDArray[np.int32], Floats]:
        """The terms that a demand and a passage share (numbers of ``across_terms`` where they are in two languages),
        and what each adds to the raw score (before averaging over passages).
        """
        known = self._shared  # asked for twice, by parts and by reasons; read once, another thread may change it
        if known is not None and known[:2] == (demand, passage):
            return known[2:]
        evidence = self._evidence
        same = not self.is_across(demand, passage)
        if same:
            left, right = evidence.demand.same, evidence.supply.same
        else:
            left, right = evidence.demand.across, evidence.supply.across
        ours = slice(left.indptr[demand], left.indptr[demand + 1])
        theirs = slice(right.indptr[passage], right.indptr[passage + 1])
        our_terms, their_terms = left.indices[ours], right.indices[theirs]
        places = their_terms.searchsorted(our_terms)
        places[places == len(their_terms)] = 0
        hits = their_terms[places] == our_terms if len(their_terms) else np.zeros(len(our_terms), bool)
        shares = (
            left.data[ours][hits]
            * right.data[theirs][places[hits]]
            * self._near.factor(int(evidence.demand.languages[demand]), int(evidence.supply.languages[passage]))
        )
        found = our_terms[hits], shares
        self._shared = (demand, passage, *found)
        return found
