"""Requests about personal data: asking, the list, one with its steps, the copy."""

from typing import Any

import django_tables2
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.exports import stored_file
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.privacy.contact import contact_of, may_enter, places_of
from duijie.portal.records.finding import find
from duijie.portal.tables import DayColumn, Table, show_page
from duijie.registry.domain import personal_requests as domain
from duijie.registry.domain.queries import privacy as queries
from duijie.registry.interfaces.privacy_filters import RequestFilter
from duijie.registry.models import PersonalRequest
from duijie.registry.personal_states import STEPS, RequestKind, RequestState
from duijie.registry.registers.persons import PERSONS

form_page = require_http_methods(["GET", "HEAD", "POST"])


class AskForm(forms.Form):
    """What is asked, and what about."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is asked"), choices=RequestKind.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy("A copy is made at once. Anything else the office answers within 30 days."),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For a correction: what is wrong, and how it should be."),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why it is decided so."""

    reason = forms.CharField(
        label=gettext_lazy("Reason (who asked reads it)"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RequestTable(Table):
    caption = gettext_lazy("Requests about personal data")
    kind = django_tables2.Column(verbose_name=gettext_lazy("What is asked"))
    subject = django_tables2.Column(verbose_name=gettext_lazy("Whose data"), empty_values=(), orderable=False)
    by = django_tables2.Column(verbose_name=gettext_lazy("Entered by"), order_by="by__name")
    state = django_tables2.Column(verbose_name=gettext_lazy("State"))
    due_on = django_tables2.DateColumn(verbose_name=gettext_lazy("Answer due on"), format="Y-m-d")
    asked_at = DayColumn(verbose_name=gettext_lazy("Asked"))

    class Meta(Table.Meta):
        order_by = "-asked_at"
        empty_text = gettext_lazy("No request about personal data.")

    def render_kind(self, record: Any) -> str:
        address = reverse("personal_request", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, record.get_kind_display())

    def render_subject(self, record: Any) -> str:
        return subject_of(record)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


def subject_of(request: PersonalRequest) -> str:
    """By number: the list names nobody whose data is to be left alone."""
    if request.person_id is not None:
        return _("person no. %(number)d") % {"number": request.person_id}
    if request.account_id is not None:
        return _("account no. %(number)d") % {"number": request.account_id}
    if request.is_about_contact:
        return _("contact person, %(area)s") % {"area": request.area}
    return "–"


@permitted()
@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """For oneself; with ``person`` in the address, for somebody of the register."""
    number = request.GET.get("person", "")
    person = find(request, PERSONS, int(number)) if number.isdecimal() and len(number) < 18 else None
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.ask(by=me(request), person=person, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The request was entered."))
            return redirect("personal_request", made.pk)
    return render(request, "portal/privacy/ask.html", {"form": form, "person": person})


@permitted()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = RequestFilter(request.GET, queries.list_personal_requests(by=request.user))
    return render(
        request, "portal/privacy/requests.html",
        {
            "filter": found, "table": show_page(RequestTable(found.qs), request), "enters": may_enter(request.user),
        },
    )  # fmt: skip


@permitted()
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = RequestFilter(request.GET, queries.list_personal_requests(by=request.user))
    header = [
        _("What is asked"), _("Whose data"), _("Entered by"), _("State"), _("Answer due on"), _("Asked"), _("Decided"),
        _("Reason"), _("What was done"),
    ]  # fmt: skip
    table = RequestTable(found.qs)
    return export_list(
        request, table, _line, verb="personal_request.export", back="personal_request_list", header=header
    )  # fmt: skip


def _line(one: Any) -> list[Any]:
    return [
        one.get_kind_display(), subject_of(one), str(one.by), one.get_state_display(), one.due_on, one.asked_at,
        one.decided_at, one.reason, one.get_outcome_display(),
    ]  # fmt: skip


@permitted()
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    context = {
        "shown": found, "subject": subject_of(found), "steps": domain.steps_for(found, by=me(request)),
        "is_late": found.state == RequestState.ASKED and found.due_on < clock.today(),
        "has_file": domain.has_file(found), "is_copy": found.kind == RequestKind.COPY, "contact": contact_of(found),
        "places": places_of(found), "right": [one for one in found.corrected.values() if one],
    }  # fmt: skip
    return render(request, "portal/privacy/request.html", context)


@permitted()
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found, taken = _find(request, pk), STEPS.get(verb)
    if taken is None:
        raise Http404
    form = ReasonForm(request.POST or None) if taken.needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            reason = form.cleaned_data["reason"] if form else ""
            domain.take_request_step(request=found, verb=verb, by=me(request), reason=reason)
        except ValidationError as error:
            tell(request, error)
        else:
            messages.success(request, _("Saved."))
        return redirect("personal_request", pk)
    context = {"shown": found, "subject": subject_of(found), "step": taken, "form": form}
    return render(request, "portal/privacy/step.html", context)


@permitted()
@require_safe
def download(request: HttpRequest, pk: int) -> Any:
    """The copy, for whoever asked for it."""
    found = _find(request, pk)
    if not domain.may_fetch(found, by=me(request)):
        raise Http404
    audit.record(by=request.user, verb="personal_request.download", target=found)
    return stored_file(domain.copy_path(found), "personal-data.zip")


def _find(request: HttpRequest, pk: int) -> PersonalRequest:
    try:
        return queries.find_personal_request(by=request.user, pk=pk)
    except PersonalRequest.DoesNotExist as error:
        raise Http404 from error
