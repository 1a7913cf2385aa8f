"""Candidates of a demand by unit and by team, as in the workbook of a match: each counts by the best of its own."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from duijie.matching.domain.queries.register_matches import Shown
from duijie_match.documents import Document, Kind
from duijie_match.ranking.units import TEAMS, GroupedBy, group, unit_of
from duijie_match.results import Level, Match, Reasons
from duijie_match.wording import Message

_NO_REASONS = Reasons(Message(""), ())


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit or team as a page shows it: ``rank`` from 1, its best candidates, best first, and how many it has."""

    rank: int
    name: str
    members: tuple[Shown, ...]
    count: int

    @property
    def best(self) -> Shown:
        """The candidate that it counts by."""
        return self.members[0]


def unit_name(one: Shown, by: GroupedBy) -> str:
    """The unit or team that a candidate belongs to; empty where the register names none."""
    return unit_of(_document(one), by)


def units_of(shown: Sequence[Shown], by: GroupedBy) -> list[UnitShown]:
    """The units or teams of the candidates ``shown`` of one demand, best first. No query."""
    known = {one.key: one for one in shown}
    supply = {key: _document(one) for key, one in known.items()}
    counts = Counter(unit_of(document, by) for document in supply.values())
    found = group((_match(one) for one in shown), supply, by, top=len(shown))
    return [
        UnitShown(one.rank, one.unit, tuple(known[match.supply_id] for match in one.members), counts[one.unit])
        for one in found
    ]


def _document(one: Shown) -> Document:
    """What grouping looks at."""
    team = getattr(one.record, "team", "")
    extra = {TEAMS[0]: team} if team else {}
    return Document(one.key, Kind(one.candidate.kind), organisation=one.record.owner_name, extra=extra)


def _match(one: Shown) -> Match:
    row = one.candidate
    return Match(
        str(row.demand_id), one.key, row.rank, row.raw, row.score, Level(row.level), float(row.level), row.forward,
        row.backward, _NO_REASONS,
    )  # fmt: skip
