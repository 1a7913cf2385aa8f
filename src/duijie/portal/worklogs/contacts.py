"""Contacts of host units, and the rules of service of a call."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, holding, require
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common.domain import audit
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act
from duijie.portal.tables import show_page
from duijie.portal.worklogs.forms import ContactForm, ServiceRulesForm, VerifyForm
from duijie.portal.worklogs.tables import ContactFilter, ContactTable
from duijie.programmes.domain.worklogs import host_contacts as domain
from duijie.programmes.domain.worklogs.service_rules import FIELDS, edit_service_rules
from duijie.programmes.models import HostContact, PostingCall
from duijie.programmes.models.worklogs.service_rules import rules_of
from duijie.registry.models import Organisation

form_page = require_http_methods(["GET", "HEAD", "POST"])
EDIT, VERIFY = Permission.HOST_CONTACT_EDIT, Permission.HOST_CONTACT_VERIFY


def _rows(request: HttpRequest) -> Any:
    joined = ("organisation__area", "organisation__zone", "account", "verified_by")
    return HostContact.objects.visible_to(request.user).select_related(*joined)


@permitted(EDIT, VERIFY)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ContactFilter(request.GET, _rows(request).filter(ended_at=None))
    held = holding(request.user, EDIT)
    own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
    context = {
        "table": show_page(ContactTable(found.qs), request), "filter": found,
        "own": list(Organisation.objects.visible_to(request.user).filter(pk__in=own).order_by("name")) if own else [],
    }  # fmt: skip
    return render(request, "portal/worklogs/contacts.html", context)


@permitted(EDIT, VERIFY)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(_rows(request), pk=pk)
    audit.note_read(by=request.user, targets=[contact], purpose="host_contact")
    context = {
        "contact": contact, "may_edit": can(request.user, EDIT, contact.place) and contact.ended_at is None,
        "may_verify": can(request.user, VERIFY, contact.place) and contact.verified_at is None,
    }  # fmt: skip
    return render(request, "portal/worklogs/contact.html", context)


@permitted(EDIT)
@form_page
def add(request: HttpRequest, organisation: int) -> HttpResponse:
    """Of one unit, which the address names."""
    rows = Organisation.objects.visible_to(request.user).select_related("area", "zone")
    found = get_object_or_404(rows, pk=organisation)
    require(request.user, EDIT, found.place)
    accounts = domain.accounts_of(found)
    form = ContactForm(request.POST or None, accounts=accounts)
    made: list[HostContact] = []
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        number = values.pop("account")
        account = next((one for one in accounts if str(one.pk) == number), None)
        if act(
            request,
            lambda: made.append(domain.add_contact(organisation=found, values=values, account=account, by=me(request))),
            form=form,
            said=_("Kept. The county verifies the contact next."),
        ):
            return redirect("host_contact_detail", made[0].pk)
    context = {"form": form, "organisation": found, "title": _("Name a contact")}
    return render(request, "portal/worklogs/contact_form.html", context)


@permitted(VERIFY)
@form_page
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(_rows(request), pk=pk)
    form = VerifyForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: domain.verify_contact(contact=contact, proof=form.cleaned_data["proof"], by=me(request)),
            form=form,
        )
    ):
        return redirect("host_contact_detail", pk)
    context = {"form": form, "organisation": contact.organisation, "title": _("Verify the contact"), "contact": contact}
    return render(request, "portal/worklogs/contact_form.html", context)


@permitted(EDIT)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    contact = get_object_or_404(_rows(request), pk=pk)
    said = _("Ended. The contact can be named anew.")
    act(request, lambda: domain.end_contact(contact=contact, by=me(request)), said=said)
    return redirect("host_contact_list")


@permitted(Permission.SERVICE_RULES_EDIT)
@form_page
def service_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """Days and ceilings of a round's call."""
    rows = PostingCall.objects.visible_to(request.user).select_related("round__programme__area")
    call = rows.filter(round=pk).first()
    if call is None:
        raise Http404
    require(request.user, Permission.SERVICE_RULES_EDIT, call.place)
    rules = rules_of(call)
    form = ServiceRulesForm(request.POST or None, instance=rules, initial={"version": rules.version})
    if request.method == "POST" and form.is_valid():
        values, version = {name: form.cleaned_data[name] for name in FIELDS}, form.cleaned_data["version"]

        def change() -> None:
            edit_service_rules(call=call, values=values, version=version, by=me(request))

        if act(request, change, form=form):
            return redirect("round_detail", pk)
    context = {"form": form, "round": call.round, "title": _("Rules of service")}
    return render(request, "portal/worklogs/service_rules.html", context)
