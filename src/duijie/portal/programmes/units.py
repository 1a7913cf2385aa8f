"""Recommending units: the list of a round brought in from a workbook, and recommending several at once."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.portal.exports import XLSX
from duijie.portal.permitted import blame, me, permitted
from duijie.portal.programmes.acting import act, own_unit_of, round_of
from duijie.portal.records.finding import numbers_of
from duijie.programmes.domain import recommendations
from duijie.programmes.domain.conflicts import kept_out
from duijie.programmes.domain.queries import applications as queries
from duijie.programmes.domain.unit_lists import bring_in_units
from duijie.programmes.interfaces.unit_lists import read_units, unit_workbook
from duijie.programmes.states import ApplicationState
from duijie_match.errors import DuijieError

form_page = require_http_methods(["GET", "HEAD", "POST"])
LARGEST = 2 << 20


class ListForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("List of units (.xlsx)"), widget=forms.FileInput({"accept": ".xlsx"}))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".xlsx") or file.size > LARGEST:
            raise ValidationError(_("Choose an .xlsx file of at most 2 MB."), code="kind")
        return file


@permitted(Permission.PROGRAMME_EDIT)
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The units of the round as a workbook, to be changed and brought back."""
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    disposition = content_disposition_header(as_attachment=True, filename=f"{round_.name}.xlsx") or "attachment"
    return HttpResponse(unit_workbook(round_), content_type=XLSX, headers={"Content-Disposition": disposition})


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def bring_in(request: HttpRequest, pk: int) -> HttpResponse:
    """All of the list is taken over, or nothing, and every mistake is told by its row."""
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        made: list[dict[str, int]] = []
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "units.xlsx"
                path.write_bytes(b"".join(form.cleaned_data["file"].chunks()))
                lines = read_units(path)
        except DuijieError as error:
            blame(form, ValidationError(error.message.render(get_language() or "en")))
        except ValidationError as error:
            blame(form, error)
        else:
            if act(
                request,
                lambda: made.append(bring_in_units(round=round_, lines=lines, by=me(request))),
                form=form,
                said=_("The list is taken over."),
            ):
                return redirect("round_detail", pk)
    return render(request, "portal/programmes/units_import.html", {"round": round_, "form": form})


@permitted(Permission.APPLICATION_RECOMMEND)
@form_page
def recommend(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """All that waits at one's unit; what is ticked is recommended at once, in the order of the list."""
    round_ = round_of(request, pk)
    unit = own_unit_of(request, round_, row)
    waiting = queries.list_applications(by=request.user).filter(unit=unit, state=ApplicationState.SUBMITTED)
    rows = list(waiting.order_by("submitted_at", "pk"))
    barred = {one.pk for one in kept_out(round_, waiting, by=request.user)} if unit.organisation_id is None else set()
    if request.method == "POST":
        asked = set(numbers_of(request.POST.getlist("chosen"), 2_000))
        chosen = {}
        for one in rows:
            if one.pk in asked:
                seen = numbers_of([request.POST.get(f"version-{one.pk}", "")], 1)
                chosen[one.pk] = seen[0] if seen else one.version
        said = ngettext("%(count)d is recommended.", "%(count)d are recommended.", len(chosen))
        opinion = request.POST.get("opinion", "")[:600]
        if act(
            request,
            lambda: recommendations.recommend_all(unit=unit, chosen=chosen, opinion=opinion, by=me(request)),
            said=said % {"count": len(chosen)},
        ):
            return redirect("round_detail", pk)
        return redirect("round_recommend", pk, row)
    left = None if unit.quota is None else unit.quota - unit.used
    context = {"round": round_, "unit": unit, "rows": rows, "left": left, "barred": barred}
    return render(request, "portal/programmes/recommend.html", context)
