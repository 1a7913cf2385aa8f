"""Work logs: the list, logging on a phone, one of them with what may be done, approving many."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many, stored_file
from duijie.common.steps import steps_from
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.programmes.acting import act, version_in
from duijie.portal.tables import show_page
from duijie.portal.worklogs.forms import CorrectLogForm, EditLogForm, LogForm
from duijie.portal.worklogs.tables import LogFilter, LogTable
from duijie.programmes.domain.queries import work_logs as queries
from duijie.programmes.domain.results.yields import may_enter
from duijie.programmes.domain.worklogs import approvals, confirmations, log_positions
from duijie.programmes.domain.worklogs import work_logs as domain
from duijie.programmes.domain.worklogs.log_messages import contacts_of_log
from duijie.programmes.domain.worklogs.log_photos import FOLDER
from duijie.programmes.models import WorkLog
from duijie.programmes.service_states import LOG_STEPS, WRITTEN_BY_AUTHOR, LogState
from duijie.programmes.states import Step
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
VIEW, ADD, APPROVE = Permission.WORK_LOG_VIEW, Permission.WORK_LOG_ADD, Permission.WORK_LOG_APPROVE


@permitted(VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = LogFilter(request.GET, queries.list_logs(by=request.user))
    context = {
        "table": show_page(LogTable(found.qs), request), "filter": found, "figures": queries.figures_of_logs(found.qs),
        "may_add": can(request.user, ADD), "may_approve": can(request.user, APPROVE),
    }  # fmt: skip
    return render(request, "portal/worklogs/index.html", context)


@permitted(VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    rows = LogFilter(request.GET, queries.list_logs(by=request.user)).qs.order_by("-worked_on", "-pk")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("work_log_list")
    audit.record(by=request.user, verb="work_log.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [
        _("Work"), _("Person posted"), _("Host unit"), _("Day"), _("Hours"), _("Kind of work"),
        _("Place of service"), _("State"), _("Confirmed"), _("Programme"),
    ]  # fmt: skip
    lines = (
        [
            one.title, one.by_name, one.posting.host.name, one.worked_on, one.hours, str(one.get_kind_display()),
            one.venue, str(one.get_state_display()), str(one.get_confirmed_how_display()), str(one.posting.call.round),
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Work logs"), header, lines, suffix=suffix_asked_for(request))


@permitted(ADD)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """The form of a log. Its script asks for JSON: the address of the log, or the form again with what is wrong."""
    form = LogForm(request.POST or None, request.FILES or None, by=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            log = domain.log_work(
                posting=form.chosen, values=form.values, by=me(request), submission=form.cleaned_data["submission"],
                photos=[(one.name, one.chunks()) for one in form.cleaned_data["photos"]],
                position=form.cleaned_data.get("position"), draft="draft" in request.POST,
            )  # fmt: skip
        except ValidationError as error:
            _blame(form, error)
        else:
            messages.success(request, _("The work is logged."))
            address = reverse("work_log_detail", args=[log.pk])
            if request.accepts("text/html"):
                return redirect(address)
            return JsonResponse({"address": address}, status=201)
    return render(request, "portal/worklogs/add.html", {"form": form})


@permitted(VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    log = log_of(request, pk)
    return render(request, "portal/worklogs/detail.html", context_of(request, log))


def context_of(request: HttpRequest, log: WorkLog) -> dict[str, Any]:
    """What the page of a log shows: what was done, photos, the steps one may take."""
    by = request.user
    own = log.by_id == by.pk
    speaks = confirmations.contact_for(log, by=by) is not None
    decides = not approvals.conflict_of(log, by=by)
    may = {ADD: own, Permission.WORK_LOG_CONFIRM: speaks, APPROVE: decides}
    steps = [
        one for one in steps_from(LOG_STEPS, log.state) if may.get(one.permission) and not one.particular
    ]  # fmt: skip
    steps.sort(key=lambda one: one.needs_reason)  # what leads on comes first
    waits = log.state == LogState.SUBMITTED
    kept = getattr(log, "position", None)
    removes = kept is not None and log_positions.may_remove(kept.account_id, log.place, by=by)
    return {
        "may_commend": decides,
        "may_yield": may_enter(log.posting, by=by), "may_pay": can(by, Permission.LEDGER_WRITE, log.posting.place),
        "log": log, "steps": steps, "photos": list(log.photos.all()), "corrections": list(log.corrections.all()),
        "may_edit": own and log.state in WRITTEN_BY_AUTHOR, "may_correct": own and log.state == LogState.COUNTED,
        "may_slip": own and waits, "position": kept if own or decides or removes else None,
        "may_remove_position": removes,
        "may_link": waits and (own or decides) and contacts_of_log(log).filter(account=None).exclude(email="").exists(),
    }  # fmt: skip


@permitted(VIEW)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask, with the reason where one is needed, and take the step."""
    taken = LOG_STEPS.get(verb)
    if taken is None or taken.particular:
        raise Http404
    log = log_of(request, pk)
    if request.method == "POST":
        act(request, lambda: take(log, taken, request))
        return redirect("work_log_detail", pk)
    return render(request, "portal/worklogs/step.html", {"log": log, "step": taken})


