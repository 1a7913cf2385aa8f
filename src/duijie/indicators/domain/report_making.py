"""What the job of a work report does: figures once, then the documents. Done again it makes the same again."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation

from duijie.common import clock
from duijie.common.transactions import with_retry
from duijie.demands.models import Demand
from duijie.indicators.domain.queries.report_cases import cases_offered, told, usual_cases
from duijie.indicators.domain.queries.report_figures import figures_of_report, fingerprint_of
from duijie.indicators.domain.queries.work_reports import template_in_force
from duijie.indicators.interfaces.report_blocks import Report
from duijie.indicators.interfaces.report_printing import draw_charts, print_report
from duijie.indicators.interfaces.report_word import write_report
from duijie.indicators.interfaces.report_wording import word_report
from duijie.indicators.models import FOLDER, WorkReport
from duijie.indicators.periods import Period
from duijie_match.progress import Progress

STEPS = 4


def make_documents(*, report_id: int, version: int, progress: Progress) -> dict[str, Any]:
    """Count, unless it was counted before; choose cases; draw, print and write. What another change has overtaken is
    left alone. Raises ``ValidationError`` where the template cannot be filled in."""
    report = WorkReport.objects.select_related("area", "by").get(pk=report_id)
    if report.version != version:
        return {"overtaken": True}
    progress("counting", 0, STEPS)
    if not report.figures:
        _count(report)
    cases = _cases(report)
    progress("drawing", 1, STEPS)
    with translation.override(report.language):
        made = worded(report, cases)
        pictures = draw_charts(made)
        progress("writing_report", 2, STEPS)
        document = write_report(made, template_in_force(report.language), pictures)
        progress("printing", 3, STEPS)
        paper = print_report(made)
    _store(report, version, cases, document, paper)
    progress("printing", STEPS, STEPS)
    return {"fingerprint": report.fingerprint, "figures": len(report.figures["figures"])}


def worded(report: WorkReport, cases: list[dict[str, Any]]) -> Report:
    """The report in the language in force."""
    return word_report(
        title=report.title, stored=report.figures, cases=cases, fingerprint=report.fingerprint,
        address=f"{report.base}/work-reports/{report.pk}/evidence/KEY/",
        day=timezone.localdate(report.counted_at),
    )  # fmt: skip


@with_retry
def _count(report: WorkReport) -> None:
    """Figures and fingerprint, once: of two workers the first to write has counted."""
    with transaction.atomic():
        found = figures_of_report(report.area, Period(report.first, report.last), by=report.by)
        unwritten = WorkReport.objects.filter(pk=report.pk, counted_at=None)
        unwritten.update(figures=found, fingerprint=fingerprint_of(found), counted_at=clock.now())
    report.refresh_from_db(fields=["figures", "fingerprint", "counted_at"])


def _cases(report: WorkReport) -> list[dict[str, Any]]:
    """Those that were chosen by hand, in their order, as far as they are still offered; else those of the rule."""
    period = Period(report.first, report.last)
    if not report.cases_by_hand:
        return told(usual_cases(report.area, period, by=report.by), period)
    chosen = [one["demand"] for one in report.cases]
    rows: dict[int, Demand] = {
        one.pk: one for one in cases_offered(report.area, period, by=report.by).filter(pk__in=chosen)
    }
    return told((rows[number] for number in chosen if number in rows), period)


@with_retry
def _store(report: WorkReport, version: int, cases: list[dict[str, Any]], document: bytes, paper: bytes) -> None:
    """Both documents at once, in place of those before."""
    with transaction.atomic():
        current = WorkReport.objects.select_for_update().get(pk=report.pk)
        if current.version != version:
            return
        _remove_unnamed(current)
        old = [(one.storage, one.name) for one in (current.document, current.paper) if one]
        name = f"{current.pk}-{version}"
        current.document.save(f"{name}.docx", ContentFile(document), save=False)
        current.paper.save(f"{name}.pdf", ContentFile(paper), save=False)
        current.cases = cases
        current.save(update_fields=["document", "paper", "cases"])
        for storage, file in old:
            transaction.on_commit(lambda storage=storage, file=file: storage.delete(file))  # type: ignore[misc]


def _remove_unnamed(report: WorkReport) -> None:
    """What a job that died wrote and nobody named, or named no longer and had no time to remove. ``report`` is locked:
    nobody else writes its documents now."""
    storage, folder = report.document.storage, FOLDER
    named = {one.name for one in (report.document, report.paper) if one}
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        if file.startswith(f"{report.pk}-") and f"{folder}{file}" not in named:
            storage.delete(f"{folder}{file}")
