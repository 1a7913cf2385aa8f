"""How often a match run shows each record of supply: sorted, by kind, taken along."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import MOST, exposure_of, spread_of
from duijie.matching.models import MatchRun, SupplyKind
from duijie.portal.exports import file_response, rows_in_order, suffix_asked_for
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import permitted
from duijie.portal.runs.tables import ExposureTable
from duijie.portal.tables import show_page


class KindForm(forms.Form):
    """The filter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("all")), *SupplyKind.choices], required=False
    )


@permitted(Permission.MATCH_VIEW)
@require_safe
def index(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    form = KindForm(request.GET)
    found = exposure_of(run, by=request.user, kind=_kind(form))
    context = {
        "run": run, "form": form, "table": show_page(ExposureTable(found), request), "spread": spread_of(run),
        "most": MOST if len(found) == MOST else 0,
    }  # fmt: skip
    return render(request, "portal/runs/exposure.html", context)


@permitted(Permission.MATCH_VIEW)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows in the same order, as .xlsx or .csv."""
    run = _run(request, pk)
    kind = _kind(KindForm(request.GET))
    audit.record(by=request.user, verb="match.export", target=run, place=run.place, detail={"kind": kind})
    header = [
        _("Record"), _("Kind"), _("Organisation"), _("Among the first ten of so many demands"),
        _("of these at the first place"), _("Best level"),
    ]  # fmt: skip
    rows = (
        [one.title, str(SupplyKind(one.kind).label), one.record.owner_name, one.times, one.best, str(LEVELS[one.level])]
        for one in rows_in_order(request, ExposureTable(exposure_of(run, by=request.user, kind=kind)))
    )
    return file_response(_("How often each is shown"), header, rows, suffix=suffix_asked_for(request))


def _kind(form: KindForm) -> str:
    return str(form.cleaned_data["kind"]) if form.is_valid() else ""


def _run(request: HttpRequest, pk: int) -> MatchRun:
    """A run whose candidates are kept."""
    run: MatchRun | None = queries.list_runs(by=request.user).filter(pk=pk, is_current=True).first()
    if run is None:
        raise Http404
    return run
