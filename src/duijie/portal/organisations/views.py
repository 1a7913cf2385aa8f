"""Pages of organisations: list, export, page, history, add, edit, archive, restore."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.portal.duplicates.pointers import go_to_kept
from duijie.portal.exports import suffix_asked_for
from duijie.portal.organisations.tables import make_table
from duijie.portal.permitted import blame, permitted, tell
from duijie.portal.records.reconciling import Reconciling
from duijie.portal.records.shown import annexes_of
from duijie.portal.tables import MOST_FOUND, show_page
from duijie.registry.domain import organisations as domain
from duijie.registry.domain.queries import organisations as queries
from duijie.registry.domain.queries.duplicates import DuplicateHint
from duijie.registry.domain.queries.suggestions import suggest_organisations
from duijie.registry.interfaces.organisation_columns import chosen_columns
from duijie.registry.interfaces.organisation_filters import OrganisationFilter
from duijie.registry.interfaces.organisation_forms import OrganisationForm
from duijie.registry.interfaces.organisation_sheets import export_organisations
from duijie.registry.interfaces.record_narrowing import narrowed
from duijie.registry.models import Organisation
from duijie.registry.registers.organisations import ORGANISATIONS

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.ORGANISATION_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = OrganisationFilter(request.GET, queries.list_organisations(by=request.user), by=request.user)
    columns = chosen_columns(request.GET.getlist("columns"))
    most = MOST_FOUND if found.looks_for_words else 0
    table = show_page(make_table(found.rows, columns, most=most), request)
    queries.note_list_read(by=request.user, shown=[row.record for row in table.paginated_rows], columns=columns)
    context = {
        "filter": found,
        "table": table,
        "narrowed": narrowed(Organisation, request.GET, by=request.user),
        "may_add": can(request.user, Permission.ORGANISATION_ADD),
        "may_import": can(request.user, Permission.ORGANISATION_IMPORT),
        "may_export": can(request.user, Permission.ORGANISATION_EXPORT),
    }
    return render(request, "portal/organisations/index.html", context)


@permitted(Permission.ORGANISATION_EXPORT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The rows and columns that the list shows, as .xlsx or .csv. Only rows that may be exported are in it."""
    found = OrganisationFilter(request.GET, queries.list_exportable(by=request.user), by=request.user).rows
    suffix = suffix_asked_for(request)
    keys, filters = request.GET.getlist("columns"), dict(request.GET.lists())
    try:
        return export_organisations(found, keys=keys, filters=filters, suffix=suffix, by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("organisation_list")


@permitted(Permission.ORGANISATION_VIEW)
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names that fit what was typed, for inputs with suggestions."""
    return JsonResponse({"names": suggest_organisations(by=request.user, text=request.GET.get("q", "")[:60])})


@permitted(Permission.ORGANISATION_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk, read=True)
    elsewhere = go_to_kept(request, ORGANISATIONS, organisation)
    if elsewhere is not None:
        return elsewhere
    context = {
        "organisation": organisation,
        **annexes_of(request, ORGANISATIONS, organisation),
        **_may(request, organisation),
    }
    return render(request, "portal/organisations/detail.html", context)


@permitted(Permission.ORGANISATION_VIEW)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk, read=True)
    entries = queries.list_history(organisation=organisation)
    return render(request, "portal/organisations/history.html", {"organisation": organisation, "entries": entries})


@permitted(Permission.ORGANISATION_ADD)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None, by=request.user)
    hints: list[DuplicateHint] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data.get("another"):
            hints = queries.find_duplicates(
                by=request.user,
                name=form.cleaned_data["name"],
                uscc=form.cleaned_data["uscc"],
                short_name=form.cleaned_data["short_name"],
            )
        if hints:
            form.ask("another")
        else:
            try:
                made = domain.add_organisation(values=form.values, by=request.user)
            except ValidationError as error:
                show_errors(form, error)
            else:
                messages.success(request, _("“%(name)s” was added.") % {"name": made.name})
                return redirect("organisation_detail", pk=made.pk)
    return render(request, "portal/organisations/add.html", {"form": form, "hints": hints, "register": ORGANISATIONS})


@permitted(Permission.ORGANISATION_EDIT)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = _organisation(request, pk, read=True)
    require(request.user, Permission.ORGANISATION_EDIT, organisation.place)
    form = OrganisationForm(request.POST or None, by=request.user, organisation=organisation)
    reconciling = Reconciling(request, ORGANISATIONS, organisation, form)
    if request.method == "POST" and form.is_valid():
        try:
            saved = domain.edit_organisation(
                organisation=organisation,
                version=form.cleaned_data["version"] or 0,
                values=reconciling.values(),
                by=request.user,
                reason=form.cleaned_data["reason"],
                renamed_on=form.cleaned_data["renamed_on"],
            )
        except ValidationError as error:
            show_errors(form, error)
        except StaleError as stale:
            reconciling.begin(stale)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": saved.name})
            return redirect("organisation_detail", pk=saved.pk)
    context = {"form": form, "organisation": organisation, "reconciling": reconciling}
    return render(request, "portal/organisations/edit.html", context)


@permitted(Permission.ORGANISATION_ARCHIVE)
@form_page
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirm(request, pk, domain.archive_organisation, "portal/organisations/archive.html")


@permitted(Permission.ORGANISATION_ARCHIVE)
@form_page
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _confirm(request, pk, domain.restore_organisation, "portal/organisations/restore.html")


def _confirm(request: HttpRequest, pk: int, verb: Any, template: str) -> HttpResponse:
    organisation = _organisation(request, pk)
    require(request.user, Permission.ORGANISATION_ARCHIVE, organisation.place)
    if request.method == "POST":
        try:
            verb(
                organisation=organisation,
                version=organisation.version,
                by=request.user,
                reason=request.POST.get("reason", "")[:200],
            )
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, _("Somebody changed this record just now. Look at it, then try again."))
        return redirect("organisation_detail", pk=pk)
    return render(request, template, {"organisation": organisation})


def show_errors(form: OrganisationForm, error: ValidationError) -> None:
    """Put what the domain refused on the fields; a code to be confirmed gets its box."""
    codes = {one.code for errors in getattr(error, "error_dict", {}).values() for one in errors}
    if "uscc-unconfirmed" in codes and "uscc_confirmed" not in form.fields:
        form.ask("uscc_confirmed")
    blame(form, error)


def _organisation(request: HttpRequest, pk: int, *, read: bool = False) -> Organisation:
    """With ``read``, to be shown whole."""
    find = queries.read_organisation if read else queries.find_organisation
    try:
        return find(by=request.user, pk=pk)
    except Organisation.DoesNotExist as error:
        raise Http404 from error


FILING_FOR = (Permission.DEMAND_ADD, Permission.VISIT_ADD)
"""Officers and liaison officers file on behalf of a firm; its own contacts file for themselves."""


def _may(request: HttpRequest, organisation: Organisation) -> dict[str, bool]:
    place = organisation.place
    living = organisation.archived_at is None
    return {
        "may_edit": living and can(request.user, Permission.ORGANISATION_EDIT, place),
        "may_archive": can(request.user, Permission.ORGANISATION_ARCHIVE, place),
        "may_name_contact": living and can(request.user, Permission.HOST_CONTACT_EDIT, place),
        "may_file_for": living and all(can(request.user, one, place) for one in FILING_FOR),
    }
