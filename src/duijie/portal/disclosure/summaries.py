"""Public summaries of demands and achievements: read by everybody, without an account too."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from duijie.accounts.access import can
from duijie.portal.disclosure.tables import SummaryTable
from duijie.portal.tables import MOST_FOUND, show_page
from duijie.registry.domain.queries.records import list_records
from duijie.registry.domain.queries.summaries import find_summary, list_summaries, tiered_registers
from duijie.registry.models import TechnologyField
from duijie.registry.register import Register


class SummaryFilter(forms.Form):
    """Words and field. Both ask of what is public only."""

    q = forms.CharField(label=_("Words in title or summary"), required=False, max_length=100)
    field = forms.ChoiceField(
        label=_("Technology field"), required=False, choices=[("", _("any")), *TechnologyField.choices]
    )


@require_safe
def index(request: HttpRequest, register: Register) -> HttpResponse:
    _admit(register)
    form = SummaryFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = list_summaries(register, q=asked.get("q", ""), field=asked.get("field", ""))
    table = show_page(SummaryTable(register, rows, most=MOST_FOUND if asked.get("q") else 0), request)
    context = {
        "register": register, "registers": tiered_registers(), "table": table, "form": form, "layout": _layout(request),
    }  # fmt: skip
    return render(request, "portal/disclosure/summaries.html", context)


@require_safe
def detail(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """The summary; who sees the record whole is led there, others may ask to."""
    _admit(register)
    summary = find_summary(register, pk)
    if summary is None:
        raise Http404
    may_view = can(request.user, register.permission("view"))
    whole = may_view and list_records(register, by=request.user).filter(pk=pk).exists()
    context = {
        "register": register, "summary": summary, "whole": whole, "layout": _layout(request),
        "may_ask": may_view and not whole and summary.is_by_consent,
    }  # fmt: skip
    return render(request, "portal/disclosure/summary.html", context)


def _admit(register: Register) -> None:
    if not register.is_tiered:
        raise Http404


def _layout(request: HttpRequest) -> str:
    return "portal/base.html" if request.user.is_authenticated else "portal/entrance.html"
