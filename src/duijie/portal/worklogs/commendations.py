"""Commendations: the list, and entering one."""

from typing import Any

import django_filters
import django_tables2
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.programmes.acting import act
from duijie.portal.programmes.forms import day_field
from duijie.portal.tables import DayColumn, Table, show_page
from duijie.portal.worklogs.of_posting import OfPosting
from duijie.portal.worklogs.tables import words_in
from duijie.portal.worklogs.yields import posting_of
from duijie.programmes.domain.results.commendations import commend
from duijie.programmes.models import Commendation, CommendationLevel

form_page = require_http_methods(["GET", "HEAD", "POST"])


class CommendationForm(forms.Form):
    level = forms.ChoiceField(label=gettext_lazy("Level of the commendation"), choices=CommendationLevel.choices)
    document = forms.CharField(label=gettext_lazy("Document number"), max_length=80)
    issuer = forms.CharField(label=gettext_lazy("Commended by"), max_length=120)
    issued_on = day_field(gettext_lazy("Day of the document"))


class CommendationFilter(OfPosting):
    q = django_filters.CharFilter(
        label=gettext_lazy("Words in person, host or document"), method="by_text", max_length=100
    )
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Level of the commendation"), choices=CommendationLevel.choices,
        empty_label=gettext_lazy("any"),
    )  # fmt: skip

    class Meta:
        model = Commendation
        fields = ("q", "level")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return words_in(rows, value, "posting__name", "posting__host__name", "document")


class CommendationTable(Table):
    caption = gettext_lazy("Commendations")
    person = django_tables2.Column(
        verbose_name=gettext_lazy("Person posted"), accessor="posting__name", order_by="posting__name"
    )
    host = django_tables2.Column(
        verbose_name=gettext_lazy("Host unit"), accessor="posting__host__name", order_by="posting__host__name"
    )
    level = django_tables2.Column(verbose_name=gettext_lazy("Level of the commendation"))
    document = django_tables2.Column(verbose_name=gettext_lazy("Document number"))
    issuer = django_tables2.Column(verbose_name=gettext_lazy("Commended by"))
    issued_on = DayColumn(verbose_name=gettext_lazy("Day of the document"))

    class Meta(Table.Meta):
        order_by = "-issued_on"
        empty_text = gettext_lazy("No commendation fits. An office enters one on the page of a work log.")

    def render_level(self, record: Any) -> str:
        return str(record.get_level_display())


def _rows(request: HttpRequest) -> Any:
    return Commendation.objects.visible_to(request.user).select_related("posting__host")


@permitted(Permission.YIELD_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = CommendationFilter(request.GET, _rows(request))
    context = {"table": show_page(CommendationTable(found.qs), request), "filter": found}
    return render(request, "portal/worklogs/commendations.html", context)


@permitted(Permission.YIELD_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    rows = CommendationFilter(request.GET, _rows(request)).qs.order_by("-issued_on", "-pk")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("commendation_list")
    audit.record(
        by=request.user, verb="commendation.export", target=None, detail={"filters": dict(request.GET.lists())}
    )
    header = [column.header for column in CommendationTable(rows).columns]
    lines = (
        [
            one.posting.name, one.posting.host.name, str(one.get_level_display()), one.document, one.issuer,
            one.issued_on,
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Commendations"), header, lines, suffix=suffix_asked_for(request))


@permitted(Permission.YIELD_VERIFY)
@form_page
def add(request: HttpRequest, posting: int) -> HttpResponse:
    """Of one posting, which the address names."""
    found = posting_of(request, posting)
    form = CommendationForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(request, lambda: commend(posting=found, values=form.cleaned_data, by=me(request)), form=form)
    ):
        return redirect("commendation_list")
    context = {"form": form, "title": _("Enter a commendation"), "about": f"{found.name} → {found.host.name}"}
    return render(request, "portal/worklogs/commendation_form.html", context)
