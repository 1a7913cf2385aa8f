"""Open-bid challenges: listing, preparing, steps, bidding, choosing."""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.finding import find
from duijie.api.routers.taking import taking
from duijie.api.schemas.challenges import (
    AwardIn,
    BidIn,
    BidOut,
    BreachIn,
    BreachOut,
    BreachPage,
    BreachQuery,
    ChallengeIn,
    ChallengeOut,
    ChallengePage,
    ChallengeQuery,
    UndoBreachIn,
    show_bid,
    show_breach,
    show_challenge,
)
from duijie.api.schemas.common import Number, VersionIn, problems
from duijie.demands.challenge_states import CHALLENGE_STEPS
from duijie.demands.domain import challenges as domain
from duijie.demands.domain.breaches import record_breach, undo_breach
from duijie.demands.domain.queries import breaches
from duijie.demands.domain.queries import challenges as queries
from duijie.demands.models import Bid
from duijie.demands.registers import DEMANDS

router = Router(tags=["challenges"])


@router.get("", operation_id="list_challenges", summary="List", response={200: ChallengePage, **problems()})
def list_challenges(request: HttpRequest, query: Query[ChallengeQuery]) -> Any:
    require(request.user, Permission.DEMAND_VIEW)
    rows = queries.list_challenges(by=request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-changed_at", "-pk"), query, show_challenge)


@router.get(
    "/breaches", operation_id="list_breaches", summary="Breaches of challenges, the latest first",
    response={200: BreachPage, **problems()},
)  # fmt: skip
def list_breaches(request: HttpRequest, query: Query[BreachQuery]) -> Any:
    require(request.user, Permission.DEMAND_VIEW)
    rows = breaches.list_breaches(by=request.user)
    if query.side:
        rows = rows.filter(side=query.side)
    if query.standing is not None:
        rows = rows.filter(undone_at__isnull=query.standing)
    return page_of(rows.order_by("-on", "-pk"), query, show_breach)


@router.post(
    "/breaches/{row}/undo", operation_id="undo_breach", summary="Take a breach back: it counts no more",
    response={200: BreachOut, **problems(404)},
)  # fmt: skip
def undo(request: HttpRequest, row: Path[Number], body: UndoBreachIn) -> Any:
    require(request.user, Permission.CHALLENGE_BREACH)
    found = breaches.find_breach(by=request.user, pk=row)
    return show_breach(undo_breach(breach=found, reason=body.reason, by=request.user))


@router.post(
    "/{number}/breaches", operation_id="record_breach", summary="Record that the firm or the winner broke its word",
    response={201: BreachOut, **problems(404)},
)  # fmt: skip
def breach(request: HttpRequest, number: Path[Number], body: BreachIn) -> Any:
    require(request.user, Permission.CHALLENGE_BREACH)
    challenge = queries.find_challenge(by=request.user, demand=number)
    return Status(201, show_breach(record_breach(challenge=challenge, by=request.user, **body.dict())))


@router.get(
    "/{number}", operation_id="get_challenge", summary="That of a demand", response={200: ChallengeOut, **problems(404)}
)
def get_challenge(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.DEMAND_VIEW)
    return show_challenge(queries.find_challenge(by=request.user, demand=number))


@router.put(
    "/{number}", operation_id="prepare_challenge", summary="Begin it (version 0), or change it while it is prepared",
    response={200: ChallengeOut, **problems(404, 409)},
)  # fmt: skip
def prepare(request: HttpRequest, number: Path[Number], body: ChallengeIn) -> Any:
    demand = find(request, DEMANDS, number, "step")
    values = body.dict(exclude={"version"})
    return show_challenge(domain.prepare(demand=demand, values=values, version=body.version, by=request.user))


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: VersionIn) -> Any:
    require(request.user, Permission.DEMAND_STEP)
    challenge = queries.find_challenge(by=request.user, demand=number)
    done = domain.take_challenge_step(
        challenge=challenge, verb=verb, version=body.version, by=request.user, reason=body.reason
    )
    return show_challenge(done)


router.post(
    "/{number}/steps/{verb}", operation_id="take_challenge_step", summary="Take a step",
    response={200: ChallengeOut, **problems(404, 409)},
)(taking(take_step, verb=Literal[tuple(CHALLENGE_STEPS)]))  # fmt: skip


@router.get(
    "/{number}/bids", operation_id="list_bids", summary="The bids that I may see: mine, or all once bidding is over",
    response={200: list[BidOut], **problems(404)},
)  # fmt: skip
def list_bids(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.DEMAND_VIEW)
    challenge = queries.find_challenge(by=request.user, demand=number)
    return [show_bid(one) for one in queries.list_bids(challenge, by=request.user)]


@router.post(
    "/{number}/bids",
    operation_id="bid",
    summary="Bid, or write over one's bid",
    response={200: BidOut, **problems(404)},
)
def bid(request: HttpRequest, number: Path[Number], body: BidIn) -> Any:
    require(request.user, Permission.CHALLENGE_BID)
    challenge = queries.find_challenge(by=request.user, demand=number)
    own = {one.pk: one for one in queries.organisations_of(request.user)}
    chosen = body.organisation or (next(iter(own)) if len(own) == 1 else None)
    if chosen not in own:
        words = _("Name one of your organisations.")
        raise ValidationError({"organisation": [ValidationError(words, code="organisation")]})
    values = body.dict(exclude={"organisation"})
    return show_bid(domain.bid(challenge=challenge, organisation=own[chosen], values=values, by=request.user))


def _bid(request: HttpRequest, number: int, row: int) -> Bid:
    challenge = queries.find_challenge(by=request.user, demand=number)
    found: Bid = queries.list_bids(challenge, by=request.user).get(pk=row)
    return found


@router.delete(
    "/{number}/bids/{row}", operation_id="withdraw_bid", summary="Take one's bid back",
    response={200: BidOut, **problems(404)},
)  # fmt: skip
def withdraw(request: HttpRequest, number: Path[Number], row: Path[Number]) -> Any:
    require(request.user, Permission.CHALLENGE_BID)
    return show_bid(domain.withdraw_bid(bid=_bid(request, number, row), by=request.user))


@router.post(
    "/{number}/bids/{row}/award", operation_id="award_challenge", summary="Choose a bid",
    response={200: ChallengeOut, **problems(404, 409)},
)  # fmt: skip
def award(request: HttpRequest, number: Path[Number], row: Path[Number], body: AwardIn) -> Any:
    require(request.user, Permission.DEMAND_STEP)
    chosen = _bid(request, number, row)
    return show_challenge(domain.award(bid=chosen, version=body.version, by=request.user, reason=body.reason))
