"""Clock policies: list, export, page with its versions, add, change, retire."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.demands.domain import clock_policies as domain
from duijie.demands.domain.queries import clock_policies as queries
from duijie.demands.interfaces.clock_policy_filters import ClockPolicyFilter
from duijie.demands.interfaces.clock_policy_forms import ClockPolicyForm
from duijie.demands.models import ClockPolicy
from duijie.portal.clocks.tables import ClockPolicyTable, area_of, kind_of, terms_of
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, me, permitted
from duijie.portal.tables import show_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason or document"), max_length=200)


@permitted(Permission.CLOCK_POLICY_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ClockPolicyFilter(request.GET, queries.list_policies(by=request.user))
    context = {
        "filter": found, "table": show_page(ClockPolicyTable(found.rows), request),
        "may_add": can(request.user, Permission.CLOCK_POLICY_EDIT),
    }  # fmt: skip
    return render(request, "portal/clocks/index.html", context)


@permitted(Permission.CLOCK_POLICY_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, with every term, as .xlsx or .csv."""
    rows = list(ClockPolicyFilter(request.GET, queries.list_policies(by=request.user)).rows)
    detail = {"filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb="clock_policy.export", target=None, detail=detail)
    terms = [str(label) for label, _words in terms_of(rows[0])] if rows else []
    header = [
        _("Policy"),
        _("Area"),
        _("Kind of demand"),
        *terms,
        _("In force since"),
        _("In force until"),
        _("Reason"),
    ]
    lines = (
        [
            one.shown_name, area_of(one), kind_of(one), *(str(words) for _label, words in terms_of(one)), one.made_at,
            one.ended_at, one.reason,
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Clock policies"), header, lines, suffix=suffix_asked_for(request))


@permitted(Permission.CLOCK_POLICY_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    policy = _find(request, pk)
    living = policy.ended_at is None
    context = {
        "policy": policy, "terms": terms_of(policy), "area": area_of(policy), "kind": kind_of(policy),
        "versions": queries.versions_of(policy), "may_change": living and domain.may_edit(policy, by=request.user),
        "may_retire": policy.area is not None or bool(policy.kind),
        "may_add": can(request.user, Permission.CLOCK_POLICY_EDIT),
    }  # fmt: skip
    return render(request, "portal/clocks/detail.html", context)


@permitted(Permission.CLOCK_POLICY_EDIT)
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """A new policy; ``like`` names one whose terms it begins with."""
    like = request.GET.get("like", "")
    start = queries.list_policies(by=request.user).filter(pk=int(like)).first() if _is_number(like) else None
    form = ClockPolicyForm(request.POST or None, by=request.user, like=start or domain.shipped())
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.add_policy(
                values=form.values, by=me(request), reason=form.cleaned_data["reason"], recalculates=form.recalculates
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made})
            return redirect("clock_policy_detail", made.pk)
    return render(request, "portal/clocks/form.html", {"form": form, "back": reverse("clock_policy_list")})


@permitted(Permission.CLOCK_POLICY_EDIT)
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version in place of this one."""
    policy = _changeable(request, pk)
    back = reverse("clock_policy_detail", args=[pk])
    form = ClockPolicyForm(request.POST or None, by=request.user, policy=policy)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.change_policy(
                policy=policy, values=form.values, by=me(request), reason=form.cleaned_data["reason"],
                recalculates=form.recalculates,
            )  # fmt: skip
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The new version is in force."))
            return redirect("clock_policy_detail", made.pk)
    return render(request, "portal/clocks/form.html", {"form": form, "policy": policy, "back": back})


@permitted(Permission.CLOCK_POLICY_EDIT)
@form_page
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    policy = _changeable(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.retire_policy(policy=policy, by=me(request), reason=form.cleaned_data["reason"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was retired.") % {"name": policy})
            return redirect("clock_policy_list")
    context = {"form": form, "policy": policy, "back": reverse("clock_policy_detail", args=[pk])}
    return render(request, "portal/clocks/retire.html", context)


def _find(request: HttpRequest, pk: int) -> ClockPolicy:
    try:
        return queries.find_policy(by=request.user, pk=pk)
    except ClockPolicy.DoesNotExist as error:
        raise Http404 from error


def _changeable(request: HttpRequest, pk: int) -> ClockPolicy:
    """The version in force; 404 for an earlier one, which nobody changes any more."""
    policy = _find(request, pk)
    if policy.ended_at is not None:
        raise Http404
    domain.require_edit(policy, by=request.user)
    return policy


def _is_number(text: Any) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
