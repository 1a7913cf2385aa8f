"""Reading work reports and templates. Everything starts at ``visible_to``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from duijie.common.domain.links import note_refusal
from duijie.indicators.domain.queries.report_figures import changes_between, figures_of_report
from duijie.indicators.interfaces.report_figures import Figures
from duijie.indicators.interfaces.report_word import shipped_template
from duijie.indicators.models import ReportTemplate, WorkReport
from duijie.indicators.periods import Period

TRACE_REFUSED = "work_report.trace_refused"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs: what it counts, and its value before and after; None where it is not told. The same value
    twice: its evidence differs."""

    key: str
    label: str
    before: str | None
    after: str | None


def list_work_reports(*, by: Any) -> Any:
    """All that ``by`` may see, newest first."""
    return WorkReport.objects.visible_to(by).select_related("area", "by", "job").defer("figures", "cases")


def find_work_report(*, by: Any, pk: int) -> WorkReport:
    """The report whole, or ``DoesNotExist``."""
    rows = WorkReport.objects.visible_to(by).select_related("area", "by", "job", "repeats")
    found: WorkReport = rows.get(pk=pk)
    return found


def follow_trace(pk: int, key: str, *, by: Any) -> WorkReport | None:
    """The report whose document led ``by``, who is signed in, to the evidence of the figure ``key``. None, which is
    audited, where there is none, or the document was forwarded to somebody whom the report does not reach."""
    found: WorkReport | None = WorkReport.objects.select_related("area").filter(pk=pk).first()
    tried = f"{pk}/{key}"
    if found is None or not found.figures or key not in found.figures["figures"]:
        note_refusal(TRACE_REFUSED, "unknown", secret=tried, by=by, target=found)
        return None
    if not WorkReport.objects.visible_to(by).filter(pk=pk).exists():
        note_refusal(TRACE_REFUSED, "forwarded", secret=tried, by=by, target=found)
        return None
    return found


def changes_since(report: WorkReport, *, by: Any) -> list[Change]:
    """Which figures would be others if it were counted now."""
    with transaction.atomic():
        now = figures_of_report(report.area, Period(report.first, report.last), by=by)
    return compare(report.figures, now)


def compare(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Figures that differ, in words of the reader."""
    old, new = Figures(before, address=""), Figures(after, address="")
    return [
        Change(key, (old if key in old else new).label(key), old.value(key) if key in old else None,
               new.value(key) if key in new else None)
        for key in changes_between(before, after)
    ]  # fmt: skip


def newest_templates(*, by: Any) -> dict[str, ReportTemplate]:
    """The newest row for each language that has one."""
    rows = ReportTemplate.objects.visible_to(by).select_related("by").order_by("pk")
    return {row.language: row for row in rows}


def list_templates(*, by: Any) -> Any:
    """What was brought and reset, newest first."""
    return ReportTemplate.objects.visible_to(by).select_related("by").order_by("-pk")


def template_in_force(language: str) -> bytes:
    """What the next report in this language is written with: the newest that was brought, else the shipped one."""
    row = ReportTemplate.objects.filter(language=language).order_by("-pk").first()
    if row is None or not row.file or not Path(row.file.path).is_file():
        return shipped_template(language)
    return Path(row.file.path).read_bytes()
