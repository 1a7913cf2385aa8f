"""Which units and teams fit a demand: each by the best of its people, not by their average."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from duijie_match.analysis.lexicon import spelling_of
from duijie_match.documents import Document
from duijie_match.results import Match

TEAMS = ("团队", "团队名称", "所属团队", "创新团队", "team")
"""Headings of carried columns that name the team of a row."""
LEAST_SHOWN = 3
"""People of a unit that are told and, of units whose best are alike, compared."""


class GroupedBy(StrEnum):
    """What a unit is."""

    ORGANISATION = "organisation"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """One demand with one unit: ``rank`` from 1, ``members`` its best people, best first."""

    demand_id: str
    unit: str
    rank: int
    members: tuple[Match, ...]

    @property
    def best(self) -> Match:
        """The match that the unit counts by."""
        return self.members[0]


def unit_of(document: Document, by: GroupedBy) -> str:
    """The unit or team that a row of supply belongs to; empty when it says none."""
    if by is GroupedBy.ORGANISATION:
        return document.organisation.strip()
    return next((text.strip() for name, text in document.extra.items() if spelling_of(name) in TEAMS), "")


def group(matches: Iterator[Match], supply: dict[str, Document], by: GroupedBy, top: int = 10) -> Iterator[UnitMatch]:
    """The best ``top`` units of each demand, from its matches demand by demand, best first.

    A unit stands where its best person does; of units whose best are alike, the one whose next ones are better comes
    first, then the one met first. Rows without a unit take no part.
    """
    demand = ""
    units: dict[str, list[Match]] = {}
    for match in matches:
        if match.demand_id != demand:
            yield from _ranked(demand, units, top)
            demand, units = match.demand_id, {}
        if unit := unit_of(supply[match.supply_id], by):
            units.setdefault(unit, []).append(match)
    yield from _ranked(demand, units, top)


def _ranked(demand: str, units: dict[str, list[Match]], top: int) -> Iterator[UnitMatch]:
    def key(unit: str) -> list[float]:
        scores = sorted((-match.raw for match in units[unit]), key=float)[:LEAST_SHOWN]
        return scores + [float("inf")] * (LEAST_SHOWN - len(scores))

    for rank, unit in enumerate(sorted(units, key=key)[:top], start=1):
        best = sorted(units[unit], key=lambda match: -match.raw)[:LEAST_SHOWN]
        yield UnitMatch(demand, unit, rank, tuple(best))