def take(log: WorkLog, taken: Step, request: HttpRequest) -> Any:
    """Each step by the verb that owns it."""
    common: dict[str, Any] = {"log": log, "version": version_in(request, log.version), "by": me(request)}
    reason = request.POST.get("reason", "")[:300]
    if taken.verb in ("confirm", "dispute"):
        return confirmations.answer_log(**common, confirmed=taken.verb == "confirm", reason=reason)
    if taken.verb == "submit":
        return domain.submit_log(**common)
    if taken.verb == "approve":
        return approvals.approve_log(**common)
    return {"withdraw": domain.withdraw_log, "return": approvals.return_log}[taken.verb](**common, reason=reason)


@permitted(VIEW)
@require_POST
def remove_position(request: HttpRequest, pk: int) -> HttpResponse:
    """The position of one log, by who consented to it or by the office that decides on personal data."""
    if log_positions.remove_log_position(log=log_of(request, pk), by=me(request)):
        messages.success(request, _("The position is removed."))
    return redirect("work_log_detail", pk)


@permitted(ADD)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    log = _own(request, pk)
    form = EditLogForm(request.POST or None, by=me(request), log=log)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]

        def change() -> None:
            domain.edit_log(log=log, values=form.values, version=version, by=me(request))

        if act(request, _at_hours(change), form=form):
            return redirect("work_log_detail", pk)
    return render(request, "portal/worklogs/form.html", {"form": form, "log": log, "title": _("Change the log")})


@permitted(ADD)
@form_page
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What is counted is not changed: a new log takes its place."""
    log = _own(request, pk)
    form = CorrectLogForm(request.POST or None, by=me(request), log=log)
    made: list[WorkLog] = []
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def change() -> None:
            made.append(domain.correct_log(log=log, values=form.values, reason=reason, by=me(request)))

        if act(request, _at_hours(change), form=form):
            return redirect("work_log_detail", made[0].pk)
    return render(request, "portal/worklogs/form.html", {"form": form, "log": log, "title": _("Correct the log")})


@permitted(VIEW)
@require_safe
def photo(request: HttpRequest, pk: int, row: int) -> Any:
    log = log_of(request, pk)
    found = log.photos.filter(pk=row).first()
    path = new_file(FOLDER, found.stored.rpartition("/")[2]) if found is not None else None
    if found is None or path is None or not path.is_file():
        raise Http404
    return stored_file(path, found.name)


@permitted(APPROVE)
@form_page
def approve(request: HttpRequest) -> HttpResponse:
    """The confirmed logs of the list as it is filtered, approved by a job."""
    waiting = queries.waiting_for_county(by=request.user).exclude(confirmed_how="slip")
    rows = LogFilter(request.GET, waiting).qs
    numbers = list(rows.values_list("pk", flat=True)[: approvals.MOST])
    if request.method == "POST":
        jobs: list[Any] = []
        if act(request, lambda: jobs.append(approvals.start_approval(logs=numbers, by=me(request)))):
            return redirect("job_detail", jobs[0].pk)
        return redirect("work_log_list")
    context = {"count": len(numbers), "table": show_page(LogTable(rows), request)}
    return render(request, "portal/worklogs/approve.html", context)


def log_of(request: HttpRequest, pk: int) -> WorkLog:
    try:
        return queries.find_log(by=request.user, pk=pk)
    except WorkLog.DoesNotExist as error:
        raise Http404 from error


def _own(request: HttpRequest, pk: int) -> WorkLog:
    log = log_of(request, pk)
    if log.by_id != request.user.pk:
        raise PermissionDenied
    return log


def _blame(form: Any, error: ValidationError) -> None:
    """The form asks hours where the domain counts minutes."""
    try:
        _at_hours_raise(error)
    except ValidationError as told:
        blame(form, told)


def _at_hours(call: Any) -> Any:
    def called() -> None:
        try:
            call()
        except ValidationError as error:
            _at_hours_raise(error)

    return called


def _at_hours_raise(error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        raise error
    raise ValidationError({"hours" if name == "minutes" else name: told for name, told in error.error_dict.items()})
