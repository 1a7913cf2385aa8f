"""Shared terms: neighbouring evidence merged into what a reader would call a term, with its places in both texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.explain.naming import is_said_in_both, names_in, spelling, with_parts

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Row = tuple[Ints, Ints, Ints]
"""Terms, starts and ends of one text, in reading order."""
Spans = list[tuple[int, int]]

MOST_TERMS = 8
SURE = 3
"""Characters; what is longer is hardly ever shared by chance across the edges of words."""
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
    is_whole: bool


def shared_terms(
    texts: tuple[str, str],
    demand: Row,
    supply: Row,
    shares: dict[int, float],
    telling: Flags,
    whole: Flags,
    most: int = MOST_TERMS,
) -> list[SharedTerm]:
    """The strongest shared terms, strongest first, of the ``texts`` of a demand and of an item.

    ``shares`` says what each shared term number adds to the score, ``telling`` which term numbers are more than a
    single character: those carry weight but say nothing to a reader; ``whole`` which are never cut, since they are
    not Chinese. Terms whose places overlap in the demand merge: 球阀, 阀密 and 密封 become 球阀密封. Each term number
    counts for the strongest merged term that it is part of. What consists of no words of either text is left out.
    """
    found: dict[str, _Candidate] = {}
    only = _only(demand, shares)
    uncut = set(only[0][whole[only[0]]].tolist())
    for first, last, tokens in _stretches(only, telling):
        kept = tuple([(start, end) for term, start, end in tokens if term in uncut]) if uncut else ()
        for name in names_in(texts[0], first, last, kept):
            start, end = name if name == (first, last) else with_parts(texts[0], name, first, last, texts[1])
            written = texts[0][start:end]
            key = spelling(written)
            if key in found:
                found[key].places.append((start, end))
            else:
                group = frozenset(term for term, begins, ends in tokens if start <= begins and ends <= end)
                share = sum(map(shares.__getitem__, group))
                found[key] = _Candidate(written, share, [(start, end)], group, bool(kept))
    owner: dict[int, int] = {}
    chosen: list[SharedTerm] = []
    sure: list[bool] = []
    for candidate in sorted(found.values(), key=lambda c: (-c.share, c.places[0])):
        fresh = [term for term in candidate.members if term not in owner]
        if not fresh or not telling[fresh].any():
            continue  # nothing that a stronger term does not say already
        owner.update(dict.fromkeys(fresh, len(chosen)))
        chosen.append(SharedTerm(candidate.written, candidate.share, candidate.places, []))
        sure.append(candidate.is_whole or len(candidate.written) > SURE)
        if len(chosen) == most:
            break
    for number, start, end in _owned_stretches(_only(supply, owner), owner, telling):
        term = chosen[number]
        if sure[number] or is_said_in_both(texts[0], term.demand[0], texts[1], (start, end)):
            term.supply.append((start, end))
    return [term for term in chosen if term.supply]


def _only(row: Row, wanted: Iterable[int]) -> Row:
    """The tokens of ``row`` whose term is ``wanted``."""
    terms, starts, ends = row
    numbers = np.fromiter(wanted, np.int32)
    if not len(numbers) or not len(terms):
        return terms[:0], starts[:0], ends[:0]
    numbers.sort()
    here = (numbers.take(numbers.searchsorted(terms), mode="clip") == terms).nonzero()[0]
    return terms[here], starts[here], ends[here]


def _stretches(tokens: Row, telling: Flags) -> Iterator[tuple[int, int, list[tuple[int, int, int]]]]:
    """Maximal stretches of tokens that share characters: (start, end, tokens), without mere single characters."""
    terms, starts, ends = tokens
    if not len(terms):
        return
    reach = np.maximum.accumulate(ends)
    apart = np.empty(len(terms), bool)
    apart[0] = True
    np.greater_equal(starts[1:], reach[:-1], out=apart[1:])
    firsts = apart.nonzero()[0]
    stops = np.concatenate((firsts[1:], (len(terms),)))
    kept = np.logical_or.reduceat(telling[terms], firsts).nonzero()[0]
    firsts, stops = firsts[kept], stops[kept]
    every = list(zip(terms.tolist(), starts.tolist(), ends.tolist(), strict=True))
    columns = (starts[firsts], reach[stops - 1], firsts, stops)
    for start, end, first, stop in zip(*(column.tolist() for column in columns), strict=True):
        yield start, end, every[first:stop]


def _owned_stretches(tokens: Row, owner: dict[int, int], telling: Flags) -> Iterator[tuple[int, int, int]]:
    """Stretches whose tokens belong to one merged term: (its number, start, end), without mere single characters."""
    number, first, last, tells = -1, -1, -1, False
    columns = (*tokens, telling[tokens[0]])
    for term, start, end, tell in zip(*(column.tolist() for column in columns), strict=True):
        mine = owner[term]
        if mine == number and start < last:
            if end > last:
                last = end
            tells = tells or tell
        elif start < last and not tell:
            continue  # a character inside another term's stretch
        else:
            if tells:
                yield number, first, last
            number, first, last, tells = mine, start, end, tell
    if tells:
        yield number, first, last
