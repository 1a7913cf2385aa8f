"""Pages of imports: bring a list, say what its columns mean, look at the result, decide, take over, take back."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import imports as domain
from duijie.common.domain.queries import imports as queries
from duijie.common.importing.corrections import columns_of
from duijie.common.importing.files import as_one
from duijie.common.importing.nouns import noun_of, nouns
from duijie.common.importing.template import template_name, template_workbook
from duijie.common.importing.workbook import error_columns, error_rows
from duijie.common.models import ImportBatch, ImportState, RowOutcome
from duijie.portal.exports import file_response, workbook_response
from duijie.portal.imports.forms import ColumnsForm, RowForm, UploadForm
from duijie.portal.imports.tables import ImportTable
from duijie.portal.permitted import permitted, tell
from duijie.portal.tables import show_page
from duijie_match.errors import DuijieError

ROWS = 50
SHOWN: dict[str, Callable[[ImportBatch], Any]] = {
    "errors": queries.rows_with_errors,
    "questions": queries.rows_with_questions,
    "new": partial(queries.rows_of, outcome=RowOutcome.NEW),
    "changes": partial(queries.rows_of, outcome=RowOutcome.UPDATE),
    "unchanged": partial(queries.rows_of, outcome=RowOutcome.UNCHANGED),
}
importers = permitted(*(one for one in Permission if one.endswith(".import")))


@importers
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = show_page(ImportTable(queries.list_imports(by=request.user)), request)
    return render(request, "portal/imports/index.html", {"table": table})


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    initial = {"noun": request.GET.get("noun", "organisations")}
    form = UploadForm(request.POST or None, request.FILES or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        common = {"noun": chosen["noun"], "area": chosen["area"], "by": request.user}
        try:
            if chosen["file"]:
                with as_one(chosen["file"]) as brought:
                    batch = domain.add_import(name=brought.name, chunks=brought.chunks(), **common)
            else:
                batch = domain.add_pasted_import(text=chosen["text"], **common)
        except DuijieError as error:
            form.add_error("file" if chosen["file"] else "text", error.message.render(get_language() or "en"))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("import_columns", pk=batch.pk)
    context = {"form": form, "nouns": [noun for noun in nouns() if request.user.has_perm(noun.permission)]}
    return render(request, "portal/imports/add.html", context)


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    form = ColumnsForm(
        request.POST or None, noun=noun_of(batch.noun), sheets=batch.sheets, mapping=batch.mapping,
        existing=batch.existing,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            domain.map_import(
                batch=batch, mapping=form.mapping, existing=form.cleaned_data["existing"], by=request.user
            )
            if form.moved_header:
                messages.info(request, _("The header was read anew. Please look at the columns once more."))
                return redirect("import_columns", pk=pk)
            domain.preview_import(batch=batch, by=request.user)
        except (ValidationError, DuijieError) as error:
            form.add_error(None, _words(error))
        else:
            return redirect("import_detail", pk=pk)
    return render(request, "portal/imports/columns.html", {"batch": batch, "form": form, "notes": _told(batch.notes)})


@importers
@require_safe
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.state == ImportState.UPLOADED and batch.job is None:
        return redirect("import_columns", pk=pk)
    noun = noun_of(batch.noun)
    show = request.GET.get("show", "")
    rows = SHOWN[show](batch) if show in SHOWN else queries.worst_first(queries.list_rows(batch))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "noun": noun,
        "counts": queries.count_rows(batch),
        "page": page,
        "rows": [_row(row, dict(noun.fields)) for row in page],
        "show": show,
        "notes": _told(batch.notes),
        "can_decide": batch.state == ImportState.PREVIEWED,
        "stopped": batch.job is not None and not batch.job.is_open and batch.job.state != "succeeded",
    }
    return render(request, "portal/imports/detail.html", context)


@importers
@require_POST
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _do(request, pk, domain.preview_import)


@importers
@require_POST
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take or leave out rows: the marked ones, or all with questions."""
    batch = _batch(request, pk)
    decision = request.POST.get("decision", "")
    marked = request.POST.getlist("row")[:ROWS]
    numbers = [int(number) for number in marked if number.isascii() and number.isdigit() and len(number) < 10]
    asked = request.POST.get("all") == "questions"
    try:
        if decision not in {"take", "skip", ""}:
            raise ValidationError(_("Choose to import the rows or to leave them out."))
        changed = domain.decide_rows(batch=batch, decision=decision, by=request.user, numbers=numbers, asked=asked)
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(
            request, ngettext("Decided for %(count)d row.", "Decided for %(count)d rows.", changed) % {"count": changed}
        )
    address = request.POST.get("next", "")
    return redirect(f"{_address(pk)}?{address}" if address else _address(pk))


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One row, to be put right by hand before anything is written."""
    batch = _batch(request, pk)
    found = queries.list_rows(batch).filter(number=number).first()
    if found is None:
        raise Http404
    noun = noun_of(batch.noun)
    labels = dict(noun.fields)
    sheet: dict[str, Any] = next(
        (sheet for sheet in batch.sheets if sheet["name"][:200] == found.sheet), {"columns": []}
    )
    places = columns_of(sheet, found.cells, noun.vocabulary)
    headings = {field: sheet["columns"][at[0]]["header"] for field, at in places.items()}
    cells = {field: (name or labels[field], found.cells.get(name or field, "")) for field, name in headings.items()}
    form = RowForm(request.POST or None, cells=cells, initial={"run": batch.run})
    if request.method == "POST" and form.is_valid():
        try:
            domain.correct_row(
                batch=batch, number=number, run=form.cleaned_data["run"], texts=form.texts, by=request.user
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("import_detail", pk=pk)
    context = {"batch": batch, "row": found, "form": form, "errors": _told(found.errors)}
    return render(request, "portal/imports/row.html", context, status=422 if form.errors else 200)


@importers
@require_safe
def template(request: HttpRequest, noun: str) -> HttpResponse:
    """The workbook to fill in for a register."""
    if noun not in {one.key for one in nouns()}:
        raise Http404
    return workbook_response(template_name(noun_of(noun)), template_workbook(noun_of(noun), get_language() or "en"))


@importers
@require_POST
def apply(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _do(request, pk, domain.apply_import)


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def revert(request: HttpRequest, pk: UUID) -> HttpResponse:
    if request.method == "POST":
        return _do(request, pk, domain.revert_import)
    batch = _batch(request, pk)
    return render(request, "portal/imports/revert.html", {"batch": batch, "counts": queries.count_rows(batch)})


@importers
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    batch = _batch(request, pk)
    if request.method != "POST":
        return render(request, "portal/imports/remove.html", {"batch": batch})
    try:
        domain.remove_import(batch=batch, by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("import_detail", pk=pk)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": batch.name})
    return redirect("import_list")


@importers
@require_safe
def errors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rows that were not taken with the reasons, as a workbook to correct and bring again."""
    batch = _batch(request, pk)
    headings = error_columns(batch)
    rows = error_rows(batch, headings, get_language() or "en")
    reasons = [_("What is wrong"), _("Sheet"), _("Row")]
    return file_response(_("To correct"), [*headings, *reasons], rows, suffix=".xlsx")


def _do(request: HttpRequest, pk: UUID, verb: Any) -> HttpResponse:
    try:
        verb(batch=_batch(request, pk), by=request.user)
    except ValidationError as error:
        tell(request, error)
    return redirect("import_detail", pk=pk)


def _batch(request: HttpRequest, pk: UUID) -> ImportBatch:
    try:
        return queries.find_import(by=request.user, pk=pk)
    except ImportBatch.DoesNotExist as error:
        raise Http404 from error


def _address(pk: UUID) -> str:
    return reverse("import_detail", args=[pk])


def _words(error: Exception) -> Any:
    return error.message.render(get_language() or "en") if isinstance(error, DuijieError) else error


def _told(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings with their text in the reader's language."""
    language = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    return [{**one, "text": one["texts"].get(language, "")} for one in findings]


def _row(row: Any, labels: dict[str, Any]) -> dict[str, Any]:
    changes = [{"label": labels.get(name, name), "old": old, "new": new} for name, (old, new) in row.changes.items()]
    return {
        "row": row,
        "errors": _told(row.errors),
        "questions": _told(row.questions),
        "changes": changes,
        "cells": list(row.cells.items())[:6],
    }
