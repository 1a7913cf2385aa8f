"""Where a visit was logged, beside what every register has."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Router, Status

from duijie.api.routers.finding import find, find_reached
from duijie.api.routers.records import make_router
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.visits import PositionIn, PositionOut, show_position
from duijie.demands.domain.positions import note_position, remove_position
from duijie.demands.domain.queries.visits import position_of
from duijie.demands.visit_register import VISITS

router: Router = make_router(VISITS)


@router.get(
    "/{number}/position", operation_id="get_visit_position", response={200: PositionOut, **problems(404)},
    summary="Where it was logged, to about a kilometre, if its visitor let that be kept",
)  # fmt: skip
def get_position(request: HttpRequest, number: Path[Number]) -> Any:
    kept = position_of(find_reached(request, VISITS, number))
    if kept is None:
        raise Http404
    return show_position(kept)


@router.put(
    "/{number}/position", operation_id="note_visit_position", response={200: PositionOut, **problems(404)},
    summary="Keep where I logged it, with my consent to positions; another one takes its place",
)  # fmt: skip
def note(request: HttpRequest, number: Path[Number], body: PositionIn) -> Any:
    visit = find(request, VISITS, number, "edit")
    return show_position(note_position(visit=visit, position=(body.latitude, body.longitude), by=request.user))


@router.delete(
    "/{number}/position", operation_id="remove_visit_position", response={204: None, **problems(404)},
    summary="Remove it: by its visitor, or by the office that decides on personal data",
)  # fmt: skip
def remove(request: HttpRequest, number: Path[Number]) -> Any:
    remove_position(visit=find(request, VISITS, number, "view"), by=request.user)
    return Status(204, None)
