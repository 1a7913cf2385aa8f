"""The funnel, and work reports: list, make, change, compare, archive, their documents."""

from pathlib import Path as FilePath
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import asked_of, filtered
from duijie.api.routers.taking import FILE
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.work_reports import (
    ChangeOut,
    FunnelOut,
    FunnelQuery,
    WorkReportEdit,
    WorkReportIn,
    WorkReportOut,
    WorkReportPage,
    WorkReportQuery,
    WorkReportWhole,
    show_funnel,
    show_report,
    show_whole_report,
)
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.indicators.domain import work_reports as domain
from duijie.indicators.domain.queries import work_reports as queries
from duijie.indicators.domain.queries.funnel import funnel_of
from duijie.indicators.interfaces.funnel_forms import FunnelForm
from duijie.indicators.interfaces.report_forms import WorkReportFilter, WorkReportForm
from duijie.indicators.interfaces.report_wording import title_of
from duijie.indicators.models import WorkReport

funnel_router = Router(tags=["funnel"])
router = Router(tags=["work reports"])
FILES = {"docx": "document", "pdf": "paper"}


@funnel_router.get("", operation_id="get_funnel", summary="The funnel", response={200: FunnelOut, **problems()})
def get_funnel(request: HttpRequest, query: Query[FunnelQuery]) -> Any:
    require(request.user, Permission.COUNTY_VIEW)
    form = FunnelForm(asked_of(query), by=request.user)
    _refuse_wrong(form)
    asked = form.asked
    return show_funnel(funnel_of(asked.area, asked.period, basis=asked.basis, cut=asked.cut, by=request.user))


@router.get("", operation_id="list_work_reports", summary="List", response={200: WorkReportPage, **problems()})
def list_work_reports(request: HttpRequest, query: Query[WorkReportQuery]) -> Any:
    require(request.user, Permission.REPORT_VIEW)
    found = WorkReportFilter(asked_of(query), queries.list_work_reports(by=request.user), by=request.user)
    return page_of(filtered(found), query, show_report)


@router.post(
    "", operation_id="make_work_report", summary="Make one; the answer names the job",
    response={202: WorkReportOut, **problems()},
)  # fmt: skip
def make_work_report(request: HttpRequest, body: WorkReportIn) -> Any:
    require(request.user, Permission.REPORT_MAKE)
    form = WorkReportForm(body.model_dump(mode="json"), by=request.user)
    _refuse_wrong(form)
    given = form.cleaned_data
    made = domain.make_work_report(
        area=given["area"], period=given["period"], language=given["language"],
        title=given["title"] or title_of(given["area"], given["period"], given["language"]),
        base=request.build_absolute_uri("/"), by=request.user,
    )  # fmt: skip
    return Status(202, show_report(made))


@router.get(
    "/{number}", operation_id="get_work_report", summary="One, with its figures",
    response={200: WorkReportWhole, **problems(404)},
)  # fmt: skip
def get_work_report(request: HttpRequest, number: Path[Number]) -> Any:
    return show_whole_report(_find(request, number))


@router.put(
    "/{number}", operation_id="change_work_report", summary="Another title, language, or other cases",
    response={202: WorkReportOut, **problems(404, 409)},
)  # fmt: skip
def change_work_report(request: HttpRequest, number: Path[Number], body: WorkReportEdit) -> Any:
    require(request.user, Permission.REPORT_MAKE)
    changed = domain.change_work_report(
        report=_find(request, number), version=body.version, title=body.title, language=body.language,
        cases=body.cases, by=request.user,
    )  # fmt: skip
    return Status(202, show_report(changed))


@router.post(
    "/{number}/again", operation_id="repeat_work_report", summary="The same once more, from today's records",
    response={202: WorkReportOut, **problems(404)},
)  # fmt: skip
def repeat_work_report(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.REPORT_MAKE)
    base = request.build_absolute_uri("/")
    return Status(
        202, show_report(domain.repeat_work_report(report=_find(request, number), base=base, by=request.user))
    )


@router.get(
    "/{number}/changes", operation_id="list_work_report_changes", summary="Which figures would be others today",
    response={200: list[ChangeOut], **problems(404)},
)  # fmt: skip
def list_changes(request: HttpRequest, number: Path[Number]) -> Any:
    report = _find(request, number)
    return queries.changes_since(report, by=request.user) if report.figures else []


@router.post(
    "/{number}/{verb}", operation_id="move_work_report", summary="Archive or restore",
    response={200: WorkReportOut, **problems(404)},
)  # fmt: skip
def move_work_report(request: HttpRequest, number: Path[Number], verb: Literal["archive", "restore"]) -> Any:
    require(request.user, Permission.REPORT_MAKE)
    move = domain.archive_work_report if verb == "archive" else domain.restore_work_report
    return show_report(move(report=_find(request, number), by=request.user))


@router.get(
    "/{number}/files/{kind}", operation_id="get_work_report_file", summary="The Word document or the PDF",
    response=problems(404), openapi_extra=FILE,
)  # fmt: skip
def get_file(request: HttpRequest, number: Path[Number], kind: Literal["docx", "pdf"]) -> Any:
    report = _find(request, number)
    file = getattr(report, FILES[kind])
    if not file or not FilePath(file.path).is_file():
        raise Http404
    audit.record(by=request.user, verb="work_report.download", target=report, place=report.place, detail={"kind": kind})
    return stored_file(FilePath(file.path), f"{report.title}.{kind}")


def _find(request: HttpRequest, number: int) -> WorkReport:
    require(request.user, Permission.REPORT_VIEW)
    return queries.find_work_report(by=request.user, pk=number)


def _refuse_wrong(form: Any) -> None:
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
