"""For the guided tour: a demand whose best candidate says it in other words, and a name one might expect instead."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef

from duijie.accounts.permissions import Permission
from duijie.demands.models import Demand
from duijie.matching.interfaces.documents import key_of
from duijie.matching.models import Candidate, ItemSide, Proposal, SupplyKind
from duijie.matching.states import LIVING
from duijie.registry.models import Person, TitleRank


@dataclass(frozen=True, slots=True)
class TourPair:
    """The number of the demand, the key of its best candidate, the key of somebody who does not fit it although it
    looks so, and the number of the living proposal of the first two, if there is one.
    """

    demand: int
    best: str
    other: str
    proposal: int | None


def subtle_pair(*, by: Any) -> TourPair | None:
    """Of the matches of the best level that ``by`` may open, the one with the fewest shared words; none that the demo
    has proposed itself, and None before the first run.
    """
    demands = Demand.objects.reached_by(by, Permission.MATCH_VIEW).filter(archived_at=None)
    told = Proposal.objects.filter(
        demand=OuterRef("demand"), kind=OuterRef("kind"), supply=OuterRef("supply"), is_demo=True
    )  # fmt: skip
    rows = Candidate.objects.filter(
        ~Exists(told), run__is_current=True, direction=ItemSide.DEMAND, rank=1, level__gte=3, demand__in=demands
    ).order_by("-score", "pk")  # fmt: skip
    found = min(rows[:60], key=lambda one: (-one.level, _words(one)), default=None)
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
    living = Proposal.objects.visible_to(by).filter(
        demand=found.demand_id, kind=found.kind, supply=found.supply, state__in=LIVING
    ).first()  # fmt: skip
    return TourPair(found.demand_id, key_of(found.kind, found.supply), other, living.pk if living else None)


def _words(candidate: Candidate) -> float:
    parts = {part["name"]: part["value"] for part in candidate.reasons.get("contributions", ())}
    return float(parts.get("words", 0.0)) / max(0.1, candidate.raw)
