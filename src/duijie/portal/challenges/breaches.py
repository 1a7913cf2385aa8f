"""Breaches of challenges: list, export, recording one and taking it back."""

from typing import Any

import django_filters
import django_tables2
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.demands.domain.breaches import record_breach, undo_breach
from duijie.demands.domain.queries import breaches as queries
from duijie.demands.models import Breach, BreachSide
from duijie.portal.challenges.views import find_challenge
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, me, permitted
from duijie.portal.tables import Table, show_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
STANDING = [("yes", gettext_lazy("stands")), ("no", gettext_lazy("taken back"))]


class BreachFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_breaches``."""

    q = django_filters.CharFilter(
        label=gettext_lazy("Words in the organisation or the demand"), method="by_text", max_length=100
    )
    side = django_filters.ChoiceFilter(label=gettext_lazy("Side of the breach"), choices=BreachSide.choices)
    standing = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STANDING, method="by_standing")

    class Meta:
        model = Breach
        fields = ("q", "side", "standing")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(
                Q(organisation__name__icontains=word) | Q(challenge__demand__title__icontains=word)
            )  # fmt: skip
        return rows

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(undone_at__isnull=value == "yes")


class BreachTable(Table):
    caption = gettext_lazy("Breaches of challenges")
    organisation = django_tables2.Column(verbose_name=gettext_lazy("Organisation"), order_by="organisation__name")
    side = django_tables2.Column(verbose_name=gettext_lazy("Side of the breach"))
    on = django_tables2.DateColumn(verbose_name=gettext_lazy("Day"), format="Y-m-d")
    challenge = django_tables2.Column(verbose_name=gettext_lazy("Challenge"), order_by="challenge__demand__title")
    reason = django_tables2.Column(verbose_name=gettext_lazy("Reason"))
    by = django_tables2.Column(verbose_name=gettext_lazy("Recorded by"), order_by="by__name")
    undone_at = django_tables2.DateColumn(verbose_name=gettext_lazy("Taken back on"), format="Y-m-d")

    class Meta(Table.Meta):
        order_by = "-on"
        empty_text = gettext_lazy("No breach is on record. One is recorded on the page of its challenge.")

    def render_challenge(self, record: Any) -> str:
        address = reverse("challenge_detail", args=[record.challenge.demand_id])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.challenge.demand)


class BreachForm(forms.Form):
    """Whose breach, since when, and why."""

    side = forms.ChoiceField(label=gettext_lazy("Who broke it"), widget=forms.RadioSelect)
    on = forms.DateField(
        label=gettext_lazy("Day of the breach"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The years in which the organisation is out are counted from this day."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("What was broken, and the proof"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None, *, sides: list[BreachSide]) -> None:
        super().__init__(data, initial={"on": clock.today(), "side": sides[0] if len(sides) == 1 else None})
        side: Any = self.fields["side"]
        side.choices = [(one.value, one.label) for one in sides]


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason, which the organisation reads too"), max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


@permitted(Permission.DEMAND_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = BreachFilter(request.GET, queries.list_breaches(by=request.user))
    table = show_page(BreachTable(found.qs), request)
    return render(request, "portal/challenges/breaches.html", {"table": table, "filter": found})


@permitted(Permission.DEMAND_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered and sorted, as .xlsx or .csv."""
    found = BreachFilter(request.GET, queries.list_breaches(by=request.user))
    return export_list(request, BreachTable(found.qs), _line, verb="challenge.breach_export", back="breach_list")


def _line(one: Breach) -> list[Any]:
    return [
        str(one.organisation), one.get_side_display(), one.on, str(one.challenge.demand), one.reason, str(one.by),
        one.undone_at,
    ]  # fmt: skip


@permitted(Permission.CHALLENGE_BREACH)
@form_page
def record(request: HttpRequest, pk: int) -> HttpResponse:
    challenge = find_challenge(request, pk)
    require(request.user, Permission.CHALLENGE_BREACH, challenge.place)
    sides = queries.sides_open(challenge, by=request.user)
    if not sides:
        messages.error(request, _("There is nobody of whom a breach could be recorded now."))
        return redirect("challenge_detail", pk)
    form = BreachForm(request.POST or None, sides=sides)
    if request.method == "POST" and form.is_valid():
        try:
            record_breach(challenge=challenge, by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Recorded. It can be taken back on this page."))
            return redirect("challenge_detail", pk)
    context = {"form": form, "demand": challenge.demand, "title": _("Record a breach")}
    return render(request, "portal/challenges/breach.html", context)


@permitted(Permission.CHALLENGE_BREACH)
@form_page
def undo(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    challenge = find_challenge(request, pk)
    require(request.user, Permission.CHALLENGE_BREACH, challenge.place)
    found = next((one for one in queries.breaches_of(challenge, by=request.user) if one.pk == row), None)
    if found is None:
        raise Http404
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_breach(breach=found, by=me(request), reason=form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Taken back. It counts no more."))
            return redirect("challenge_detail", pk)
    context = {"form": form, "demand": challenge.demand, "breach": found, "title": _("Take the breach back")}
    return render(request, "portal/challenges/breach.html", context)
