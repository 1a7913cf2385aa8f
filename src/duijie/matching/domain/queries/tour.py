"""For the guided tour: a demand whose best candidate says it in other words, and a name one might expect instead."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from duijie.demands.models import Demand
from duijie.matching.interfaces.documents import key_of
from duijie.matching.models import Candidate, ItemSide, SupplyKind
from duijie.registry.models import Person, TitleRank


@dataclass(frozen=True, slots=True)
class TourPair:
    """The number of the demand, and the key of somebody who does not fit it although it looks so."""

    demand: int
    other: str


def subtle_pair(*, by: Any) -> TourPair | None:
    """The strongest match with the fewest shared words among what ``by`` may see; None before the first run."""
    demands = Demand.objects.visible_to(by).filter(archived_at=None)
    rows = Candidate.objects.filter(
        run__is_current=True, direction=ItemSide.DEMAND, rank=1, level__gte=3, demand__in=demands
    ).order_by("-score", "pk")  # fmt: skip
    found = min(rows[:60], key=_words, default=None)
    if found is None:
        return None
    famous = Person.objects.visible_to(by).filter(is_expert=True, archived_at=None, rank__in=["", TitleRank.SENIOR])
    near = Candidate.objects.filter(
        run__is_current=True, demand=found.demand_id, kind=SupplyKind.EXPERT, level__gte=2
    ).values("supply")
    person = (
        famous.filter(field=found.demand.field).exclude(pk__in=near).annotate(count=Count("works"))
        .order_by("-count", "pk").first()
    )  # fmt: skip
    other = key_of(SupplyKind.EXPERT, person.pk) if person is not None else ""
    return TourPair(found.demand_id, other)


def _words(candidate: Candidate) -> float:
    parts = {part["name"]: part["value"] for part in candidate.reasons.get("contributions", ())}
    return float(parts.get("words", 0.0)) / max(0.1, candidate.raw)
