"""Bidding for a challenge, taking a bid back, and choosing one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.domain import challenges as domain
from duijie.demands.domain.queries import challenges as queries
from duijie.demands.models import Bid, Challenge
from duijie.portal.challenges.forms import BidForm
from duijie.portal.challenges.views import find_challenge
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.records.finding import numbers_of
from duijie.portal.turns import turn_of_challenge

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.CHALLENGE_BID)
@form_page
def bid(request: HttpRequest, pk: int) -> HttpResponse:
    """Bid, or change one's bid, while bids are taken."""
    challenge = find_challenge(request, pk)
    own = {one.pk for one in queries.organisations_of(request.user)}
    given = queries.list_bids(challenge, by=request.user).filter(organisation__in=own).first()
    form = BidForm(request.POST or None, by=request.user, given=given)
    if not form.own:
        messages.error(request, _("You speak for no organisation that could bid."))
        return redirect("challenge_detail", pk)
    if request.method == "POST" and form.is_valid():
        try:
            domain.bid(challenge=challenge, organisation=form.organisation, values=form.values, by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Your bid was submitted. You can change it until the last day."))
            return redirect("challenge_detail", pk)
    turn = turn_of_challenge(challenge, by=me(request))
    context = {"form": form, "challenge": challenge, "demand": challenge.demand, "turn": turn}
    return render(request, "portal/challenges/bid.html", context)


@permitted(Permission.CHALLENGE_BID)
@require_POST
def withdraw(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    challenge = find_challenge(request, pk)
    try:
        domain.withdraw_bid(bid=_bid(request, challenge, row), by=me(request))
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Your bid was taken back. You can bid again until the last day."))
    return redirect("challenge_detail", pk)


@permitted(Permission.DEMAND_STEP)
@form_page
def award(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Choose this bid, with the reason."""
    challenge = find_challenge(request, pk)
    require(request.user, Permission.DEMAND_STEP, challenge.place)
    chosen = _bid(request, challenge, row)
    if request.method == "POST":
        given = numbers_of([request.POST.get("version", "")], 1)
        try:
            domain.award(
                bid=chosen, version=given[0] if given else challenge.version, by=me(request),
                reason=request.POST.get("reason", "")[:200],
            )  # fmt: skip
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, _("Somebody changed this just now. Look at it, then try again."))
        else:
            messages.success(request, _("Chosen. Both sides are in contact from now on."))
        return redirect("challenge_detail", pk)
    turn = turn_of_challenge(challenge, by=me(request))
    context = {"challenge": challenge, "demand": challenge.demand, "bid": chosen, "turn": turn}
    return render(request, "portal/challenges/award.html", context)


def _bid(request: HttpRequest, challenge: Challenge, row: int) -> Bid:
    found: Bid | None = queries.list_bids(challenge, by=request.user).filter(pk=row).first()
    if found is None:
        raise Http404
    return found
