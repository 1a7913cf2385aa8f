"""Handing demands over: choosing, the run with what was left out and why, its file, taking it back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.demands.domain import exchange_exports as domain
from duijie.demands.domain.queries import exchange as queries
from duijie.demands.exchange_fields import FIELDS
from duijie.demands.models import ExchangeRun
from duijie.demands.registers import DEMANDS
from duijie.portal.exchange.forms import HandOverForm
from duijie.portal.exchange.tables import RunFilter, RunTable, state_of
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, permitted, tell
from duijie.portal.records.finding import numbers_of
from duijie.portal.tables import PAGE_SIZE, show_page
from duijie.registry.interfaces.record_filters import RecordFilter


@permitted(Permission.EXCHANGE_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """The demands that the list shows, or that were chosen in it (``row``), to a platform."""
    demands = _asked_for(request)
    initial = {"system": request.GET.get("system", "")}
    form = HandOverForm(request.POST or None, initial=initial, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            run = domain.start_export(demands=demands, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("exchange_run", run.pk)
    context = {
        "form": form, "count": demands.count(), "some": list(demands[:5]), "most": domain.MOST,
        "back": reverse("record_list", args=[DEMANDS.key]),
    }  # fmt: skip
    return render(request, "portal/exchange/start.html", context)


def _asked_for(request: HttpRequest) -> Any:
    """The filters of the list of demands stand in the address, as there."""
    by = request.user
    rows = queries.list_exportable(by=by)
    chosen = numbers_of(request.GET.getlist("row"), domain.MOST)
    asked: QueryDict = request.GET.copy()
    for name in ("row", "system", "page"):
        asked.pop(name, None)
    found = RecordFilter(asked, rows, register=DEMANDS, by=by).rows
    return found.filter(pk__in=chosen) if chosen else found


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The log of what was handed over."""
    found = RunFilter(request.GET, queries.list_runs(by=request.user), request=request)
    table = show_page(RunTable(found.qs), request)
    may_import = can(request.user, Permission.EXCHANGE_IMPORT)
    return render(request, "portal/exchange/runs.html", {"table": table, "filter": found, "may_import": may_import})


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    run = find(request, pk)
    rows = Paginator(queries.rows_of(run), PAGE_SIZE).get_page(request.GET.get("page"))
    for row in rows:
        row.told = _told(row)
    may_export = can(request.user, Permission.EXCHANGE_EXPORT, run.place)
    context = {
        "run": run, "page": rows, "state": state_of(run), "may_export": may_export,
        "job": run.job if run.job is not None and run.job.is_open and run.job.by_id == request.user.pk else None,
        "is_stopped": run.finished_at is None and run.job is not None and not run.job.is_open,
        "left": run.counts.get("incomplete", 0) + run.counts.get("withheld", 0),
    }  # fmt: skip
    return render(request, "portal/exchange/run.html", context)


def _told(row: Any) -> list[str]:
    language = get_language() or "zh-hans"
    return [one.get(language) or next(iter(one.values()), "") for one in row.findings]


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file for the other side."""
    run = find(request, pk)
    path = domain.file_of(run)
    if run.finished_at is None or not path.is_file():
        raise Http404
    if not can(request.user, Permission.EXCHANGE_EXPORT, run.place):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    audit.record(by=request.user, verb="exchange.download", target=run, place=run.place)
    name = f"{run.system.code}-{run.created_at:%Y%m%d}-{run.pk}.{run.format}"
    return stored_file(path, name)  # type: ignore[return-value]


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def left_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What was left out and why, as a list to work through."""
    run = find(request, pk)
    header = [_("Our number"), _("Demand"), _("Firm"), _("Area"), _("What became of it"), _("What to do")]
    rows = (
        [
            FIELDS["our_number"].read(one.demand), str(one.demand), one.demand.owner_name, one.demand.area.shown_name,
            one.get_outcome_display(), " ".join(_told(one)),
        ]
        for one in queries.rows_of(run)
    )  # fmt: skip
    return file_response(f"{run.system}-{_('left out')}", header, rows, suffix=suffix_asked_for(request))


@permitted(Permission.EXCHANGE_EXPORT)
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    _do(request, pk, domain.go_on)
    return redirect("exchange_run", pk)


@permitted(Permission.EXCHANGE_EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def revert(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take back that the demands were handed over."""
    if request.method == "POST":
        if _do(request, pk, domain.revert_export):
            messages.success(request, _("Taken back. The next file has these demands again."))
        return redirect("exchange_run", pk)
    context = {"run": find(request, pk), "back": reverse("exchange_run", args=[pk])}
    return render(request, "portal/exchange/revert.html", context)


def _do(request: HttpRequest, pk: int, verb: Callable[..., ExchangeRun]) -> bool:
    try:
        verb(run=find(request, pk), by=request.user)
    except ValidationError as error:
        tell(request, error)
        return False
    return True


def find(request: HttpRequest, pk: int) -> ExchangeRun:
    """The handing over, or 404."""
    try:
        return queries.find_run(by=request.user, pk=pk)
    except ExchangeRun.DoesNotExist as error:
        raise Http404 from error
