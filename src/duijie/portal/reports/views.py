"""Work reports: have one made, see its figures and what changed since, take its documents along, archive it."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.editing import StaleError
from duijie.common.exports import stored_file
from duijie.indicators.domain import work_reports as domain
from duijie.indicators.domain.queries import work_reports as queries
from duijie.indicators.domain.queries.report_cases import OFFERED, cases_offered
from duijie.indicators.interfaces.report_figures import Figures
from duijie.indicators.interfaces.report_forms import TellingForm, WorkReportFilter, WorkReportForm
from duijie.indicators.interfaces.report_wording import title_of
from duijie.indicators.models import WorkReport
from duijie.indicators.periods import Period
from duijie.portal.county.blocks import area_name
from duijie.portal.exports import export_list
from duijie.portal.permitted import address_with, blame, permitted, tell
from duijie.portal.reports.tables import WorkReportTable, state_of
from duijie.portal.tables import show_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
FILES = {"docx": "document", "pdf": "paper"}


@permitted(Permission.REPORT_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = WorkReportFilter(request.GET, queries.list_work_reports(by=request.user), by=request.user)
    context = {
        "filter": found, "table": show_page(WorkReportTable(found.rows), request),
        "may_make": can(request.user, Permission.REPORT_MAKE),
        "may_templates": can(request.user, Permission.REPORT_TEMPLATE_EDIT),
    }  # fmt: skip
    return render(request, "portal/reports/index.html", context)


@permitted(Permission.REPORT_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = WorkReportFilter(request.GET, queries.list_work_reports(by=request.user), by=request.user)
    return export_list(
        request, WorkReportTable(found.rows), _line, verb="work_report.export", back="work_report_list"
    )  # fmt: skip


def _line(one: WorkReport) -> list[Any]:
    return [
        one.title, area_name(one.area), f"{one.first} – {one.last}", one.language, state_of(one), str(one.by),
        one.created_at, one.fingerprint,
    ]  # fmt: skip


@permitted(Permission.REPORT_MAKE)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    preset = {name: request.GET[name] for name in ("area", "first", "last") if request.GET.get(name)}
    preset["language"] = translation.get_language() or "zh-hans"
    form = WorkReportForm(request.POST or None, by=request.user, initial=preset)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        title = given["title"] or title_of(given["area"], given["period"], given["language"])
        try:
            made = domain.make_work_report(
                area=given["area"], period=given["period"], title=title, language=given["language"],
                base=request.build_absolute_uri("/"), by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("work_report_detail", made.pk)
    return render(request, "portal/reports/add.html", {"form": form, "back": reverse("work_report_list")})


@permitted(Permission.REPORT_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures with their evidence, the documents, and with ``compare`` what changed since."""
    report = _report(request, pk)
    figures = Figures(report.figures, address=_evidence(pk)) if report.figures else None
    context: dict[str, Any] = {
        "report": report, "area_name": area_name(report.area), "state": state_of(report),
        "figures": _told(figures) if figures else [],
        "may_make": can(request.user, Permission.REPORT_MAKE, report.place),
        "job": report.job if report.job is not None and (report.job.is_open or report.job.error) else None,
        "repeated": queries.list_work_reports(by=request.user).filter(repeats=report).order_by("pk"),
    }  # fmt: skip
    if report.figures and report.repeats is not None and report.repeats.figures:
        context["since_repeated"] = queries.compare(report.repeats.figures, report.figures)
    if report.figures and request.GET.get("compare"):
        context["since"] = queries.changes_since(report, by=request.user)
        context["compared"] = True
    return render(request, "portal/reports/detail.html", context)


@permitted(Permission.REPORT_MAKE)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, language and cases; the documents are then made anew from the same figures."""
    report = _report(request, pk)
    offered = list(cases_offered(report.area, Period(report.first, report.last), by=request.user)[:OFFERED])
    initial = {
        "title": report.title, "language": report.language, "choice": "hand" if report.cases_by_hand else "rule",
        "cases": [one["demand"] for one in report.cases], "version": report.version,
    }  # fmt: skip
    form = TellingForm(request.POST or None, offered=offered, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            domain.change_work_report(
                report=report, version=given["version"], title=given["title"], language=given["language"],
                cases=form.cases_chosen, by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, _("Somebody changed this report just now. Open it again, then make your changes."))
        else:
            return redirect("work_report_detail", pk)
    context = {"form": form, "report": report, "back": reverse("work_report_detail", args=[pk])}
    return render(request, "portal/reports/edit.html", context)


@permitted(Permission.REPORT_MAKE)
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """The same report once more, from today's records."""
    base = request.build_absolute_uri("/")
    made = domain.repeat_work_report(report=_report(request, pk), base=base, by=request.user)
    return redirect("work_report_detail", made.pk)


@permitted(Permission.REPORT_MAKE)
@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, domain.archive_work_report, _("Archived. It stands under “archived ones only”."))


@permitted(Permission.REPORT_MAKE)
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _moved(request, pk, domain.restore_work_report, _("It is in the list again."))


@permitted(Permission.REPORT_VIEW)
@require_safe
def fetch(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The Word document or the PDF."""
    report = _report(request, pk)
    file = getattr(report, FILES[kind]) if kind in FILES else None
    if not file or not Path(file.path).is_file():
        raise Http404
    audit.record(by=request.user, verb="work_report.download", target=report, place=report.place, detail={"kind": kind})
    return stored_file(Path(file.path), f"{report.title}.{kind}")  # type: ignore[return-value]


@permitted(Permission.REPORT_VIEW)
@require_safe
def evidence(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """From a figure of the report to the list of its demands, as they are today."""
    report = queries.follow_trace(pk, key, by=request.user)
    if report is None:
        raise Http404
    figures = Figures(report.figures, address="")
    words = _("“%(title)s”, counted on %(day)s – %(label)s: %(value)s. Below are the demands as they are today.")
    told = {"title": report.title, "label": figures.label(key), "value": figures.value(key)}
    messages.info(request, words % {**told, "day": f"{report.counted_at:%Y-%m-%d}"})
    return redirect(address_with(reverse("record_list", args=["demands"]), **figures.asked(key)))


def _told(figures: Figures) -> list[tuple[Any, list[tuple[str, str, str]]]]:
    """Words, values and addresses of all figures, in the groups in which the page shows them; the first is open."""
    groups: dict[str, list[tuple[str, str, str]]] = {"": [], "part": [], "time": []}
    for key in figures.all_keys():
        group = key.partition(".")[0]
        line = (figures.label(key), figures.value(key), figures.address(key))
        groups[group if group in groups else ""].append(line)
    names = {"": "", "part": _("By county and zone"), "time": _("Over time")}
    return [(names[group], lines) for group, lines in groups.items() if lines]


def _evidence(pk: int) -> str:
    return reverse("work_report_evidence", args=[pk, "KEY"])


def _moved(request: HttpRequest, pk: int, verb: Any, words: str) -> HttpResponse:
    try:
        verb(report=_report(request, pk), by=request.user)
    except ValidationError as error:
        tell(request, error)
    except StaleError:
        messages.error(request, _("Somebody changed this report just now. Look at it, then try again."))
    else:
        messages.success(request, words)
    return redirect("work_report_detail", pk)


def _report(request: HttpRequest, pk: int) -> WorkReport:
    try:
        return queries.find_work_report(by=request.user, pk=pk)
    except WorkReport.DoesNotExist as error:
        raise Http404 from error
