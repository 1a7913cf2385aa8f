"""Pages of every register: list, export, page, history, add, edit, archive, restore."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.portal.duplicates.pointers import go_to_kept
from duijie.portal.exports import MOST_ROWS, suffix_asked_for
from duijie.portal.permitted import tell
from duijie.portal.records.finding import admit, find, numbers_of
from duijie.portal.records.reconciling import Reconciling
from duijie.portal.records.shown import sections_of
from duijie.portal.records.tables import make_table
from duijie.portal.tables import MOST_FOUND, show_page
from duijie.portal.turns import turn_of_demand
from duijie.registry.domain import records as domain
from duijie.registry.domain.queries import annexes
from duijie.registry.domain.queries import records as queries
from duijie.registry.domain.queries.duplicates import DuplicateHint, hints_for
from duijie.registry.domain.queries.summaries import find_summary
from duijie.registry.interfaces.part_sheets import export_parts
from duijie.registry.interfaces.record_columns import chosen_columns
from duijie.registry.interfaces.record_filters import RecordFilter
from duijie.registry.interfaces.record_forms import RecordForm, show_errors
from duijie.registry.interfaces.record_narrowing import narrowed
from duijie.registry.interfaces.record_sheets import export_records
from duijie.registry.register import Register

form_page = require_http_methods(["GET", "HEAD", "POST"])
VERBS = ("add", "import", "export", "archive")
BEGINS = ("organisation", "source")
"""What the address of an empty form may fill in."""
OWN_FORMS = {VISITS.key: "visit_add"}
"""Registers that have a form of their own for new records."""


@login_required
@require_safe
def index(request: HttpRequest, register: Register) -> HttpResponse:
    admit(request, register, "view")
    by = request.user
    found = RecordFilter(request.GET, queries.list_records(register, by=by), register=register, by=by)
    columns = chosen_columns(register, request.GET.getlist("columns"))
    may = {f"may_{verb}": can(by, register.permission(verb)) for verb in VERBS}
    boxes = may["may_archive"] or may["may_export"]
    most = MOST_FOUND if found.looks_for_words else 0
    # The number that home shows, from one count for both.
    count = partial(queries.count_living, register, by=by) if found.leaves_all else None
    table = show_page(make_table(register, found.rows, columns, boxes=boxes, most=most, count=count), request)
    shown = [row.record for row in table.paginated_rows]
    queries.note_personal(register, by=by, shown=shown, names=[column.key for column in columns])
    queries.hide_personal(register, shown, by=by)
    context = {
        "register": register, "filter": found, "table": table, "boxes": boxes,
        "saved_views": annexes.list_views(register, by=by),
        "may_hand_over": register.key == DEMANDS.key and can(by, Permission.EXCHANGE_EXPORT),
        "may_group": register.key == DEMANDS.key and can(by, Permission.COMMON_PROBLEM_EDIT),
        "narrowed": narrowed(register.model, request.GET, by=by), **may,
    }  # fmt: skip
    return render(request, "portal/records/index.html", context)


@login_required
@require_safe
def export(request: HttpRequest, register: Register) -> HttpResponse:
    """The rows and columns that the list shows, as .xlsx or .csv. Only rows that may be exported are in it."""
    admit(request, register, "export")
    by = request.user
    found = RecordFilter(request.GET, queries.list_exportable(register, by=by), register=register, by=by).rows
    chosen = numbers_of(request.GET.getlist("row"), MOST_ROWS)
    if chosen:
        found = found.filter(pk__in=chosen)
    suffix = suffix_asked_for(request)
    keys, filters = request.GET.getlist("columns"), dict(request.GET.lists())
    part = next((one for one in register.exported_parts if one.key == request.GET.get("part")), None)
    try:
        if part is not None:
            return export_parts(register, part, found, filters=filters, suffix=suffix, by=by)
        return export_records(register, found, keys=keys, filters=filters, suffix=suffix, by=by)
    except ValidationError as error:
        tell(request, error)
        return redirect("record_list", register.key)


@login_required
@require_safe
def detail(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    admit(request, register, "view")
    try:
        record = find(request, register, pk, read=True)
    except Http404:
        if register.is_tiered and find_summary(register, pk) is not None:
            return redirect("summary_detail", register.key, pk)
        raise
    elsewhere = go_to_kept(request, register, record)
    if elsewhere is not None:
        return elsewhere
    queries.hide_personal(register, [record], by=request.user)
    context = {"register": register, "record": record, **sections_of(request, register, record)}
    return render(request, "portal/records/detail.html", context)


@login_required
@require_safe
def history(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Only for those who reach the record: what it once said may not have been meant for everybody."""
    admit(request, register, "view")
    record = find(request, register, pk, read=True)
    require(request.user, register.permission("view"), record.place)
    context = {"register": register, "record": record, "entries": queries.list_history(register, record)}
    return render(request, "portal/records/history.html", context)


@login_required
@form_page
def add(request: HttpRequest, register: Register) -> HttpResponse:
    admit(request, register, "add")
    if register.key in OWN_FORMS:
        return redirect(OWN_FORMS[register.key])
    form = RecordForm(request.POST or None, by=request.user, register=register, initial=begun_with(request))
    hints: list[DuplicateHint] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data.get("another"):
            hints = hints_for(register, values=form.values, by=request.user)
        if hints:
            form.ask_whether_another()
            return render(request, "portal/records/form.html", {"register": register, "form": form, "hints": hints})
        try:
            made = domain.add_record(register=register, values=form.values, by=request.user)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made})
            return redirect("record_detail", register.key, made.pk)
    return render(request, "portal/records/form.html", {"register": register, "form": form})


def begun_with(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name][:120] for name in BEGINS if name in request.GET}


@login_required
@form_page
def edit(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    admit(request, register, "edit")
    record = find(request, register, pk, read=True)
    require(request.user, register.permission("edit"), record.place)
    form = RecordForm(request.POST or None, by=request.user, register=register, row=record)
    reconciling = Reconciling(request, register, record, form)
    if request.method == "POST" and form.is_valid():
        try:
            saved = domain.edit_record(
                register=register, record=record, version=form.cleaned_data["version"], values=reconciling.values(),
                by=request.user, reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except ValidationError as error:
            show_errors(form, error)
        except StaleError as stale:
            reconciling.begin(stale)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved})
            return redirect("record_detail", register.key, saved.pk)
    turn = turn_of_demand(record, by=request.user) if register.key == DEMANDS.key else None
    context = {"register": register, "form": form, "record": record, "reconciling": reconciling, "turn": turn}
    return render(request, "portal/records/form.html", context)


@login_required
@form_page
def archive(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    return _confirm(request, register, pk, domain.archive_record, "portal/records/archive.html")


@login_required
@form_page
def restore(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    return _confirm(request, register, pk, domain.restore_record, "portal/records/restore.html")


def _confirm(request: HttpRequest, register: Register, pk: int, verb: Any, template: str) -> HttpResponse:
    admit(request, register, "archive")
    record = find(request, register, pk)
    require(request.user, register.permission("archive"), record.place)
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:200]
        try:
            verb(register=register, record=record, version=record.version, by=request.user, reason=reason)
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, _("Somebody changed this record just now. Look at it, then try again."))
        return redirect("record_detail", register.key, pk)
    return render(request, template, {"register": register, "record": record})
