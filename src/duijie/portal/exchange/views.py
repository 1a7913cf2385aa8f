"""Pages of external platforms: list, one with its template and preview, adding, changing; the numbers there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.domain import exchange_systems as domain
from duijie.demands.domain.queries import exchange as queries
from duijie.demands.exchange_fields import FIELDS
from duijie.demands.models import ExternalReference, ExternalSystem, ResultState
from duijie.portal.exchange.forms import SystemForm
from duijie.portal.exchange.tables import NumberFilter, NumberTable, SystemTable
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, permitted, tell
from duijie.portal.tables import show_page


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    table = show_page(SystemTable(queries.list_systems(by=request.user)), request)
    context = {"table": table, "may_edit": can(request.user, Permission.EXCHANGE_EDIT)}
    return render(request, "portal/exchange/index.html", context)


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    system = find(request, pk)
    columns, rows = queries.preview(system, by=request.user)
    labels = {str(key): label for key, label in ResultState.choices}
    context = {
        "system": system, "rows": rows, "noun": f"external-{system.code}",
        "columns": [{**one, "label": FIELDS[one["field"]].label} for one in columns],
        "words": [(word, labels.get(state, state)) for word, state in system.state_words.items()],
        "may_edit": can(request.user, Permission.EXCHANGE_EDIT),
        "may_export": can(request.user, Permission.EXCHANGE_EXPORT) and system.archived_at is None,
        "may_import": can(request.user, Permission.EXCHANGE_IMPORT) and system.archived_at is None,
    }  # fmt: skip
    return render(request, "portal/exchange/detail.html", context)


@permitted(Permission.EXCHANGE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = SystemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "code", "note")}
        try:
            made = domain.add_system(values=values, preset=form.cleaned_data["preset"], by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was added. Look through its template.") % {"name": made})
            return redirect("exchange_template", made.pk)
    return render(request, "portal/exchange/form.html", {"form": form, "back": reverse("exchange")})


@permitted(Permission.EXCHANGE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    system = find(request, pk)
    form = SystemForm(request.POST or None, initial=SystemForm.initial_of(system), system=system)
    if request.method == "POST" and form.is_valid():
        try:
            domain.edit_system(
                system=system, version=version_of(request, system), values=form.cleaned_data, by=request.user
            )
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, stale())
        else:
            messages.success(request, _("Saved."))
            return redirect("exchange_detail", pk)
    context = {"form": form, "system": system, "back": reverse("exchange_detail", args=[pk])}
    return render(request, "portal/exchange/form.html", context)


@permitted(Permission.EXCHANGE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then archive; posted for an archived one, restore it."""
    system = find(request, pk)
    back = reverse("exchange_detail", args=[pk])
    if request.method == "POST":
        try:
            domain.archive_system(
                system=system, version=version_of(request, system), by=request.user, archived=system.archived_at is None
            )
        except ValidationError as error:
            tell(request, error)
        except StaleError:
            messages.error(request, stale())
        else:
            messages.success(request, _("Saved."))
        return redirect("exchange_detail", pk)
    return render(request, "portal/exchange/archive.html", {"system": system, "back": back})


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """Which demand has which number where, and what is said of it there."""
    found = NumberFilter(request.GET, queries.list_references(by=request.user), request=request)
    table = show_page(NumberTable(found.qs), request)
    return render(request, "portal/exchange/numbers.html", {"table": table, "filter": found})


@permitted(Permission.EXCHANGE_VIEW)
@require_safe
def export_numbers(request: HttpRequest) -> HttpResponse:
    found = NumberFilter(request.GET, queries.list_references(by=request.user), request=request)
    header = [
        _("External platform"), _("Number there"), _("Our number"), _("Demand"), _("Firm"), _("Area"), _("Direction"),
        _("State there"), _("State there, as written"), _("Result there"), _("Contract amount (10,000 yuan)"),
        _("Day of the result"), _("Handed over"), _("Heard from"),
    ]  # fmt: skip
    table = NumberTable(found.qs)
    return export_list(request, table, _line, verb="exchange.list", back="exchange_numbers", header=header)


def _line(one: ExternalReference) -> list[Any]:
    return [
        str(one.system), one.number, FIELDS["our_number"].read(one.demand), str(one.demand), one.demand.owner_name,
        str(one.demand.area), one.get_direction_display(), one.get_state_display(), one.state_text, one.result,
        "" if one.amount is None else float(one.amount), one.result_on, one.handed_at, one.heard_at,
    ]  # fmt: skip


def find(request: HttpRequest, pk: int) -> ExternalSystem:
    """The platform, or 404."""
    try:
        return queries.find_system(by=request.user, pk=pk)
    except ExternalSystem.DoesNotExist as error:
        raise Http404 from error


def version_of(request: HttpRequest, system: Any) -> int:
    """As the page showed it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else int(system.version)


def stale() -> str:
    return _("Somebody changed this platform meanwhile. Look at it as it is now, and do it again.")
