"""The two lists as the scorer numbers them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.documents import Document
from duijie_match.ranking.conflicts import Conflicts
from duijie_match.ranking.passages import Passage, own_passage, passages


@dataclass(frozen=True, slots=True)
class Sides:
    """The documents and their passages. A demand has one passage; supply passages come item by item."""

    demands: tuple[Document, ...]
    supply: tuple[Document, ...]
    demand_passages: tuple[Passage, ...]
    supply_passages: tuple[Passage, ...]
    demand_has_text: NDArray[np.bool_]
    supply_has_text: NDArray[np.bool_]
    conflicts: Conflicts


def read_sides(demands: Sequence[Document], supply: Sequence[Document]) -> Sides:
    """The documents and the texts they are scored by."""
    own = tuple(own_passage(row, document) for row, document in enumerate(demands))
    theirs = tuple(passages(supply))
    has_text = np.zeros(len(supply), bool)
    for passage in theirs:
        has_text[passage.item] |= bool(passage.text.strip())
    return Sides(
        demands=tuple(demands),
        supply=tuple(supply),
        demand_passages=own,
        supply_passages=theirs,
        demand_has_text=np.array([bool(passage.text.strip()) for passage in own], bool),
        supply_has_text=has_text,
        conflicts=Conflicts(demands, supply),
    )
