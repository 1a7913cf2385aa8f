"""What is exchanged with external platforms, as JSON."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.demands.exchange_fields import our_number
from duijie.demands.models import Direction, ExchangeFormat, ExchangeRow, ExchangeRun, ExternalReference, ResultState


class ExchangeColumnShape(Strict):
    heading: str = Field(min_length=1, max_length=60)
    field: str = Field(max_length=20, description="A key of the list that GET /exchange/fields gives")
    text: str = Field("", max_length=200, description="Of a column with a fixed text")
    words: dict[str, str] = Field({}, description="Their words by our keys")
    is_required: bool = False
    longest: int | None = Field(None, ge=1, le=10_000)


class ExternalSystemOut(Schema):
    id: int
    name: str
    code: str
    note: str
    archived: bool
    columns: list[ExchangeColumnShape]
    state_words: dict[str, ResultState]
    version: int


class ExternalSystemPage(Schema):
    items: list[ExternalSystemOut]
    count: int
    page: int
    page_size: int


class ExternalSystemIn(Strict):
    name: str = Field(min_length=1, max_length=60)
    code: str = Field(pattern=r"^[a-z][a-z0-9-]{0,19}$")
    note: str = Field("", max_length=300)
    preset: str = Field("", max_length=20, description="A template to begin with: kczg or tianwang")


class ExternalSystemPatch(Strict):
    name: str | None = Field(None, min_length=1, max_length=60)
    note: str | None = Field(None, max_length=300)
    state_words: dict[str, ResultState] | None = None
    version: int = Field(ge=1, le=2**31 - 1)


class ExchangeTemplateIn(Strict):
    columns: list[ExchangeColumnShape] = Field(min_length=1, max_length=60)
    version: int = Field(ge=1, le=2**31 - 1)


class ExchangeFieldOut(Schema):
    key: str
    label: str
    values: dict[str, str] = Field(description="Keys whose words a column may replace")


class ReferenceOut(Schema):
    system: str = Field(description="Short code of the platform")
    number: str
    demand: int
    our_number: str
    title: str
    direction: Direction
    state: ResultState
    state_text: str
    result: str
    amount: float | None = Field(description="In 10,000 yuan")
    result_on: date | None
    handed_at: datetime | None
    heard_at: datetime | None


class ReferencePage(Schema):
    items: list[ReferenceOut]
    count: int
    page: int
    page_size: int


class ReferenceQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100)
    system: str = Field("", max_length=20, description="Short code")
    state: ResultState | None = None
    demand: int | None = Field(None, ge=1, le=2**53 - 1)


class HandOverIn(Strict):
    system: str = Field(max_length=20, description="Short code")
    demands: list[int] = Field(min_length=1, max_length=20_000)
    file_format: ExchangeFormat = ExchangeFormat.XLSX
    only_changed: bool = Field(True, description="Leave out what is as it was handed over last")


class RunOut(Schema):
    id: int
    system: str
    area: str
    format: ExchangeFormat
    counts: dict[str, int]
    sha256: str
    job: str | None
    created_at: datetime
    finished_at: datetime | None
    reverted_at: datetime | None


class RunPage(Schema):
    items: list[RunOut]
    count: int
    page: int
    page_size: int


class LeftOutOut(Schema):
    demand: int
    title: str
    outcome: str
    findings: list[dict[str, str]] = Field(description="What to do, by language")


class LeftOutPage(Schema):
    items: list[LeftOutOut]
    count: int
    page: int
    page_size: int


def show_system(system: Any) -> dict[str, Any]:
    names = ("heading", "field", "text", "words", "is_required", "longest")
    return {
        "id": system.pk, "name": system.name, "code": system.code, "note": system.note,
        "archived": system.archived_at is not None, "state_words": system.state_words, "version": system.version,
        "columns": [{name: getattr(one, name) for name in names} for one in system.columns.all()],
    }  # fmt: skip


def show_reference(one: ExternalReference) -> dict[str, Any]:
    names = ("number", "direction", "state", "state_text", "result", "result_on", "handed_at", "heard_at")
    return {
        **{name: getattr(one, name) for name in names}, "system": one.system.code, "demand": one.demand_id,
        "our_number": our_number(one.demand), "title": one.demand.title,
        "amount": None if one.amount is None else float(one.amount),
    }  # fmt: skip


def show_run(run: ExchangeRun) -> dict[str, Any]:
    names = ("format", "sha256", "created_at", "finished_at", "reverted_at")
    return {
        **{name: getattr(run, name) for name in names}, "id": run.pk, "system": run.system.code,
        "area": run.area.code, "job": str(run.job_id) if run.job_id else None,
        "counts": {name: int(number) for name, number in run.counts.items()},
    }  # fmt: skip


def show_left_out(row: ExchangeRow) -> dict[str, Any]:
    return {
        "demand": row.demand_id, "title": row.demand.title, "outcome": row.outcome, "findings": row.findings,
    }  # fmt: skip
