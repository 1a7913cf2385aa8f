"""What is measured of one pair for the ranking model: the untrained recipe's summands, likenesses by field, facets."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from duijie_match.documents import Document, Kind
from duijie_match.learning.portraits import TITLE, VIEWS, WHOLE, Outline, Portraits
from duijie_match.ranking.facets import ONE_WAY, TWO_WAY, facet_values
from duijie_match.ranking.scorer import Scorer

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

RECIPE = ("raw", "meaning", "words", "numbers", "hubness", "forward", "backward", "standing")
_FIELDS = tuple((ours, theirs) for ours in VIEWS for theirs in VIEWS)
_SUPPLY_KINDS = (Kind.EXPERT, Kind.SERVICE, Kind.CARRIER)
NAMES = (
    *RECIPE,
    *(f"vectors.{ours}.{theirs}" for ours, theirs in _FIELDS),
    *(f"terms.{ours}.{theirs}" for ours, theirs in _FIELDS),
    *("covered.demand", "covered.supply", "covered.title", "numbers.shared", "same.language"),
    *(f"length.{side}.{view}" for side in ("demand", "supply") for view in VIEWS),
    *(f"facet.{name}" for name in TWO_WAY + ONE_WAY),
    *("maturity", "money"),
    *(f"kind.{kind}" for kind in _SUPPLY_KINDS),
    *("works",),
)
"""The columns of ``measure_pairs``."""


def measure_pairs(
    scorer: Scorer,
    documents: tuple[Sequence[Document], Sequence[Document]],
    outlines: tuple[Outline, Outline],
    portraits: tuple[Portraits, Portraits],
    pairs: tuple[Rows, Rows],
) -> Floats:
    """Shape (pairs, ``NAMES``). ``pairs`` are rows of the two lists that ``scorer`` was built on."""
    demands, supply = pairs
    ours, theirs = portraits[0].rows(demands), portraits[1].rows(supply)
    numbers = [outline.numbers[rows].sign() for outline, rows in zip(outlines, pairs, strict=True)]
    languages = [outline.languages[rows] for outline, rows in zip(outlines, pairs, strict=True)]
    columns: list[NDArray[Any]] = [*_recipe(scorer, demands, supply)]
    for mine, other in _FIELDS:
        columns.append(np.einsum("ij,ij->i", ours.vectors[mine], theirs.vectors[other]))
    for mine, other in _FIELDS:
        columns.append(_dots(ours.terms[mine], theirs.terms[other]))
    columns += [
        _covered(ours.terms[WHOLE], theirs.terms[WHOLE]),
        _covered(theirs.terms[WHOLE], ours.terms[WHOLE]),
        _covered(ours.terms[TITLE], theirs.terms[WHOLE]),
        np.log1p(_dots(numbers[0], numbers[1])),
        (languages[0] == languages[1]).astype(float),
    ]
    columns += [outline.lengths[view][rows] for outline, rows in zip(outlines, pairs, strict=True) for view in VIEWS]
    columns += _facets(documents, demands, supply)
    columns += [np.array([documents[1][item].kind is kind for item in supply], float) for kind in _SUPPLY_KINDS]
    columns.append(np.log1p(np.array([len(documents[1][item].works) for item in supply], float)))
    return np.column_stack([np.asarray(column, np.float64) for column in columns]).reshape(len(demands), len(NAMES))


def _recipe(scorer: Scorer, demands: Rows, supply: Rows) -> list[Floats]:
    """``RECIPE``; demand by demand, because a block of scores belongs to a demand."""
    values = np.zeros((len(demands), len(RECIPE)))
    for place in np.argsort(demands, kind="stable").tolist():
        demand, item = int(demands[place]), int(supply[place])
        parts = scorer.parts(demand, item)
        row = scorer.raw_row(demand)
        raw = scorer.raw(demand, item)
        forward, backward = scorer.directions(demand, item)
        standing = np.log1p(np.count_nonzero(row > raw))
        values[place] = raw, parts.meaning, parts.words, parts.numbers, parts.hubness, forward, backward, standing
    return list(values.T)


def _dots(left: sparse.csr_matrix, right: sparse.csr_matrix) -> Floats:
    return np.asarray(left.multiply(right).sum(axis=1), np.float64).ravel()


def _covered(left: sparse.csr_matrix, right: sparse.csr_matrix) -> Floats:
    """How much of the weight of ``left`` (rows of length one) lies on terms that ``right`` has."""
    mask = right.copy()
    mask.data = np.ones_like(mask.data)
    shared = left.multiply(mask)
    return np.asarray(shared.multiply(shared).sum(axis=1), np.float64).ravel()


def _facets(documents: tuple[Sequence[Document], Sequence[Document]], demands: Rows, supply: Rows) -> list[Floats]:
    """1 agree, -1 clash, 0 not said by both; steps of maturity that lack; whether the price is above the budget."""
    names = TWO_WAY + ONE_WAY
    values = np.zeros((len(demands), len(names) + 2))
    for place, (ours, theirs) in enumerate(zip(demands.tolist(), supply.tolist(), strict=True)):
        demand, item = documents[0][ours], documents[1][theirs]
        for column, name in enumerate(names):
            wanted, offered = facet_values(demand, name), facet_values(item, name)
            if wanted and offered:
                values[place, column] = 1 if set(wanted) & set(offered) else -1
        if demand.trl is not None and item.trl is not None:
            values[place, -2] = max(0, demand.trl - item.trl)
        if demand.budget and item.budget and demand.budget.high is not None and item.budget.low is not None:
            values[place, -1] = 1 if item.budget.low > demand.budget.high else -1
    return list(values.T)
