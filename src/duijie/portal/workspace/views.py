"""The match workspace: a demand and who can meet it; turned round, an item of supply and the demands that it fits."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.listing import listed
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import WANTING, DemandState
from duijie.matching.domain import choices as domain
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import tell_times
from duijie.matching.domain.queries.ranking_models import is_outdated, model_in_use
from duijie.matching.interfaces.documents import SUPPLY, kind_and_pk
from duijie.matching.models import ChoiceKind, SupplyKind
from duijie.matching.states import Reason
from duijie.portal.limits import limits_form, limits_of
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import came_from, tell
from duijie.portal.turns import turn_of_demand
from duijie.portal.workspace.reading import PER_PAGE, filtered, filters_of, find_demand, find_supply, number
from duijie.portal.workspace.units import SWITCH, unit_table
from duijie.registry.domain.queries.records import list_records, text_filter
from duijie.registry.register import Register

MOST_COMPARED = 3
MOST_NAMED = 5
"""Records of each kind that are offered for what was typed."""


@login_required
@require_safe
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """The demand on the left, candidates on the right."""
    found = find_demand(request, pk)
    chosen = filters_of(request)
    run, in_use = queries.current_run(found), model_in_use()
    shown = filtered(found, chosen, by=request.user)
    units = unit_table(request, shown, chosen) if chosen["by"] and not chosen["unit"] else None
    at, keys = request.GET.get("at", ""), [one.key for one in shown]
    asked_page = request.GET.get("page") or (keys.index(at) // PER_PAGE + 1 if at in keys else None)
    page = Paginator([] if units is not None else shown, PER_PAGE).get_page(asked_page)
    for one, after in zip(page, [*keys[page.start_index() :], ""], strict=False):
        one.data, one.after = queries.text_of(one.register, one.record), after
    tell_times(run, page)
    asked = request.GET.get("find", "").strip()[:60]
    named, has_more = others(asked, by=request.user) if asked else ([], False)
    kept = request.GET.copy()
    for name in ("page", "find", "at"):
        kept.pop(name, None)
    is_missing = run is not None and not shown and not queries.is_in_run(found, run)
    is_narrowed = any(chosen[name] for name in ("kinds", "q", "show", "unit"))
    context = {
        "empty": "" if shown or is_narrowed or run is None else why_empty(found, chosen["lowest"], by=request.user),
        "missing": is_missing, "is_wanting": found.state in WANTING,
        "wanting": listed(state.label for state in DemandState if state in WANTING),
        "demand": found, "demand_data": queries.text_of(DEMANDS, found), "page": page, "chosen": chosen,
        "units": units, "switch": [(str(key), label) for key, label in SWITCH.items()],
        "run": run, "may_open_run": run is not None and can(request.user, Permission.MATCH_VIEW, run.area.place),
        "levels": LEVELS, "kinds": SupplyKind.choices,
        "kept": [(name, one) for name, values in kept.lists() for one in values],
        "reasons": Reason.choices, "find": asked, "no_marks": {},
        "others": named, "has_more": has_more,
        "may_choose": can(request.user, Permission.MATCH_CHOOSE, found.place),
        "may_propose": can(request.user, Permission.PROPOSAL_MAKE, found.place),
        "may_run": can(request.user, Permission.MATCH_RUN, run.area.place if run else found.place),
        "in_use": in_use, "outdated": is_outdated(run, in_use), "limits": limits_of(run) if run else "",
        "limits_form": limits_form(run), "turn": turn_of_demand(found, by=request.user),
    }  # fmt: skip
    return render(request, "portal/workspace/demand.html", context)


def why_empty(demand: Demand, lowest: int, *, by: Any) -> str:
    """Why nothing is shown although nothing but the level was asked for: all were ``dismissed``, or fit ``less``."""
    if queries.candidates_of(demand, by=by, lowest=lowest):
        return "dismissed"
    return "less" if lowest > 1 else ""


def others(text: str, *, by: Any, besides: Collection[str] = ()) -> tuple[list[tuple[str, Any]], bool]:
    """The first records of each kind of supply that fit what was typed, but those whose keys are ``besides``, and
    whether there are more; for the question why not.
    """
    found: list[tuple[str, Any]] = []
    has_more = False
    for kind, register in SUPPLY.items():
        known = [pk for one, pk in map(kind_and_pk, besides) if one == kind]
        rows = list_records(register, by=by).filter(text_filter(register, text), archived_at=None).exclude(pk__in=known)
        first = list(rows.order_by(register.title, "pk")[: MOST_NAMED + 1])
        has_more |= len(first) > MOST_NAMED
        found += [(f"{kind}-{one.pk}", one) for one in first[:MOST_NAMED]]
    return found, has_more


@login_required
@require_safe
def why_not(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one named candidate stands, and what it lacks."""
    found = find_demand(request, pk)
    kind, supply = pair_of(request.GET.get("supply", ""))
    try:
        record = domain.visible_supply(kind=kind, supply=supply, by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("workspace", pk)
    key = f"{kind}-{supply}"
    listed_as = next((one for one in queries.candidates_of(found, by=request.user) if one.key == key), None)
    context = {
        "demand": found, "record": record, "kind": kind, "register": SUPPLY[kind], "listed_as": listed_as,
        "may_choose": can(request.user, Permission.MATCH_CHOOSE, found.place),
        "answer": queries.why_not(found, kind=kind, supply=supply, by=request.user),
        "demand_data": queries.text_of(DEMANDS, found), "supply_data": queries.text_of(SUPPLY[kind], record),
    }  # fmt: skip
    return render(request, "portal/workspace/why_not.html", context)


@login_required
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Up to three candidates side by side; the way back keeps the filters of the list."""
    found = find_demand(request, pk)
    filters = request.GET.copy()
    filters.pop("c", None)
    back = reverse("workspace", args=[pk], query=filters)
    every = {one.key: one for one in queries.candidates_of(found, by=request.user)}
    chosen = [every[key] for key in dict.fromkeys(request.GET.getlist("c")) if key in every]
    shown = chosen[:MOST_COMPARED]
    if len(shown) < 2:
        messages.error(request, _("Choose two or three candidates to compare."))
        return redirect(back)
    if len(chosen) > len(shown):
        words = _("You chose %(n)d candidates; the first %(most)d of them are shown.")
        messages.warning(request, words % {"n": len(chosen), "most": MOST_COMPARED})
    for one in shown:
        one.data = queries.text_of(one.register, one.record)
    return render(request, "portal/workspace/compare.html", {"demand": found, "shown": shown, "back": back})


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Shortlist, dismiss with a reason, or take either back."""
    found = find_demand(request, pk)
    kind, supply = pair_of(request.POST.get("supply", ""))
    choice = request.POST.get("choice", "")
    try:
        if choice == "none":
            domain.unchoose(demand=found, kind=kind, supply=supply, by=request.user)
        else:
            domain.choose(
                demand=found, kind=kind, supply=supply, choice=choice, by=request.user,
                reason=request.POST.get("reason", ""), note=request.POST.get("note", ""),
            )  # fmt: skip
    except ValidationError as error:
        tell(request, error)
        return redirect(back_to_candidates(request))
    words = {
        ChoiceKind.SHORTLISTED: _("Shortlisted."),
        ChoiceKind.DISMISSED: _("Dismissed. It can be taken back under “dismissed”."),
    }
    messages.success(request, words.get(ChoiceKind(choice), "") if choice != "none" else _("Taken back."))
    return redirect(back_to_candidates(request, request.POST.get("after", "") if choice == "dismissed" else ""))


@login_required
@require_safe
def turned(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """The same turned round: demands that an achievement, an expert, a service or a carrier fits."""
    record = find_supply(request, register, pk)
    lowest = number(request.GET.get("lowest"), 1, 4) or 2
    page = Paginator(queries.demands_for(register, record, by=request.user, lowest=lowest), PER_PAGE)
    shown = page.get_page(request.GET.get("page"))
    for one in shown:
        one.data = queries.text_of(DEMANDS, one.record)
        one.may_propose = can(request.user, Permission.PROPOSAL_MAKE, one.record.place)
    context = {
        "register": register, "record": record, "record_data": queries.text_of(register, record), "page": shown,
        "lowest": lowest, "levels": LEVELS, "no_marks": {}, "kept": f"lowest={lowest}",
    }  # fmt: skip
    return render(request, "portal/workspace/turned.html", context)


def back_to_candidates(request: HttpRequest, key: str = "") -> str:
    """Where a button of a candidate was pressed: at that candidate, or at the one named ``key``."""
    kind, supply = pair_of(key or request.POST.get("supply", ""))
    address = came_from(request, "home")
    if not kind:
        return address
    place, parts = f"{kind}-{supply}", urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    if "at" in query:  # its page of the list; who was dismissed is on none
        query["at"] = place
    return urlunsplit(parts._replace(query=query.urlencode(), fragment=place))


def pair_of(key: str) -> tuple[str, int]:
    """``achievement-17``; anything else names nothing."""
    kind, _dash, pk = key.rpartition("-")
    known = number(pk, 1, 2**62)
    return kind_and_pk(key) if known is not None and kind in SupplyKind.values else ("", 0)
