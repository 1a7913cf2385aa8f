"""The steps of demands, beside what every register has."""

from datetime import date, datetime
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Router, Schema
from pydantic import Field

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.current import answer
from duijie.api.routers.demand_clocks import add_clocks
from duijie.api.routers.finding import find
from duijie.api.routers.records import make_router
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, VersionIn, problems
from duijie.api.schemas.records import shapes_of
from duijie.demands.common_states import CommonState
from duijie.demands.domain.demands import hand_over as hand
from duijie.demands.domain.demands import take_step as take
from duijie.demands.domain.queries.common_problems import shared_problem
from duijie.demands.domain.queries.demands import list_events as events_of
from duijie.demands.domain.queries.demands import list_messages as messages_of
from duijie.demands.domain.queries.demands import list_possible_handlers, rating_of
from duijie.demands.domain.queries.demands import list_steps as steps_of
from duijie.demands.domain.ratings import LONGEST_COMMENT, rate_demand
from duijie.demands.models import CommonProblem, Rating, Satisfaction
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import STEPS
from duijie.registry.domain.queries.records import sees_personal

router: Router = make_router(DEMANDS)
add_clocks(router)


class StepOut(Schema):
    verb: str
    label: str = Field(description="In the language of Accept-Language")
    field: Literal["state", "waiting", "level"] = Field(description="What the step changes")
    target: str
    needs_reason: bool
    checks: dict[str, str] = Field(description="What whoever takes the step confirms: its key, and in words")


@router.get(
    "/{number}/steps",
    operation_id="list_demand_steps",
    summary="The steps that I can take now",
    response={200: list[StepOut], **problems(404)},
)
def list_steps(request: HttpRequest, number: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    return [
        {
            "verb": step.verb,
            "label": str(step.label),
            "field": step.field,
            "target": step.target,
            "needs_reason": step.needs_reason,
            "checks": {key: str(CHECKS[key]) for key in step.checks},
        }
        for step in steps_of(demand=demand, by=request.user)
    ]


class StepIn(VersionIn):
    checks: list[Literal[tuple(CHECKS)]] = Field([], description="What is confirmed")  # type: ignore[valid-type]


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: StepIn) -> Any:
    demand = find(request, DEMANDS, number, STEPS[verb].permission.value.partition(".")[2])
    done = take(demand=demand, verb=verb, version=body.version, by=request.user, reason=body.reason, checks=body.checks)
    return answer(request, DEMANDS, done)


router.post(
    "/{number}/steps/{verb}",
    operation_id="take_demand_step",
    summary="Take a step",
    response={200: shapes_of(DEMANDS.key).out, **problems(404, 409)},
)(taking(take_step, verb=Literal[tuple(STEPS)]))


class CaseEventOut(Schema):
    at: datetime
    verb: str
    before: str
    after: str
    by: str
    handler: str
    reason: str


@router.get(
    "/{number}/events",
    operation_id="list_demand_events",
    summary="The course of the demand, the latest first; empty for those who do not reach it",
    response={200: list[CaseEventOut], **problems(404)},
)
def list_events(request: HttpRequest, number: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    reached = sees_personal(DEMANDS, demand, by=request.user)
    return [
        {
            "at": one.at,
            "verb": one.verb,
            "before": one.before,
            "after": one.after,
            "by": str(one.by or ""),
            "handler": str(one.handler or ""),
            "reason": one.reason,
        }
        for one in (events_of(demand) if reached else ())
    ]


class ToldOut(Schema):
    """A message about the demand."""

    kind: str
    subject: str = Field(description="In the language of Accept-Language")
    to: str = Field(description="Name of the account; name and address of a reader without one")
    sent_at: datetime
    read_at: datetime | None
    received_at: datetime | None = Field(description="When receipt was confirmed, where the kind asks for it")


@router.get(
    "/{number}/messages",
    operation_id="list_demand_messages",
    summary="Messages about it, the latest first: all for those who take its steps, else one's own",
    response={200: list[ToldOut], **problems(404)},
)
def list_messages(request: HttpRequest, number: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    require(request.user, Permission.MESSAGE_READ)
    reached = sees_personal(DEMANDS, demand, by=request.user)
    return [
        {
            "kind": one.kind,
            "subject": one.subject,
            "to": one.reader,
            "sent_at": one.created_at,
            "read_at": one.read_at,
            "received_at": one.received_at,
        }
        for one in (messages_of(demand, by=request.user) if reached else ())
    ]


class SharedProblemOut(Schema):
    title: str = Field(description="Empty where it would tell of another firm")
    state: CommonState
    firms: int = Field(description="How many firms have the problem; which ones is not told")
    solved_on: date | None


@router.get(
    "/{number}/common-problem",
    operation_id="get_demand_common_problem",
    summary="The common problem that the demand shares with other firms, for the firm itself",
    response={200: SharedProblemOut, **problems(404)},
)
def get_common_problem(request: HttpRequest, number: Path[Number]) -> Any:
    shared = shared_problem(find(request, DEMANDS, number, "view"), by=request.user)
    if shared is None:
        raise CommonProblem.DoesNotExist
    return {"title": shared.title, "state": shared.state, "firms": shared.firms, "solved_on": shared.solved_on}


class HandlerIn(VersionIn):
    handler: str = Field(min_length=1, max_length=150, description="Login name of an account that may take the steps")


def give_to(request: HttpRequest, number: Path[Number], body: HandlerIn) -> Any:
    demand = find(request, DEMANDS, number, "step")
    require(request.user, Permission.DEMAND_STEP, demand.place)
    to = next((one for one in list_possible_handlers(demand) if one.username == body.handler), None)
    if to is None:
        words = _("Nobody of this name may take the steps of this demand, or has it already.")
        raise ValidationError({"handler": [ValidationError(words, code="handler")]})
    return answer(
        request, DEMANDS, hand(demand=demand, to=to, version=body.version, by=request.user, reason=body.reason)
    )


router.put(
    "/{number}/handler",
    operation_id="hand_over_demand",
    summary="Hand the demand over",
    response={200: shapes_of(DEMANDS.key).out, **problems(404, 409)},
)(give_to)


class RatingIn(Schema):
    satisfaction: Satisfaction = Field(description="5 very satisfied … 1 very dissatisfied")
    comment: str = Field("", max_length=LONGEST_COMMENT)
    is_confirmed: bool = Field(False, description="The firm confirms that the problem is solved")


class RatingOut(RatingIn):
    by: str
    rated_at: datetime


def show_rating(rating: Rating) -> dict[str, Any]:
    names = ("satisfaction", "comment", "is_confirmed", "rated_at")
    return {"by": str(rating.by), **{name: getattr(rating, name) for name in names}}


@router.get(
    "/{number}/rating",
    operation_id="get_demand_rating",
    summary="What the firm says of the result",
    response={200: RatingOut, **problems(404)},
)
def get_rating(request: HttpRequest, number: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    rating = rating_of(demand) if sees_personal(DEMANDS, demand, by=request.user) else None
    if rating is None:
        raise Rating.DoesNotExist
    return show_rating(rating)


@router.put(
    "/{number}/rating",
    operation_id="rate_demand",
    summary="Rate the result for the firm",
    response={200: RatingOut, **problems(404)},
)
def rate(request: HttpRequest, number: Path[Number], body: RatingIn) -> Any:
    demand = find(request, DEMANDS, number, "rate")
    return show_rating(rate_demand(demand=demand, by=request.user, **body.dict()))
