"""Making work reports, making them again, changing what they tell, archiving them. The documents are made by a job."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, jobs
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.models.job import OPEN
from duijie.common.transactions import hold, in_transaction
from duijie.indicators.domain.queries.report_cases import MOST, cases_offered
from duijie.indicators.models import WorkReport
from duijie.indicators.periods import Period
from duijie.registry.models import Area

JOB = "work_report.make"


@in_transaction
def make_work_report(
    *, area: Area, period: Period, title: str, language: str, base: str, by: Any, repeats: WorkReport | None = None
) -> WorkReport:
    """A new report and the job that counts its figures and makes its documents. ``base`` is the address of the site,
    under which links lead to evidence. Raises ``PermissionDenied``, ``ValidationError`` by field."""
    require(by, Permission.REPORT_MAKE, area.place)
    require(by, Permission.DEMAND_VIEW, area.place)
    report: WorkReport = WorkReport.objects.create(
        area=area, first=period.first, last=period.last, title=_tidy(title), language=language,
        base=base.rstrip("/")[:200], by=by, repeats=repeats, created_at=clock.now(),
    )  # fmt: skip
    _start(report, by=by)
    detail = {"area": area.code, "period": period.address}
    if repeats is not None:
        detail["repeats"] = str(repeats.pk)
    audit.record(by=by, verb="work_report.make", target=report, place=report.place, detail=detail)
    return report


def repeat_work_report(*, report: WorkReport, by: Any, base: str) -> WorkReport:
    """The same report once more, from today's records, to be compared with the first."""
    return make_work_report(
        area=report.area, period=Period(report.first, report.last), title=report.title, language=report.language,
        base=base, by=by, repeats=report,
    )  # fmt: skip


@in_transaction
def change_work_report(
    *, report: WorkReport, version: int, title: str, language: str, cases: Sequence[int] | None, by: Any
) -> WorkReport:
    """Another title, language or other cases: the documents are made anew from the same figures.

    ``cases`` are numbers of demands in their order, of those that are offered; None lets the rule choose. Raises
    ``StaleError``, ``PermissionDenied``, ``ValidationError`` by field and while the documents are being made.
    """
    current = _lock(report, version, by=by)
    refuse_while_made(current)
    current.title, current.language = _tidy(title), language
    current.cases_by_hand = cases is not None
    current.cases = [{"demand": number} for number in _known(current, cases, by=by)] if cases is not None else []
    current.version += 1
    _start(current, by=by)
    detail = {"language": language, "cases": [*cases] if cases is not None else "rule"}
    audit.record(by=by, verb="work_report.change", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def archive_work_report(*, report: WorkReport, by: Any) -> WorkReport:
    """Out of the list; its documents stay, and ``restore_work_report`` brings it back. Twice changes nothing."""
    return _set_archived(report, by=by, archived=True)


@in_transaction
def restore_work_report(*, report: WorkReport, by: Any) -> WorkReport:
    """Back into the list."""
    return _set_archived(report, by=by, archived=False)


def refuse_while_made(report: WorkReport) -> None:
    """Raise ``ValidationError`` while a job makes the documents."""
    if report.job is not None and report.job.state in OPEN:
        raise ValidationError(_("The documents are being made. Wait until they are ready."), code="running")


def _set_archived(report: WorkReport, *, by: Any, archived: bool) -> WorkReport:
    current = _lock(report, report.version, by=by)
    if (current.archived_at is not None) == archived:
        return current
    current.archived_at = clock.now() if archived else None
    current.save(update_fields=["archived_at"])
    verb = "archive" if archived else "restore"
    audit.record(by=by, verb=f"work_report.{verb}", target=current, place=current.place)
    return current


def _lock(report: WorkReport, version: int, *, by: Any) -> WorkReport:
    hold(WorkReport, report.pk)
    current: WorkReport = WorkReport.objects.select_related("area", "job").get(pk=report.pk)
    require(by, Permission.REPORT_MAKE, current.place)
    refuse_stale(current, version)
    return current


def _start(report: WorkReport, *, by: Any) -> None:
    report.job = jobs.start_job(kind=JOB, params={"report": report.pk, "version": report.version}, by=by)
    report.save()


def _tidy(title: str) -> str:
    plain = one_line(title)
    if not plain:
        raise ValidationError({"title": [ValidationError(_("Give the report a title."), code="required")]})
    if len(plain) > 120:
        words = _("At most %(limit)d characters.")
        raise ValidationError({"title": [ValidationError(words, code="length", params={"limit": 120})]})
    return plain


def _known(report: WorkReport, cases: Sequence[int], *, by: Any) -> list[int]:
    """The chosen cases, once each. Raises ``ValidationError`` for one that is not offered, or too many."""
    chosen = list(dict.fromkeys(cases))
    if len(chosen) > MOST:
        words = _("Choose at most %(limit)d cases.")
        raise ValidationError({"cases": [ValidationError(words, code="most", params={"limit": MOST})]})
    offered = cases_offered(report.area, Period(report.first, report.last), by=by)
    if set(chosen) - set(offered.filter(pk__in=chosen).values_list("pk", flat=True)):
        words = _("Only demands solved in the period, whose result stands, can be told as cases.")
        raise ValidationError({"cases": [ValidationError(words, code="unknown")]})
    return chosen
