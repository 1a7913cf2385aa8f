"""The funnel of demands: how many reached each stage, cut as one asks, each number one click from its demands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import Funnel, funnel_of
from duijie.indicators.interfaces.funnel_forms import FunnelForm
from duijie.indicators.periods import Span, around, before
from duijie.portal.county.blocks import area_name
from duijie.portal.exports import suffix_asked_for
from duijie.portal.funnel.links import HEADS, Links
from duijie.portal.funnel.sheets import funnel_response
from duijie.portal.permitted import address_with, permitted

_SPANS = (
    (Span.MONTH, _("this month"), _("last month")),
    (Span.QUARTER, _("this quarter"), _("last quarter")),
    (Span.YEAR, _("this year"), _("last year")),
)

_OF_REPORTS = ("area", "first", "last")


@permitted(Permission.COUNTY_VIEW)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    form = FunnelForm(request.GET, by=request.user)
    if not form.is_valid():
        return render(request, "portal/funnel/page.html", {"form": form}, status=400 if request.GET else 403)
    funnel = _funnel(form, request)
    links = Links(funnel)
    context = {
        "form": form, "funnel": funnel, "area_name": area_name(funnel.area), "total": links.total,
        "lines": links.lines, "head": HEADS[funnel.cut], "has_shares": funnel.basis is Basis.FOUND,
        "beside": [(_("unsolved"), funnel.unsolved, links.beside("unsolved")),
                   (_("reopened since"), funnel.reopened, links.beside("reopened"))],
        "shortcuts": list(_shortcuts(form)), "export": address_with(reverse("funnel_export"), **form.data),
        "export_csv": address_with(reverse("funnel_export"), **form.data, format="csv"),
        "report": address_with(reverse("work_report_add"), **{name: form.data[name] for name in _OF_REPORTS})
        if can(request.user, Permission.REPORT_MAKE, funnel.area.place)
        else "",
        "overlaps": funnel.cut is Cut.COUNTY and any(row.area and row.area.is_management for row in funnel.rows),
    }  # fmt: skip
    return render(request, "portal/funnel/page.html", context)


@permitted(Permission.COUNTY_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same as .xlsx or .csv."""
    form = FunnelForm(request.GET, by=request.user)
    if not form.is_valid():
        return render(request, "portal/funnel/page.html", {"form": form}, status=400)
    funnel = _funnel(form, request)
    detail = {**form.data, "format": suffix_asked_for(request).strip(".")}
    audit.record(by=request.user, verb="funnel.export", target=funnel.area, place=funnel.area.place, detail=detail)
    return funnel_response(funnel, suffix=suffix_asked_for(request))


def _funnel(form: FunnelForm, request: HttpRequest) -> Funnel:
    asked = form.asked
    return funnel_of(asked.area, asked.period, basis=asked.basis, cut=asked.cut, by=request.user)


def _shortcuts(form: FunnelForm) -> Any:
    """Periods with a name: label, address, whether it is shown now."""
    today = clock.today()
    for span, this, last in _SPANS:
        now = around(today, span)
        for label, period in ((this, now), (last, before(now, span))):
            days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
            yield label, address_with(reverse("funnel"), **{**form.data, **days}), period == form.cleaned_data["period"]
