"""Writing the template of an external platform, with a preview before it is saved."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.domain.exchange_systems import set_columns
from duijie.demands.domain.queries.exchange import preview
from duijie.portal.exchange.forms import ColumnForm, ColumnFormSet
from duijie.portal.exchange.views import find, stale, version_of
from duijie.portal.permitted import permitted, tell


@permitted(Permission.EXCHANGE_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns as a table; ``preview`` shows what they would give, ``save`` keeps them."""
    system = find(request, pk)
    initial = [ColumnForm.initial_of(one, at) for at, one in enumerate(system.columns.order_by("position", "pk"))]
    formset = ColumnFormSet(request.POST or None, initial=initial, prefix="columns")
    shown = None
    if request.method == "POST" and formset.is_valid():
        columns = _columns(formset)
        if request.POST.get("action") == "preview":
            shown = preview(system, by=request.user, columns=columns)[1]
        elif _save(request, system, columns):
            return redirect("exchange_detail", pk)
    context = {
        "system": system, "formset": formset, "rows": shown, "back": reverse("exchange_detail", args=[pk]),
        "columns": _columns(formset) if shown is not None else [],
    }  # fmt: skip
    return render(request, "portal/exchange/template.html", context)


def _columns(formset: Any) -> list[dict[str, Any]]:
    """The columns with a heading, in the order that the person gave them."""
    found = [form.cleaned_data for form in formset.forms if form.cleaned_data.get("heading")]
    last = 1000
    ordered = sorted(enumerate(found), key=lambda one: (last if one[1]["ORDER"] is None else one[1]["ORDER"], one[0]))
    return [{name: value for name, value in one.items() if name != "ORDER"} for _at, one in ordered]


def _save(request: HttpRequest, system: Any, columns: list[dict[str, Any]]) -> bool:
    try:
        set_columns(system=system, version=version_of(request, system), columns=columns, by=request.user)
    except ValidationError as error:
        tell(request, error)
    except StaleError:
        messages.error(request, stale())
    else:
        messages.success(request, _("Saved."))
        return True
    return False
