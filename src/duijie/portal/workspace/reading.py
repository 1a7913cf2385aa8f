"""What the pages of the match workspace read alike."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.unit_matches import unit_name
from duijie.matching.interfaces.documents import KIND_OF
from duijie.matching.models import ChoiceKind, SupplyKind
from duijie.portal.records.finding import find
from duijie.registry.register import Register
from duijie_match.ranking.units import GroupedBy

PER_PAGE = 10


def find_demand(request: HttpRequest, pk: int) -> Demand:
    """The demand, for those who may see its matches: where they reach it, or where it is open to them."""
    if not can(request.user, Permission.MATCH_VIEW) or not can(request.user, Permission.DEMAND_VIEW):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    demand: Demand = find(request, DEMANDS, pk)
    if not can(request.user, Permission.MATCH_VIEW, demand.place):
        # Others than the office and the firm see an open demand, not who was found for it.
        raise PermissionDenied(_("Only the office in charge and the firm see who fits this demand."))
    return demand


def find_supply(request: HttpRequest, register: Register, pk: int) -> Any:
    """The item of supply, for those who reach it."""
    if register.key not in KIND_OF:
        raise Http404
    if not can(request.user, Permission.MATCH_VIEW) or not can(request.user, register.permission("view")):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    return find(request, register, pk)


def number(text: str | None, least: int, most: int) -> int | None:
    """``text`` as a number in the bounds, else nothing: addresses are typed by hand, too."""
    if text is None or not text.isascii() or not text.isdigit() or len(text) > 18:
        return None
    return int(text) if least <= int(text) <= most else None


def filters_of(request: HttpRequest) -> dict[str, Any]:
    """The filters of the address: kinds, lowest level, words, what was chosen, only new ones; by what they are grouped,
    and of which unit or team only.
    """
    kinds = tuple(kind for kind in request.GET.getlist("kind") if kind in SupplyKind.values)
    show, by = request.GET.get("show", ""), request.GET.get("by", "")
    grouped = GroupedBy(by) if by in list(GroupedBy) else None
    return {
        "kinds": kinds,
        "lowest": number(request.GET.get("lowest"), 1, 4) or 2,
        "q": request.GET.get("q", "")[:100],
        "show": show if show in ("new", *ChoiceKind.values) else "",
        "by": grouped,
        "unit": request.GET.get("unit", "").strip()[:300] if grouped else "",
    }


def filtered(demand: Demand, chosen: dict[str, Any], *, by: Any) -> list[queries.Shown]:
    """The candidates that the filters leave. Dismissed ones only on request."""
    found = queries.candidates_of(
        demand, by=by, kinds=chosen["kinds"], lowest=chosen["lowest"], only_new=chosen["show"] == "new"
    )
    words = chosen["q"].casefold().split()
    found = [one for one in found if all(word in text_for_words(one).casefold() for word in words)]
    if chosen["unit"]:
        found = [one for one in found if unit_name(one, chosen["by"]) == chosen["unit"]]
    if chosen["show"] in ChoiceKind.values:
        return [one for one in found if one.choice is not None and one.choice.choice == chosen["show"]]
    return [one for one in found if one.choice is None or one.choice.choice != ChoiceKind.DISMISSED]


def text_for_words(one: queries.Shown) -> str:
    """Where a typed word is looked for."""
    record = one.record
    return " ".join([
        str(record), record.owner_name, getattr(record, "body", ""), getattr(record, "research", ""),
        getattr(record, "team", ""),
    ])  # fmt: skip
