"""The steps of demands, beside what every register has."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from duijie.api.current import answer
from duijie.api.routers.finding import find
from duijie.api.routers.records import make_router
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, VersionIn, problems
from duijie.api.schemas.records import shapes_of
from duijie.demands.domain.demands import take_step as take
from duijie.demands.domain.queries.demands import list_steps as steps_of
from duijie.demands.registers import DEMANDS
from duijie.demands.states import STEPS, DemandState

router: Router = make_router(DEMANDS)


class StepOut(Schema):
    verb: str
    label: str = Field(description="In the language of Accept-Language")
    target: DemandState
    needs_reason: bool


@router.get(
    "/{number}/steps",
    operation_id="list_demand_steps",
    summary="The steps that I can take now",
    response={200: list[StepOut], **problems(404)},
)
def list_steps(request: HttpRequest, number: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    return [
        {"verb": step.verb, "label": str(step.label), "target": step.target, "needs_reason": step.needs_reason}
        for step in steps_of(demand=demand, by=request.user)
    ]


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: VersionIn) -> Any:
    demand = find(request, DEMANDS, number, "step")
    done = take(demand=demand, verb=verb, version=body.version, by=request.user, reason=body.reason)
    return answer(request, DEMANDS, done)


router.post(
    "/{number}/steps/{verb}",
    operation_id="take_demand_step",
    summary="Take a step",
    response={200: shapes_of(DEMANDS.key).out, **problems(404, 409)},
)(taking(take_step, verb=Literal[tuple(STEPS)]))
