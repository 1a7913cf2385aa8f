"""Shared terms: neighbouring evidence merged into what a reader would call a term, with its places in both texts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.normalise import normalise
from duijie_match.analysis.stopwords import CHINESE_WORDS

Spans = list[tuple[int, int]]

MOST_MARKS = 24
"""Marks of one pair in one text: beyond, they stop helping a reader."""


@dataclass(slots=True)
class SharedTerm:
    """``written`` as in the demand, its ``share`` of the raw score, and where it stands in each text."""

    written: str
    share: float
    demand: Spans
    supply: Spans


def shared_terms(
    demand_text: str,
    demand: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    supply: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    terms: NDArray[np.int32],
    shares: NDArray[np.float32],
    names: list[str],
    most: int = 8,
) -> list[SharedTerm]:
    """The strongest shared terms, strongest first.

    ``demand`` and ``supply`` are rows of term tables (terms, starts, ends), ``terms`` the shared term numbers (sorted)
    and ``shares`` what each adds to the score. Terms whose places overlap in the demand merge: 球阀, 阀密 and 密封
    become 球阀密封.
    """
    ours, our_starts, our_ends = _only(demand, terms)
    if not len(ours):
        return []
    found: dict[str, SharedTerm] = {}
    members: dict[str, set[int]] = {}
    for start, end, group in _overlapping(ours, our_starts, our_ends):
        written = demand_text[start:end].strip()
        key = normalise(written).text
        if not _worth_showing(key, [names[term] for term in group]):
            continue
        share = float(shares[np.searchsorted(terms, sorted(group))].sum(dtype=np.float64))
        if key in found:
            found[key].demand.append((start, end))
            members[key] |= group
            found[key].share = max(found[key].share, share)
        else:
            found[key] = SharedTerm(written, share, [(start, end)], [])
            members[key] = group
    ranked = sorted(found, key=lambda key: (-found[key].share, found[key].demand[0], key))
    chosen: list[str] = []
    for key in ranked:
        if not any(members[key] <= members[other] for other in chosen):
            chosen.append(key)
        if len(chosen) == most:
            break
    theirs = _only(supply, terms)
    for key in chosen:
        here = np.isin(theirs[0], np.fromiter(members[key], np.int32))
        places = _overlapping(*(column[here] for column in theirs))
        found[key].supply = [
            (start, end)
            for start, end, group in places
            if _telling([names[term] for term in group]) or len(members[key]) == 1
        ]
    return [found[key] for key in chosen if found[key].supply]


def _only(
    row: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]], terms: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    if not len(terms):
        return row[0][:0], row[1][:0], row[2][:0]
    places = np.minimum(np.searchsorted(terms, row[0]), len(terms) - 1)
    here = terms[places] == row[0]
    return row[0][here], row[1][here], row[2][here]


def _overlapping(
    terms: NDArray[np.int32], starts: NDArray[np.int32], ends: NDArray[np.int32]
) -> Iterable[tuple[int, int, set[int]]]:
    """Maximal stretches of tokens that share characters: (start, end, terms)."""
    if not len(terms):
        return
    order = np.lexsort((ends, starts))
    from_, to, group = -1, -1, set[int]()
    for term, start, end in zip(terms[order].tolist(), starts[order].tolist(), ends[order].tolist(), strict=True):
        if start >= to:
            if group:
                yield from_, to, group
            from_, to, group = start, end, {term}
        else:
            to = max(to, end)
            group.add(term)
    yield from_, to, group


def _telling(names: list[str]) -> bool:
    """Whether the stretch is more than single characters side by side."""
    return any(name[0] != "c" for name in names)


def _worth_showing(key: str, names: list[str]) -> bool:
    return bool(key) and _telling(names) and key not in CHINESE_WORDS
