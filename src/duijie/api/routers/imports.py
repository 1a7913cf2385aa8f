"""Imports: bring a list, say what its columns mean, check, decide, take over, take back."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from duijie.api.paging import page_of
from duijie.api.reading import area_of
from duijie.api.schemas.common import AreaCode, JobOut, PageQuery, Strict, problems
from duijie.common.domain import imports as domain
from duijie.common.domain.queries import imports as queries
from duijie.common.importing.nouns import noun_of, nouns
from duijie.common.importing.template import template_workbook
from duijie.common.models import Decision, Existing, ImportBatch, ImportRow, ImportState, RowOutcome

router = Router(tags=["imports"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RowNumber = Annotated[int, Path(ge=1, le=2**31 - 1)]


class ImportOut(Schema):
    id: UUID
    noun: str
    area: str
    name: str
    state: ImportState
    existing: Existing
    sheets: list[dict[str, Any]] = Field(description="How each sheet's header and columns are understood")
    notes: list[dict[str, Any]]
    run: int = Field(description="Which reading of the list the rows are from")
    job: UUID | None
    created_at: datetime
    applied_at: datetime | None
    reverted_at: datetime | None


class ImportDetail(ImportOut):
    counts: dict[str, int] = Field(description="Rows by outcome and state; take: how many would be taken over")


class ImportPage(Schema):
    items: list[ImportOut]
    count: int
    page: int
    page_size: int


class UploadIn(Strict):
    noun: str = Field("organisations", max_length=40)
    area: AreaCode


class SheetIn(Strict):
    use: bool = True
    header_row: int = Field(0, ge=0, le=60, description="0: as found")
    fields: dict[Annotated[str, Field(pattern=r"^\d{1,4}$")], str | None] = Field(
        default_factory=dict, description="Column number from 0 → field, or null for not read"
    )


class MappingIn(Strict):
    sheets: dict[str, SheetIn] = Field(default_factory=dict, description="By name of the sheet; csv has one, named ''")
    existing: Existing = Existing.UPDATE


class DecisionIn(Strict):
    decision: Decision
    numbers: list[Annotated[int, Field(ge=1, le=2**31 - 1)]] = Field(default_factory=list, max_length=1000)
    asked: bool = Field(False, description="All rows with questions, instead of numbers")


class CorrectionIn(Strict):
    run: int = Field(ge=0, le=2**31 - 1, description="The reading in which the row was seen, from the import")
    cells: dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=20_000)]] = Field(
        description="Field → what should stand there", max_length=200
    )


class DecidedOut(Schema):
    rows: int


class RowQuery(PageQuery):
    outcome: RowOutcome | None = None
    asks: bool | None = None


class RowOut(Schema):
    number: int
    sheet: str
    row: int
    outcome: RowOutcome
    cells: dict[str, Any]
    changes: dict[str, Any]
    errors: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    decision: str
    state: str
    record: int | None


class RowPage(Schema):
    items: list[RowOut]
    count: int
    page: int
    page_size: int


def show_import(batch: ImportBatch) -> dict[str, Any]:
    return {
        **{name: getattr(batch, name) for name in ImportOut.model_fields if name not in {"area", "job"}},
        "area": batch.area.code,
        "job": batch.job_id,
    }


@router.get("", operation_id="list_imports", summary="List imports", response={200: ImportPage, **problems()})
def list_imports(request: HttpRequest, query: Query[PageQuery]) -> Any:
    return page_of(queries.list_imports(by=request.user), query, show_import)


@router.get(
    "/templates/{noun}",
    operation_id="get_import_template",
    summary="The workbook to fill in, in the language of the request",
    response={200: bytes, **problems(404)},
    openapi_extra={"responses": {200: {"content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}},
)
def get_import_template(request: HttpRequest, noun: str) -> Any:
    if noun not in {one.key for one in nouns()}:
        raise Http404
    return HttpResponse(template_workbook(noun_of(noun), get_language() or "en"), content_type=XLSX)


@router.post("", operation_id="add_import", summary="Upload a list", response={201: ImportDetail, **problems(400, 413)})
def add_import(request: HttpRequest, body: Form[UploadIn], file: File[UploadedFile]) -> Any:
    area = area_of(body.area, field="area", by=request.user)
    if body.noun not in {noun.key for noun in nouns()}:
        raise ValidationError({"noun": [ValidationError(_("There is no such register."), code="unknown")]})
    batch = domain.add_import(
        noun=body.noun, area=area, name=file.name or "list", chunks=file.chunks(), by=request.user
    )
    return Status(201, _detail(batch))


@router.get("/{number}", operation_id="get_import", summary="One import", response={200: ImportDetail, **problems(404)})
def get_import(request: HttpRequest, number: UUID) -> Any:
    return _detail(queries.find_import(by=request.user, pk=number))


@router.put(
    "/{number}/mapping",
    operation_id="map_import",
    summary="Say what columns mean",
    response={200: ImportDetail, **problems(404)},
)
def map_import(request: HttpRequest, number: UUID, body: MappingIn) -> Any:
    batch = queries.find_import(by=request.user, pk=number)
    mapping = {name: sheet.dict() for name, sheet in body.sheets.items()}
    domain.map_import(batch=batch, mapping=mapping, existing=body.existing, by=request.user)
    return _detail(queries.find_import(by=request.user, pk=number))


@router.post(
    "/{number}/preview",
    operation_id="preview_import",
    summary="Check the rows",
    response={202: JobOut, **problems(404)},
)
def preview_import(request: HttpRequest, number: UUID) -> Any:
    return Status(202, domain.preview_import(batch=queries.find_import(by=request.user, pk=number), by=request.user))


@router.get(
    "/{number}/rows",
    operation_id="list_import_rows",
    summary="What would become of each row",
    response={200: RowPage, **problems(404)},
)
def list_import_rows(request: HttpRequest, number: UUID, query: Query[RowQuery]) -> Any:
    rows = queries.list_rows(queries.find_import(by=request.user, pk=number))
    if query.outcome is not None:
        rows = rows.filter(outcome=query.outcome)
    if query.asks is not None:
        rows = rows.filter(asks=query.asks)
    return page_of(rows, query, _show_row)


@router.post(
    "/{number}/rows/{row}/correction",
    operation_id="correct_import_row",
    summary="Write other words into cells of a row and check again",
    response={202: JobOut, **problems(404)},
)
def correct_import_row(request: HttpRequest, number: UUID, row: RowNumber, body: CorrectionIn) -> Any:
    batch = queries.find_import(by=request.user, pk=number)
    return Status(202, domain.correct_row(batch=batch, number=row, run=body.run, texts=body.cells, by=request.user))


@router.post(
    "/{number}/decisions",
    operation_id="decide_import_rows",
    summary="Take rows or leave them out",
    response={200: DecidedOut, **problems(404)},
)
def decide_import_rows(request: HttpRequest, number: UUID, body: DecisionIn) -> Any:
    batch = queries.find_import(by=request.user, pk=number)
    rows = domain.decide_rows(
        batch=batch, decision=body.decision, numbers=body.numbers, asked=body.asked, by=request.user
    )
    return {"rows": rows}


@router.post(
    "/{number}/apply",
    operation_id="apply_import",
    summary="Take the rows over",
    response={202: JobOut, **problems(404)},
)
def apply_import(request: HttpRequest, number: UUID) -> Any:
    return Status(202, domain.apply_import(batch=queries.find_import(by=request.user, pk=number), by=request.user))


@router.post(
    "/{number}/revert",
    operation_id="revert_import",
    summary="Take back what was written",
    response={202: JobOut, **problems(404)},
)
def revert_import(request: HttpRequest, number: UUID) -> Any:
    return Status(202, domain.revert_import(batch=queries.find_import(by=request.user, pk=number), by=request.user))


@router.delete(
    "/{number}",
    operation_id="remove_import",
    summary="Forget a list of which nothing was taken over",
    response={204: None, **problems(404)},
)
def remove_import(request: HttpRequest, number: UUID) -> Any:
    domain.remove_import(batch=queries.find_import(by=request.user, pk=number), by=request.user)
    return Status(204, None)


def _detail(batch: ImportBatch) -> dict[str, Any]:
    return {**show_import(batch), "counts": queries.count_rows(batch)}


def _show_row(row: ImportRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in RowOut.model_fields}
