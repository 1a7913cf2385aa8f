"""How often each record of supply is among the first of a match run: whether a few famous ones are shown everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from duijie.matching.domain.queries.register_matches import Shown
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.models import Candidate, ItemSide, MatchRun
from duijie.registry.domain.queries.records import list_records
from duijie.registry.register import Register

FIRST = 10
"""Places that count as being shown."""
MOST = 1000
"""So many records, the most often shown, are told by name."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """``times`` among the first ten, ``best`` of these at the first place, ``level`` the best of them."""

    record: Any
    register: Register
    kind: str
    times: int
    best: int
    level: int

    @property
    def title(self) -> str:
        return str(self.record)


@dataclass(frozen=True, slots=True)
class Spread:
    """Over a whole run: places among the first ten, how many records share them, and the most that one has."""

    places: int
    records: int
    most: int


def spread_of(run: MatchRun) -> Spread:
    """One query over what the database groups."""
    groups = list(_groups(run).values_list("times", flat=True))
    return Spread(sum(groups), len(groups), max(groups, default=0))


def exposure_of(run: MatchRun, *, by: Any, kind: str = "", most: int = MOST) -> list[Exposure]:
    """The ``most`` records most often shown, of those that ``by`` may see; a constant number of queries."""
    rows = _groups(run).filter(kind=kind) if kind else _groups(run)
    rows = list(rows.order_by("-times", "kind", "supply")[:most])
    found: dict[tuple[str, int], Any] = {}
    for name, register in SUPPLY.items():
        numbers = [row["supply"] for row in rows if row["kind"] == name]
        if numbers:
            records = list_records(register, by=by).filter(pk__in=numbers)
            found |= {(name, one.pk): one for one in records}
    return [
        Exposure(
            found[row["kind"], row["supply"]], SUPPLY[row["kind"]], row["kind"], row["times"], row["best"],
            row["level"],
        )
        for row in rows
        if (row["kind"], row["supply"]) in found
    ]  # fmt: skip


def tell_times(run: MatchRun | None, shown: Iterable[Shown]) -> None:
    """Write into each of ``shown`` among the first of how many demands its supply is; one query."""
    shown = list(shown)
    if run is None or not shown:
        return
    some = Q()
    for kind in {one.candidate.kind for one in shown}:
        some |= Q(kind=kind, supply__in=[one.candidate.supply for one in shown if one.candidate.kind == kind])
    times = {(row["kind"], row["supply"]): row["times"] for row in _groups(run).filter(some)}
    for one in shown:
        one.times = times.get((one.candidate.kind, one.candidate.supply), 0)


def _groups(run: MatchRun) -> Any:
    shown = Candidate.objects.filter(run=run, direction=ItemSide.DEMAND, rank__lte=FIRST).order_by()
    return shown.values("kind", "supply").annotate(
        times=Count("pk"), best=Count("pk", filter=Q(rank=1)), level=Max("level")
    )
