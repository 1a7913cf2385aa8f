"""Shared terms: neighbouring evidence merged into what a reader would call a term, with its places in both texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.normalise import normalise
from duijie_match.analysis.stopwords import CHINESE_WORDS

Ints = NDArray[np.int32]
Row = tuple[Ints, Ints, Ints]
"""Terms, starts and ends of one text, in reading order."""
Spans = list[tuple[int, int]]

MOST_TERMS = 8
MOST_MARKS = 24
"""Marks of one pair in one text: beyond, they stop helping a reader."""


@dataclass(slots=True)
class SharedTerm:
    """``written`` as in the demand, its ``share`` of the raw score, and where it stands in each text."""

    written: str
    share: float
    demand: Spans
    supply: Spans


@dataclass(slots=True)
class _Candidate:
    written: str
    share: float
    places: Spans
    members: frozenset[int]


def shared_terms(
    demand_text: str, demand: Row, supply: Row, shares: dict[int, float], telling: list[bool], most: int = MOST_TERMS
) -> list[SharedTerm]:
    """The strongest shared terms, strongest first.

    ``shares`` says what each shared term number adds to the score, ``telling`` which term numbers are more than a
    single character: those carry weight but say nothing to a reader. Terms whose places overlap in the demand merge:
    球阀, 阀密 and 密封 become 球阀密封. Each term number counts for the strongest merged term that it is part of.
    """
    found: dict[str, _Candidate] = {}
    for start, end, group in _stretches(_only(demand, shares), telling):
        written = demand_text[start:end]
        key = _spelling(written)
        if key in found:
            found[key].places.append((start, end))
        elif key not in CHINESE_WORDS:
            found[key] = _Candidate(written, sum([shares[term] for term in group]), [(start, end)], group)
    owner: dict[int, int] = {}
    chosen: list[SharedTerm] = []
    for candidate in sorted(found.values(), key=lambda c: (-c.share, c.places[0])):
        fresh = [term for term in candidate.members if term not in owner]
        if not any(telling[term] for term in fresh):
            continue  # nothing that a stronger term does not say already
        owner.update(dict.fromkeys(fresh, len(chosen)))
        chosen.append(SharedTerm(candidate.written, candidate.share, candidate.places, []))
        if len(chosen) == most:
            break
    for number, start, end in _owned_stretches(_only(supply, owner), owner, telling):
        chosen[number].supply.append((start, end))
    return [term for term in chosen if term.supply]


def _only(row: Row, wanted: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    terms, starts, ends = row
    numbers = np.fromiter(wanted, np.int32)
    if not len(numbers) or not len(terms):
        return iter(())
    numbers.sort()
    here = numbers[np.minimum(np.searchsorted(numbers, terms), len(numbers) - 1)] == terms
    return zip(terms[here].tolist(), starts[here].tolist(), ends[here].tolist(), strict=True)


@lru_cache(maxsize=100_000)
def _spelling(written: str) -> str:
    return normalise(written).text


def _stretches(
    tokens: Iterable[tuple[int, int, int]], telling: list[bool]
) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Maximal stretches of tokens that share characters: (start, end, terms), without mere single characters."""
    first, last, group, tells = -1, -1, set[int](), False
    for term, start, end in tokens:
        if start < last:
            last = max(last, end)
            group.add(term)
            tells = tells or telling[term]
        else:
            if tells:
                yield first, last, frozenset(group)
            first, last, group, tells = start, end, {term}, telling[term]
    if tells:
        yield first, last, frozenset(group)


def _owned_stretches(
    tokens: Iterable[tuple[int, int, int]], owner: dict[int, int], telling: list[bool]
) -> Iterator[tuple[int, int, int]]:
    """Stretches whose tokens belong to one merged term: (its number, start, end), without mere single characters."""
    number, first, last, tells = -1, -1, -1, False
    for term, start, end in tokens:
        mine = owner[term]
        if mine == number and start < last:
            last = max(last, end)
            tells = tells or telling[term]
        elif start < last and not telling[term]:
            continue  # a character inside another term's stretch
        else:
            if tells:
                yield number, first, last
            number, first, last, tells = mine, start, end, telling[term]
    if tells:
        yield number, first, last
