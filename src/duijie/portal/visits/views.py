"""Logging a visit on a phone, and writing down the demand found at one. List and page are the register's."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.domain.queries.undertakings import must_sign
from duijie.accounts.permissions import Permission
from duijie.demands.domain import positions
from duijie.demands.domain.queries import visits as queries
from duijie.demands.domain.visits import log_visit, name_demand, open_demand
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.portal.permitted import me, permitted
from duijie.portal.records.finding import find
from duijie.portal.visits.forms import DemandOfVisitForm, VisitForm
from duijie.registry.interfaces.record_forms import show_errors

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.VISIT_ADD)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """The form of a visit. Its script asks for JSON: the address of the visit, or the form again with what is wrong."""
    asked = request.GET.get("firm", "")
    firm = queries.find_firm(by=me(request), pk=int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    form = VisitForm(request.POST or None, request.FILES or None, by=me(request), firm=firm)
    if request.method == "POST" and form.is_valid():
        try:
            visit = log_visit(
                values=form.values, by=me(request), submission=form.cleaned_data["submission"],
                problem=form.cleaned_data["problem"], guided=form.guided_values,
                photos=[(one.name, one.chunks()) for one in form.cleaned_data["photos"]],
                position=form.cleaned_data.get("position"),
            )  # fmt: skip
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The visit to %(firm)s is saved.") % {"firm": visit.owner_name})
            address = reverse("record_detail", args=[VISITS.key, visit.pk])
            if request.accepts("text/html"):
                return redirect(address)
            return JsonResponse({"address": address}, status=201)
    context = {
        "form": form, "register": VISITS, "may_add_demand": can(request.user, Permission.DEMAND_ADD),
        "must_sign": must_sign(request.user),
    }  # fmt: skip
    return render(request, "portal/visits/add.html", context)


@permitted(Permission.VISIT_VIEW)
@require_POST
def remove_position(request: HttpRequest, pk: int) -> HttpResponse:
    """The position of one visit, by who consented to it or by the office that decides on personal data."""
    visit = find(request, VISITS, pk)
    if positions.remove_position(visit=visit, by=me(request)):
        messages.success(request, _("The position is removed."))
    return redirect("record_detail", VISITS.key, pk)


@permitted(Permission.VISIT_ADD)
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Names of firms that one may visit and that fit what was typed."""
    found = queries.firms_matching(by=me(request), text=request.GET.get("q", "")[:60])
    return JsonResponse({"names": [one.name for one in found]})


@permitted(Permission.VISIT_EDIT)
@form_page
def demand(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the demand that was found at this visit."""
    visit: Any = find(request, VISITS, pk)
    require(request.user, Permission.VISIT_EDIT, visit.place)
    require(request.user, Permission.DEMAND_ADD, visit.place)
    form = DemandOfVisitForm(request.POST or None, visit=visit, by=me(request))
    if request.method == "POST" and form.is_valid():
        known, title, problem = (form.cleaned_data[name] for name in ("known", "title", "problem"))
        try:
            if known is not None:
                name_demand(visit=visit, demand=known, by=me(request))
                messages.success(request, _("Saved."))
                return redirect("record_detail", VISITS.key, pk)
            made = open_demand(visit=visit, title=title, problem=problem, by=me(request), guided=form.guided_values)
        except ValidationError as error:
            show_errors(form, error)
        else:
            messages.success(request, _("The demand is written down. Complete it now, or later."))
            return redirect("record_edit", DEMANDS.key, made.pk)
    return render(request, "portal/visits/demand.html", {"form": form, "visit": visit, "register": VISITS})
