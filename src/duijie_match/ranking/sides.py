"""The two lists as the scorer numbers them."""

from collections.abc import Sequence
from dataclasses import dataclass

from duijie_match.documents import Document
from duijie_match.ranking.passages import Passage, own_passage, passages


@dataclass(frozen=True, slots=True)
class Sides:
    """The documents and their passages. A demand has one passage; supply passages come item by item."""

    demands: tuple[Document, ...]
    supply: tuple[Document, ...]
    demand_passages: tuple[Passage, ...]
    supply_passages: tuple[Passage, ...]


def read_sides(demands: Sequence[Document], supply: Sequence[Document]) -> Sides:
    """The documents and the texts they are scored by."""
    return Sides(
        demands=tuple(demands),
        supply=tuple(supply),
        demand_passages=tuple(own_passage(row, document) for row, document in enumerate(demands)),
        supply_passages=tuple(passages(supply)),
    )
