"""What each reader of a proposal may call its two sides. A proposal goes to whoever is asked, whatever the tier of the
demand or the achievement: who does not see one of them whole reads its public name instead, and no reasons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from duijie.demands.models import Demand
from duijie.matching.models import Proposal, SupplyKind
from duijie.matching.states import Side
from duijie.registry.models import Achievement, Disclosure, Restriction

_PUBLIC = (
    "disclosure", "archived_at", "public_title", "public_summary", "names_owner", "organisation_name",
    "organisation__name",
)  # fmt: skip
"""What a name is made of where a record is not seen whole."""
READ = (
    "kind", "supply", "title", "person_id", "owner__name", "demand__title", *(f"demand__{name}" for name in _PUBLIC)
)  # fmt: skip
"""The columns of proposals, demands and owners that faces are made of: not their long texts."""
JOINED = ("demand__organisation", "owner")


@dataclass(frozen=True, slots=True)
class Face:
    """Names for both sides; ``is_whole``: the reader sees both whole, and why they fit."""

    demand: str
    firm: str
    supply: str
    owner: str
    is_whole: bool


def faces_of(proposals: Iterable[Proposal], *, by: Any, side: str = "") -> dict[int, Face]:
    """The face of each proposal for ``by``, or for whoever answers for ``side`` by a link. Four queries at most. An
    expert whose data is kept without being used is named to nobody."""
    found = list(proposals)
    hidden = _hidden_demands(found, by=by, side=side)
    kept_back = _hidden_achievements(found, by=by, side=side)
    unnamed = _unused_persons(found)
    faces = {}
    for one in found:
        demand, supply = one.demand, kept_back.get(one.pk)
        closed = demand.pk in hidden
        is_unused = one.person_id in unnamed
        faces[one.pk] = Face(
            demand=demand.public_name if closed else str(demand),
            firm=demand.public_owner if closed else demand.owner_name,
            supply=_number_of(one) if is_unused else one.title if supply is None else supply.public_name,
            owner="" if is_unused else _owner_of(one) if supply is None else supply.public_owner,
            is_whole=not closed and supply is None and not is_unused,
        )
    return faces


def _hidden_demands(found: list[Proposal], *, by: Any, side: str) -> set[int]:
    kept_back = {one.demand_id for one in found if one.demand.disclosure != Disclosure.REGISTERED}
    if not kept_back or side == Side.DEMAND:
        return set()
    if by is None:
        return kept_back
    seen = Demand.objects.visible_to(by).filter(pk__in=kept_back).order_by()
    return kept_back - set(seen.values_list("pk", flat=True))


def _number_of(proposal: Proposal) -> str:
    return _("expert no. %(number)d") % {"number": proposal.person_id}


def _owner_of(proposal: Proposal) -> str:
    return str(proposal.owner) if proposal.owner else ""


def _unused_persons(found: list[Proposal]) -> set[int]:
    persons = {one.person_id for one in found if one.person_id is not None}
    if not persons:
        return set()
    return set(Restriction.objects.filter(person__in=persons).values_list("person", flat=True))


def _hidden_achievements(found: list[Proposal], *, by: Any, side: str) -> dict[int, Achievement]:
    numbers = {one.supply for one in found if one.kind == SupplyKind.ACHIEVEMENT}
    if not numbers or side == Side.SUPPLY:
        return {}
    rows = Achievement.objects.exclude(disclosure=Disclosure.REGISTERED).select_related("organisation")
    kept_back = {one.pk: one for one in rows.filter(pk__in=numbers).only(*_PUBLIC).order_by()}
    if kept_back and by is not None:
        seen = Achievement.objects.visible_to(by).filter(pk__in=list(kept_back)).order_by()
        for number in seen.values_list("pk", flat=True):
            del kept_back[number]
    return {
        one.pk: kept_back[one.supply] for one in found if one.kind == SupplyKind.ACHIEVEMENT and one.supply in kept_back
    }


def face_of(proposal: Proposal, *, by: Any, side: str = "") -> Face:
    """The face of one proposal."""
    return faces_of([proposal], by=by, side=side)[proposal.pk]


def put_on_faces(proposals: Iterable[Proposal], *, by: Any) -> None:
    """Put ``face`` on each, for lists."""
    found = list(proposals)
    faces = faces_of(found, by=by)
    for one in found:
        one.face = faces[one.pk]  # type: ignore[attr-defined]


def seen_demands(by: Any) -> Q:
    """The proposals of demands whose names ``by`` is told."""
    return Q(demand__disclosure=Disclosure.REGISTERED) | Q(
        demand__in=Demand.objects.order_by().visible_to(by).exclude(disclosure=Disclosure.REGISTERED).values("pk")
    )


def seen_supply(by: Any) -> Q:
    """The proposals of supply whose names ``by`` is told."""
    kept_back = Achievement.objects.order_by().exclude(disclosure=Disclosure.REGISTERED)
    seen = Achievement.objects.order_by().visible_to(by).values("pk")
    hidden = Q(kind=SupplyKind.ACHIEVEMENT, supply__in=kept_back.exclude(pk__in=seen).values("pk"))
    return ~(hidden | Q(person__in=Restriction.objects.order_by().values("person")))
