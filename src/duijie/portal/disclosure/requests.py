"""Asking an owner to see a record whole, and the owner's answer."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import require
from duijie.common import clock
from duijie.portal.disclosure.tables import AccessFilter, AccessTable
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.tables import show_page
from duijie.portal.turns import turn_of_access
from duijie.registry.access_states import STEPS, AccessStep, Party
from duijie.registry.domain import access_requests as domain
from duijie.registry.domain.queries import access_requests as queries
from duijie.registry.domain.queries.summaries import find_summary
from duijie.registry.models import AccessRequest
from duijie.registry.register import Register

form_page = require_http_methods(["GET", "HEAD", "POST"])
USUAL_DAYS = 90


class AskForm(forms.Form):
    """What one wants to see the record for; the owner reads it."""

    purpose = forms.CharField(
        label=gettext_lazy("What do you want to see it for?"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The owner reads this with your name and organisation, and decides by it."),
    )  # fmt: skip


class StepForm(forms.Form):
    """What a step asks: a reason, the day until which it holds, the owner's slip."""

    until = forms.DateField(
        label=gettext_lazy("Access holds until"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("A year at most. You can take the consent back on any day before."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Reason (who asked reads it)"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    slip = forms.CharField(
        label=gettext_lazy("Number of the owner's slip"), max_length=120,
        help_text=gettext_lazy("Where the owner's written word is kept: you decide on the owner's behalf."),
    )  # fmt: skip

    def __init__(self, data: Any, *, step: AccessStep, owner: bool) -> None:
        super().__init__(data, initial={"until": clock.today() + timedelta(days=USUAL_DAYS)})
        if not step.is_dated:
            del self.fields["until"]
        if owner or step.party is not Party.OWNER:
            del self.fields["slip"]
        if step.party is not Party.OWNER:
            del self.fields["reason"]
        elif step.needs_reason:
            self.fields["reason"].required = True


@permitted()
@form_page
def ask(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    require(request.user, register.permission("view"))
    summary = find_summary(register, pk) if register.is_tiered else None
    if summary is None or not summary.is_by_consent:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.ask_access(register=register, number=pk, purpose=form.cleaned_data["purpose"], by=me(request))
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The owner was asked. You find the answer here and in your list of requests."))
            return redirect("access_detail", made.pk)
    return render(request, "portal/disclosure/ask.html", {"register": register, "summary": summary, "form": form})


@permitted()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = AccessFilter(request.GET, queries.list_access_requests(by=request.user))
    table = show_page(AccessTable(found.qs), request)
    queries.name_records([row.record for row in table.paginated_rows], by=request.user)
    return render(request, "portal/disclosure/index.html", {"table": table, "filter": found})


@permitted()
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = AccessFilter(request.GET, queries.list_access_requests(by=request.user))
    header = [
        _("Record"), _("Asked by"), _("Organisation"), _("What for"), _("State"), _("Reason"),
        _("Number of the owner's slip"), _("Holds until"), _("Asked"), _("Decided"),
    ]  # fmt: skip
    return export_list(
        request, AccessTable(found.qs), _line, verb="access.export", back="access_list", header=header,
        prepare=lambda rows: queries.name_records(rows, by=request.user),
    )  # fmt: skip


def _line(one: Any) -> list[Any]:
    return [
        one.record_name, str(one.asker), str(one.organisation or ""), one.purpose, one.get_state_display(), one.reason,
        one.slip, one.expires_on, one.asked_at, one.decided_at,
    ]  # fmt: skip


@permitted()
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    found = _find(request, pk)
    record = domain.record_of(found)
    steps = domain.steps_for(found, record, by=request.user)
    context = {"request_shown": found, "steps": steps, "turn": turn_of_access(found, steps)}
    return render(request, "portal/disclosure/detail.html", context)


@permitted()
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found, taken = _find(request, pk), STEPS.get(verb)
    if taken is None:
        raise Http404
    record = domain.record_of(found)
    steps = domain.steps_for(found, record, by=request.user)
    if taken not in steps:
        messages.error(request, _("This step is not possible now."))
        return redirect("access_detail", pk)
    form = StepForm(request.POST or None, step=taken, owner=domain.is_owner(record, by=request.user))
    if request.method == "POST" and form.is_valid():
        try:
            domain.take_access_step(request=found, verb=verb, by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error) if hasattr(error, "error_dict") else tell(request, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("access_detail", pk)
    context = {"request_shown": found, "step": taken, "form": form, "turn": turn_of_access(found, steps)}
    return render(request, "portal/disclosure/step.html", context)


def _find(request: HttpRequest, pk: int) -> AccessRequest:
    try:
        found = queries.find_access_request(by=request.user, pk=pk)
    except AccessRequest.DoesNotExist as error:
        raise Http404 from error
    queries.name_records([found], by=request.user)
    return found
