"""Challenges: list, export, one with its rules and bids, preparing it, its steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.common.steps import steps_from
from duijie.demands.challenge_checks import CHALLENGE_CHECKS
from duijie.demands.challenge_states import CHALLENGE_STEPS, OVER, BidState, ChallengeState
from duijie.demands.domain import challenges as domain
from duijie.demands.domain.queries import challenges as queries
from duijie.demands.domain.queries.breaches import breaches_of, sides_open
from duijie.demands.models import Challenge
from duijie.demands.registers import DEMANDS
from duijie.portal.challenges.forms import ChallengeForm
from duijie.portal.challenges.tables import ChallengeFilter, ChallengeTable
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.records.finding import find, numbers_of
from duijie.portal.tables import show_page
from duijie.portal.turns import turn_of_challenge, turn_of_demand

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.DEMAND_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ChallengeFilter(request.GET, queries.list_challenges(by=request.user))
    table = show_page(ChallengeTable(found.qs), request)
    return render(request, "portal/challenges/index.html", {"table": table, "filter": found})


@permitted(Permission.DEMAND_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = ChallengeFilter(request.GET, queries.list_challenges(by=request.user))
    return export_list(request, ChallengeTable(found.qs), _line, verb="challenge.export", back="challenge_list")


def _line(one: Challenge) -> list[Any]:
    return [
        str(one.demand), one.demand.owner_name, str(one.demand.area), one.firm_amount, one.grant, one.closes_on,
        one.get_state_display(), one.changed_at,
    ]  # fmt: skip


@permitted(Permission.DEMAND_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "portal/challenges/detail.html", context_of(request, find_challenge(request, pk)))


def find_challenge(request: HttpRequest, pk: int) -> Challenge:
    try:
        return queries.find_challenge(by=request.user, demand=pk)
    except Challenge.DoesNotExist as error:
        raise Http404 from error


def context_of(request: HttpRequest, challenge: Challenge) -> dict[str, Any]:
    """What the page of a challenge shows: its rules as they hold for it, the bids one may see, what one can do."""
    by = request.user
    may = queries.may_prepare(challenge.demand, by=by)
    rules = challenge.rules if challenge.state in OVER | {ChallengeState.ANNOUNCED} and challenge.rules else None
    rules = rules or queries.numbers_of(queries.rules_in(challenge.demand.area))
    own = {one.pk for one in queries.organisations_of(by)} - {challenge.demand.organisation_id}
    bids = list(queries.list_bids(challenge, by=by))
    return {
        "challenge": challenge, "demand": challenge.demand, "may_prepare": may,
        "checks": [(str(one.words) % rules, one.is_met(challenge, rules) or bool(challenge.announced_at))
                   for one in CHALLENGE_CHECKS],
        "steps": steps_from(CHALLENGE_STEPS, challenge.state) if may else (),
        "breaches": breaches_of(challenge, by=by), "may_breach": bool(sides_open(challenge, by=by)),
        "may_undo": can(by, Permission.CHALLENGE_BREACH, challenge.place),
        "bids": bids, "count": queries.count_bids(challenge), "own": own,
        "may_bid": challenge.is_open and bool(own),
        "has_bid": any(one.organisation_id in own and one.state == BidState.SUBMITTED for one in bids),
        "turn": turn_of_challenge(challenge, by=by),
        "may_award": may and challenge.state == ChallengeState.ANNOUNCED and not challenge.is_open,
    }  # fmt: skip


@permitted(Permission.DEMAND_STEP)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the challenge of a demand, or change it while it is being prepared."""
    demand = find(request, DEMANDS, pk)
    require(request.user, Permission.DEMAND_STEP, demand.place)
    challenge = queries.list_challenges(by=request.user).filter(demand=demand).first()
    form = ChallengeForm(request.POST or None, challenge=challenge)
    if request.method == "POST" and form.is_valid():
        try:
            domain.prepare(demand=demand, values=form.values, version=form.cleaned_data["version"], by=me(request))
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, _("Somebody changed this just now. Look at it again, then save."))
        else:
            messages.success(request, _("Saved."))
            return redirect("challenge_detail", pk)
    turn = turn_of_challenge(challenge, by=me(request)) if challenge else turn_of_demand(demand, by=me(request))
    context = {"form": form, "demand": demand, "challenge": challenge, "turn": turn}
    return render(request, "portal/challenges/edit.html", context)


@permitted(Permission.DEMAND_STEP)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for the reason where one is needed, and take the step."""
    taken = CHALLENGE_STEPS.get(verb)
    if taken is None:
        raise Http404
    challenge = find_challenge(request, pk)
    require(request.user, Permission.DEMAND_STEP, challenge.place)
    if request.method == "POST":
        given = numbers_of([request.POST.get("version", "")], 1)
        try:
            domain.take_challenge_step(
                challenge=challenge, verb=verb, version=given[0] if given else challenge.version, by=me(request),
                reason=request.POST.get("reason", "")[:200],
            )  # fmt: skip
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, _("Somebody changed this just now. Look at it, then try again."))
        else:
            messages.success(request, _("Saved."))
        return redirect("challenge_detail", pk)
    turn = turn_of_challenge(challenge, by=me(request))
    context = {"challenge": challenge, "demand": challenge.demand, "step": taken, "turn": turn}
    return render(request, "portal/challenges/step.html", context)
