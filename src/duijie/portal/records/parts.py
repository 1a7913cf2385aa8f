"""Pages of the rows that belong to a record."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import require
from duijie.common.editing import StaleError
from duijie.demands.models import Demand
from duijie.portal.permitted import tell
from duijie.portal.records.finding import address_of, admit, find, part_of
from duijie.portal.records.reconciling import Reconciling
from duijie.portal.turns import turn_of_demand
from duijie.registry.domain import record_parts as domain
from duijie.registry.domain.queries.differences import Difference, part_differences
from duijie.registry.interfaces.record_forms import PartForm, show_errors
from duijie.registry.register import Part, Register

form_page = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@form_page
def add(request: HttpRequest, register: Register, pk: int, key: str) -> HttpResponse:
    record, part = _begin(request, register, pk, key)
    form = PartForm(request.POST or None, by=request.user, part=part, version=record.version)
    if request.method == "POST" and form.is_valid() and _add(request, register, part, record, form):
        return redirect(f"{address_of(register, record)}#{part.key}")
    return _page(request, register, part, record, form)


@login_required
@form_page
def edit(request: HttpRequest, register: Register, pk: int, key: str, row: int) -> HttpResponse:
    record, part = _begin(request, register, pk, key)
    if request.method == "POST" and not getattr(record, part.accessor).filter(pk=row).exists():
        return _removed(request, register, part, record)
    known = _row(part, record, row)
    form = PartForm(request.POST or None, by=request.user, part=part, version=record.version, row=known)

    def compare(current: Any, _version: int, values: Mapping[str, Any]) -> list[Difference]:
        return part_differences(part, _row(part, current, row), began=form.began, values=values)

    reconciling = Reconciling(request, register, record, form, compare)
    if request.method == "POST" and form.is_valid():
        try:
            domain.edit_part(
                register=register, part=part, record=record, pk=row, version=form.cleaned_data["version"],
                values=reconciling.values(), by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            show_errors(form, error)
        except StaleError as stale:
            reconciling.begin(stale)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{address_of(register, record)}#{part.key}")
    return _page(request, register, part, record, form, row=known, reconciling=reconciling)


@login_required
@form_page
def remove(request: HttpRequest, register: Register, pk: int, key: str, row: int) -> HttpResponse:
    record, part = _begin(request, register, pk, key)
    known = _row(part, record, row)
    if request.method == "POST":
        try:
            domain.remove_part(
                register=register, part=part, record=record, pk=row, version=record.version, by=request.user
            )
        except (ValidationError, StaleError) as error:
            tell(request, error if isinstance(error, ValidationError) else _stale())
        return redirect(f"{address_of(register, record)}#{part.key}")
    context = {"register": register, "record": record, "part": part, "row": known, "back": address_of(register, record)}
    return render(request, "portal/records/part_remove.html", context)


def _begin(request: HttpRequest, register: Register, pk: int, key: str) -> tuple[Any, Part]:
    part = part_of(register, key)
    admit(request, register, part.verb, own_pages=True)
    record = find(request, register, pk)
    require(request.user, register.permission(part.verb), record.place)
    return record, part


def _row(part: Part, record: Any, pk: int) -> Any:
    row = getattr(record, part.accessor).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _removed(request: HttpRequest, register: Register, part: Part, record: Any) -> HttpResponse:
    """What was typed over a row that somebody has taken away, ready to be added."""
    typed = request.POST.copy()
    typed["version"] = str(record.version)
    form = PartForm(typed, by=request.user, part=part, version=record.version)
    form.add_error(None, _("Not saved yet: somebody removed this meanwhile. Save it to add it again, or cancel."))
    return _page(request, register, part, record, form)


def _add(request: HttpRequest, register: Register, part: Part, record: Any, form: PartForm) -> bool:
    """Whether it was added; else the form says why not. A new row overwrites nothing: the second try may add it."""
    version = form.cleaned_data["version"]
    try:
        domain.add_part(
            register=register, part=part, record=record, version=version, values=form.values, by=request.user
        )
    except ValidationError as error:
        show_errors(form, error)
        return False
    except StaleError as stale:
        form.add_error(None, _stale())
        typed = request.POST.copy()
        typed["version"] = str(stale.version_now)
        form.data = typed
        return False
    messages.success(request, _("Saved."))
    return True


def _stale() -> ValidationError:
    return ValidationError(
        _("Not saved yet: somebody changed this record while you were editing. Look at it, then save again.")
    )


def _page(
    request: HttpRequest, register: Register, part: Part, record: Any, form: PartForm, row: Any = None,
    reconciling: Reconciling | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "register": register, "record": record, "part": part, "form": form, "row": row, "reconciling": reconciling,
        "turn": turn_of_demand(record, by=request.user) if isinstance(record, Demand) else None,
        "back": f"{address_of(register, record)}#{part.key}",
        "action": "" if row else reverse("part_add", args=[register.key, record.pk, part.key]),
    }  # fmt: skip
    return render(request, "portal/records/part_form.html", context)
