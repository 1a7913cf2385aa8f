"""Plans: the list, and the forms by which one is made, changed, released and withdrawn."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.matching.domain import plan_pairs
from duijie.matching.domain.plan_releases import release_plan, withdraw_plan
from duijie.matching.domain.plans import compute_plan, create_plan, edit_plan
from duijie.matching.domain.queries import plans as queries
from duijie.matching.domain.queries.plan_organisations import organisation_named, organisations_of
from duijie.matching.models import PlanSupply
from duijie.portal.permitted import blame, permitted
from duijie.portal.plans.changes import do
from duijie.portal.plans.forms import ApartForm, LoadForm, PlanForm, ReleaseForm
from duijie.portal.plans.reading import find_plan, may, tell_checked, tell_stale, to_present_rows, told
from duijie.portal.plans.tables import PlanFilter, PlanTable
from duijie.portal.tables import show_page

MOST_SUGGESTED = 500


@permitted(Permission.PLAN_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = PlanFilter(request.GET, queries.list_plans(by=request.user), request=request)
    table = show_page(PlanTable(found.qs), request)
    context = {"table": table, "filter": found, "may_make": can(request.user, Permission.PLAN_MAKE)}
    return render(request, "portal/plans/index.html", context)


@permitted(Permission.PLAN_MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a plan and have it computed."""
    form = PlanForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            plan = create_plan(area=form.cleaned_data["area"], values=form.settings(), by=request.user)
            compute_plan(plan=plan, version=plan.version, by=request.user)
        except ValidationError as error:
            blame(form, error)
        else:
            return redirect("plan_detail", plan.pk)
    context = {"form": form, "back": reverse("plan_list"), "save": _("Save and compute")}
    return render(request, "portal/plans/form.html", context)


@permitted(Permission.PLAN_MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other settings; the plan must then be computed anew."""
    plan = find_plan(request, pk)
    require(request.user, Permission.PLAN_MAKE, plan.place)
    if not may(request, plan)["edit"]:
        messages.error(request, _("The settings of this plan cannot be changed now."))
        return redirect("plan_detail", pk)
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(plan), by=request.user, plan=plan)
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            edit_plan(
                plan=plan, version=int(version) if version.isdecimal() else plan.version, values=form.settings(),
                by=request.user,
            )  # fmt: skip
        except StaleError:
            tell_stale(request)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved. Compute the plan to have it made by these settings."))
            return redirect("plan_detail", pk)
    context = {"form": form, "plan": plan, "back": reverse("plan_detail", args=[pk])}
    return render(request, "portal/plans/form.html", context)


@permitted(Permission.PLAN_RELEASE)
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then propose every pair to both sides."""
    plan = find_plan(request, pk)
    require(request.user, Permission.PLAN_RELEASE, plan.place)
    form = ReleaseForm(request.POST or None, initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        try:
            release_plan(plan=plan, by=request.user, **form.cleaned_data)
        except StaleError:
            tell_stale(request)
            return redirect("plan_detail", pk)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Released. Both sides see their proposals when they sign in."))
            return redirect("plan_detail", pk)
    said = told(request, plan)
    context = {"plan": plan, "form": form, "back": reverse("plan_detail", args=[pk]), "told": said}
    stops = said["changed"] or plan.result.get("broken") or not may(request, plan)["release"]
    return render(request, "portal/plans/release.html", {**context, "stopped": bool(stops) and not form.errors})


@permitted(Permission.PLAN_RELEASE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take the plan back."""
    plan = find_plan(request, pk)
    require(request.user, Permission.PLAN_RELEASE, plan.place)
    if request.method == "POST":
        if do(request, lambda version: withdraw_plan(plan=plan, version=version, by=request.user)):
            messages.success(request, _("Withdrawn."))
        return redirect("plan_detail", pk)
    context = {"plan": plan, "waiting": queries.waiting_of(plan).count()}
    return render(request, "portal/plans/withdraw.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """A row of supply: whom it serves, and how many it must and may."""
    plan = find_plan(request, pk)
    item = queries.supplies_of(plan, by=request.user).filter(pk=row).first()
    if item is None:
        return to_present_rows(request, plan, PlanSupply, row, "plan_loads")
    allowed = may(request, plan)
    initial = {"version": plan.version, "least": item.least, "most": item.most}
    form = LoadForm(request.POST or None, initial=initial) if allowed["change"] else None
    if request.method == "POST" and form is not None and form.is_valid():
        values = form.cleaned_data
        try:
            plan_pairs.set_load(
                plan=plan, row=row, least=values["least"], most=values["most"], version=values["version"],
                by=request.user,
            )  # fmt: skip
        except StaleError:
            tell_stale(request)
            return redirect("plan_load", pk, row)
        except ValidationError as error:
            blame(form, error)
        else:
            tell_checked(request, plan)
            return redirect("plan_loads", pk)
    entries = queries.entries_of(plan, by=request.user).filter(supply=item).order_by("-score")
    context = {"plan": plan, "item": item, "form": form, "entries": entries, "may": allowed}
    return render(request, "portal/plans/load.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Organisations that are kept apart in this plan."""
    plan = find_plan(request, pk)
    allowed = may(request, plan)
    form = ApartForm(request.POST or None, initial={"version": plan.version}) if allowed["change"] else None
    if request.method == "POST" and form is not None and form.is_valid() and _keep_apart(request, plan, form):
        tell_checked(request, plan)
        return redirect("plan_apart", pk)
    context = {"plan": plan, "form": form, "conflicts": queries.conflicts_of(plan), "may": allowed}
    if form is not None:
        named = organisations_of(plan, by=request.user).values_list("name", flat=True)
        context["organisations"] = named[:MOST_SUGGESTED]
    return render(request, "portal/plans/apart.html", context)


def _keep_apart(request: HttpRequest, plan: Any, form: ApartForm) -> bool:
    values = form.cleaned_data
    two = [organisation_named(plan, text=values[name], by=request.user) for name in ("first", "second")]
    for name, found in zip(("first", "second"), two, strict=True):
        if found is None:
            form.add_error(name, _("Neither the plan nor what you see of the register has this name or code."))
    first, second = two
    if first is None or second is None:
        return False
    try:
        plan_pairs.keep_apart(
            plan=plan, first=first, second=second, reason=values["reason"], note_text=values["note"],
            version=values["version"], by=request.user,
        )  # fmt: skip
    except StaleError:
        tell_stale(request)
    except ValidationError as error:
        blame(form, error)
    else:
        return True
    return False
