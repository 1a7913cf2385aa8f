"""Work logs: read, logged, answered, approved, corrected. By the domain functions that pages call."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.routers.taking import taking
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.work_logs import (
    WorkLogCorrectionIn,
    WorkLogIn,
    WorkLogOut,
    WorkLogPage,
    WorkLogQuery,
    WorkLogStepIn,
    show_log,
)
from duijie.programmes.domain.queries import work_logs as queries
from duijie.programmes.domain.worklogs import approvals, confirmations
from duijie.programmes.domain.worklogs import work_logs as domain
from duijie.programmes.domain.worklogs.log_positions import remove_log_position
from duijie.programmes.models import Posting
from duijie.programmes.service_states import LOG_STEPS

router = Router(tags=["work logs"])
STEPS = tuple(one.verb for one in LOG_STEPS.values() if not one.particular)


@router.get(
    "", operation_id="list_work_logs", summary="Those that I may see", response={200: WorkLogPage, **problems()}
)
def list_work_logs(request: HttpRequest, query: Query[WorkLogQuery]) -> Any:
    require(request.user, Permission.WORK_LOG_VIEW)
    rows = queries.list_logs(by=request.user)
    if query.posting:
        rows = rows.filter(posting=query.posting)
    if query.state:
        rows = rows.filter(state=query.state)
    return page_of(rows.order_by("-worked_on", "-pk"), query, show_log)


@router.post("", operation_id="log_work", summary="Log a day of my own", response={201: WorkLogOut, **problems(404)})
def log_work(request: HttpRequest, body: WorkLogIn) -> Any:
    require(request.user, Permission.WORK_LOG_ADD)
    rows = Posting.objects.visible_to(request.user).select_related(*queries.POSTING_JOINED)
    posting = rows.get(pk=body.posting)
    values = body.dict(exclude={"posting", "submission"})
    made = domain.log_work(posting=posting, values=values, by=request.user, submission=body.submission)
    return Status(201, show_log(made))


@router.get("/{number}", operation_id="get_work_log", summary="One", response={200: WorkLogOut, **problems(404)})
def get_work_log(request: HttpRequest, number: Path[Number]) -> Any:
    return show_log(_find(request, number))


@router.post(
    "/{number}/correct", operation_id="correct_work_log", summary="A new log in place of one that is counted",
    response={201: WorkLogOut, **problems(404, 409)},
)  # fmt: skip
def correct(request: HttpRequest, number: Path[Number], body: WorkLogCorrectionIn) -> Any:
    values = body.dict(exclude={"reason"})
    made = domain.correct_log(log=_find(request, number), values=values, reason=body.reason, by=request.user)
    return Status(201, show_log(made))


@router.delete(
    "/{number}/position", operation_id="remove_work_log_position", response={204: None, **problems(404)},
    summary="Remove where it was written: by its author, or by the office that decides on personal data",
)  # fmt: skip
def remove_position(request: HttpRequest, number: Path[Number]) -> Any:
    remove_log_position(log=_find(request, number), by=request.user)
    return Status(204, None)


def take_step(request: HttpRequest, number: Path[Number], verb: Any, body: WorkLogStepIn) -> Any:
    common: dict[str, Any] = {"log": _find(request, number), "version": body.version, "by": request.user}
    if verb in ("confirm", "dispute"):
        return show_log(confirmations.answer_log(**common, confirmed=verb == "confirm", reason=body.reason))
    if verb == "submit":
        return show_log(domain.submit_log(**common))
    if verb == "approve":
        return show_log(approvals.approve_log(**common))
    verbs = {"withdraw": domain.withdraw_log, "return": approvals.return_log}
    return show_log(verbs[verb](**common, reason=body.reason))


router.post(
    "/{number}/steps/{verb}", operation_id="take_work_log_step", summary="Take a step",
    response={200: WorkLogOut, **problems(404, 409)},
)(taking(take_step, verb=Literal[STEPS]))  # fmt: skip


def _find(request: HttpRequest, number: int) -> Any:
    require(request.user, Permission.WORK_LOG_VIEW)
    return queries.find_log(by=request.user, pk=number)
