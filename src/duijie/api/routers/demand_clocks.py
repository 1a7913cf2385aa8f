"""The clocks of a demand and supervised handling: part of the router of demands."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Router

from duijie.api.routers.finding import find, find_reached
from duijie.api.schemas.clocks import (
    ClockEntryOut,
    ClockOut,
    ReasonIn,
    SupervisionOut,
    show_clock,
    show_entry,
    show_supervision,
)  # fmt: skip
from duijie.api.schemas.common import Number, problems
from duijie.demands.domain.queries import clocks as queries
from duijie.demands.domain.supervisions import lift_supervision, supervise_demand
from duijie.demands.registers import DEMANDS


def add_clocks(router: Router) -> None:
    """Clocks and their log are for those who reach the demand."""
    router.get(
        "/{number}/clocks",
        operation_id="list_demand_clocks",
        summary="Its clocks, the open ones first",
        response={200: list[ClockOut], **problems(404)},
    )(list_clocks)
    router.get(
        "/{number}/clocks/log",
        operation_id="list_demand_clock_log",
        summary="What happened to its clocks, the latest first",
        response={200: list[ClockEntryOut], **problems(404)},
    )(list_log)
    router.get(
        "/{number}/supervisions",
        operation_id="list_demand_supervisions",
        summary="Supervised handling, the latest first",
        response={200: list[SupervisionOut], **problems(404)},
    )(list_supervisions)
    router.post(
        "/{number}/supervisions",
        operation_id="supervise_demand",
        summary="Order supervised handling",
        response={200: SupervisionOut, **problems(404)},
    )(supervise)
    router.post(
        "/{number}/supervisions/lift",
        operation_id="lift_demand_supervision",
        summary="Lift supervised handling",
        response={200: SupervisionOut, **problems(404)},
    )(lift)


def list_clocks(request: HttpRequest, number: Path[Number]) -> Any:
    return [show_clock(one) for one in queries.clocks_of(find_reached(request, DEMANDS, number))]


def list_log(request: HttpRequest, number: Path[Number]) -> Any:
    return [show_entry(one) for one in queries.log_of(find_reached(request, DEMANDS, number))]


def list_supervisions(request: HttpRequest, number: Path[Number]) -> Any:
    return [show_supervision(one) for one in queries.supervisions_of(find_reached(request, DEMANDS, number))]


def supervise(request: HttpRequest, number: Path[Number], body: ReasonIn) -> Any:
    demand = find(request, DEMANDS, number, "supervise")
    return show_supervision(supervise_demand(demand=demand, reason=body.reason, by=request.user))


def lift(request: HttpRequest, number: Path[Number], body: ReasonIn) -> Any:
    demand = find(request, DEMANDS, number, "supervise")
    return show_supervision(lift_supervision(demand=demand, reason=body.reason, by=request.user))
