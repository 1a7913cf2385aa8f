"""The funnel and work reports as JSON."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, JobOut, Number, PageQuery, Strict
from duijie.indicators.addresses import asked_for, asked_for_row
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import Funnel, Row
from duijie.indicators.interfaces.report_figures import Figures
from duijie.indicators.models import WorkReport

Language = Literal["zh-hans", "en"]


class FunnelQuery(Schema):
    """What is left out is as on the page: the widest area of one's own, this year, demands found, by county."""

    area: AreaCode | None = None
    first: date | None = None
    last: date | None = None
    basis: Basis = Basis.FOUND
    cut: Cut = Cut.COUNTY


class StageOut(Schema):
    stage: str
    count: int
    of_before: float | None = Field(description="Share of those at the stage before that reached this one too")
    of_found: float | None = Field(description="Share of all found")
    days: float | None = Field(description="Median of working days since the last stage reached before")
    demands: dict[str, str] = Field(description="What `/demands` is to be asked for exactly these")


class FunnelRowOut(Schema):
    key: str = Field(description="Code of an area, division, source, kind, or a month as 2026-03; empty for the total")
    stages: list[StageOut]
    days: float | None = Field(description="Median of working days from found to solved")


class FunnelOut(Schema):
    area: str
    first: date
    last: date
    basis: Basis
    cut: Cut
    as_of: datetime
    total: FunnelRowOut
    rows: list[FunnelRowOut]
    unsolved: int
    reopened: int


class WorkReportQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=60)
    area: AreaCode | None = None
    year: int | None = Field(None, ge=2000, le=2099)
    language: Language | None = None
    archived: Literal["yes", "all"] | None = None


class WorkReportIn(Strict):
    area: AreaCode
    first: date
    last: date
    language: Language = "zh-hans"
    title: str = Field("", max_length=120, description="Empty: the usual one")


class WorkReportEdit(Strict):
    version: int = Field(ge=1, le=2**31 - 1, description="As it was read")
    title: str = Field(max_length=120)
    language: Language
    cases: list[Number] | None = Field(None, max_length=10, description="Numbers of demands; null: the rule chooses")


class FigureOut(Schema):
    key: str
    label: str = Field(description="In the language of Accept-Language")
    value: str = Field(description="A decimal number")
    unit: str
    demands: dict[str, str] = Field(description="What `/demands` is to be asked for the evidence")


class WorkReportOut(Schema):
    id: int
    title: str
    area: str
    first: date
    last: date
    language: str
    created_at: datetime
    counted_at: datetime | None
    fingerprint: str
    cases: list[int]
    cases_by_hand: bool
    repeats: int | None = Field(description="The report that this one was made again of")
    is_ready: bool = Field(description="Whether its documents are there")
    job: JobOut | None
    version: int
    archived_at: datetime | None


class WorkReportWhole(WorkReportOut):
    figures: list[FigureOut]


class WorkReportPage(Schema):
    items: list[WorkReportOut]
    count: int
    page: int
    page_size: int


class ChangeOut(Schema):
    key: str
    label: str
    before: str | None
    after: str | None


def show_funnel(funnel: Funnel) -> dict[str, Any]:
    return {
        "area": funnel.area.code, "first": funnel.period.first, "last": funnel.period.last, "basis": funnel.basis,
        "cut": funnel.cut, "as_of": funnel.as_of, "total": _row(funnel, funnel.total),
        "rows": [_row(funnel, row) for row in funnel.rows], "unsolved": funnel.unsolved, "reopened": funnel.reopened,
    }  # fmt: skip


def _row(funnel: Funnel, row: Row) -> dict[str, Any]:
    area, period = row.area or funnel.area, row.period or funnel.period
    more = {} if row is funnel.total else asked_for_row(funnel.cut, row.key)
    return {
        "key": row.key, "days": row.days,
        "stages": [
            {
                "stage": one.stage, "count": one.count, "of_before": one.of_before, "of_found": one.of_found,
                "days": one.days,
                "demands": {**asked_for(one.stage, area=area, period=period, basis=funnel.basis), **more},
            }
            for one in row.stages
        ],
    }  # fmt: skip


def show_report(report: WorkReport) -> dict[str, Any]:
    return {
        "id": report.pk, "title": report.title, "area": report.area.code, "first": report.first, "last": report.last,
        "language": report.language, "created_at": report.created_at, "counted_at": report.counted_at,
        "fingerprint": report.fingerprint, "cases": [one["demand"] for one in report.cases],
        "cases_by_hand": report.cases_by_hand, "repeats": report.repeats_id, "is_ready": report.is_ready,
        "job": report.job, "version": report.version, "archived_at": report.archived_at,
    }  # fmt: skip


def show_whole_report(report: WorkReport) -> dict[str, Any]:
    """With its figures."""
    figures = Figures(report.figures, address="") if report.figures else None
    told = [
        {
            "key": key, "label": figures.label(key), "value": report.figures["figures"][key]["value"],
            "unit": report.figures["figures"][key]["unit"], "demands": figures.asked(key),
        }
        for key in figures.all_keys()
    ] if figures else []  # fmt: skip
    return {**show_report(report), "figures": told}
