"""The call of a round, its plans and signing meetings: pages of the office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.portal.exports import export_list
from duijie.portal.permitted import me, permitted
from duijie.portal.postings.finding import asking, call_of, certificate_in, organisation_in, plan_of
from duijie.portal.postings.forms import CallForm, PairForm, PostForm, ReleaseForm, SigningForm
from duijie.portal.postings.labels import LEFT_OUT
from duijie.portal.postings.tables import PairFilter, PairTable, pair_line
from duijie.portal.programmes.acting import act, round_of, version_in
from duijie.portal.records.finding import numbers_of
from duijie.portal.tables import show_page
from duijie.programmes.domain.agreements.agreements import sign_at_meeting
from duijie.programmes.domain.postings import calls as domain
from duijie.programmes.domain.postings import plan_releases, plans, postings
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.models import PostingCall
from duijie.programmes.models.postings.call import LIMITS
from duijie.programmes.posting_states import PostingPlanState
from duijie.registry.register import label_of

form_page = require_http_methods(["GET", "HEAD", "POST"])
SHOWN = 100
"""Pairs that a release left out, told one by one."""


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def of_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The call of a round; where there is none, the page that opens it."""
    found = queries.call_of_round(round_of(request, pk), by=request.user)
    if found is not None:
        return redirect("posting_call", found.pk)
    return redirect("posting_call_add", pk)


@permitted(Permission.POSTING_MAKE)
@form_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.POSTING_MAKE, round_.place)
    form = CallForm(request.POST or None, initial=LIMITS, is_new=True)

    def do() -> None:
        given = form.values
        days = {name: given.pop(name) for name in ("needs_until", "post_until")}
        domain.open_call(round=round_, values=given, by=me(request), **days)

    back, onward = reverse("round_detail", args=[pk]), reverse("posting_call_of_round", args=[pk])
    return asking(request, form, _("Call for postings"), back=back, onward=onward, do=do, lead=round_)


@permitted(Permission.POSTING_MAKE)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    require(request.user, Permission.POSTING_MAKE, call.place)
    shown = {name: getattr(call, name) for name in (*LIMITS, "needs_until", "post_until", "version")}
    form = CallForm(request.POST or None, initial=shown, is_new=False)

    def do() -> None:
        version = form.cleaned_data["version"] or call.version
        domain.edit_call(
            call=call, values=form.values, version=version, by=me(request), reason=form.cleaned_data["reason"]
        )

    return asking(request, form, _("Change days and limits"), back=reverse("posting_call", args=[pk]), do=do, lead=call)


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    call, by = call_of(request, pk), request.user
    may_make = can(by, Permission.POSTING_MAKE, call.place)
    context = {
        "call": call, "figures": queries.figures_of_call(call, by=by), "may_make": may_make,
        "may_need": can(by, Permission.POSTING_NEED_ADD) and call.takes_needs,
        "may_read": can(by, Permission.POSTING_VIEW), "may_read_needs": can(by, Permission.POSTING_NEED_VIEW),
        "may_own": can(by, Permission.POSTING_NEED_CHECK),
        "may_agree": can(by, Permission.AGREEMENT_EDIT, call.place),
        "plans": list(queries.list_plans(call, by=by)) if may_make else [],
        "meetings": call.signings.all(),
        "limits": [
            (label_of(PostingCall, name), getattr(call, name)) for name in LIMITS
        ],
    }  # fmt: skip
    return render(request, "portal/postings/call.html", context)


@permitted(Permission.POSTING_MAKE)
@form_page
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """Post somebody by hand, under the same limits."""
    call = call_of(request, pk)
    require(request.user, Permission.POSTING_MAKE, call.place)
    form = PostForm(request.POST or None, call=call, by=request.user)

    def do() -> None:
        given = form.cleaned_data
        host = organisation_in(request, form) if given["organisation"] else given["need"].host
        certificate = certificate_in(request, form, call)
        if host is None or certificate is None:
            raise ValidationError(_("Correct what is marked below."))
        postings.make_posting(
            call=call, certificate=certificate, host=host, need=given["need"], from_on=given["from_on"],
            to_on=given["to_on"], role=given["role"], by=me(request),
        )  # fmt: skip

    onward = f"{reverse('posting_list')}?call={pk}"
    return asking(
        request, form, _("Post somebody"), back=reverse("posting_call", args=[pk]), onward=onward, do=do, lead=call
    )


@permitted(Permission.AGREEMENT_EDIT)
@form_page
def signing(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting at which several agreements are signed."""
    call = call_of(request, pk)
    require(request.user, Permission.AGREEMENT_EDIT, call.place)
    form = SigningForm(request.POST or None, call=call, by=request.user)

    def do() -> None:
        given = form.cleaned_data
        sign_at_meeting(
            call=call, title=given["title"], held_on=given["held_on"], venue=given["venue"],
            agreements=list(given["agreements"]), by=me(request),
        )  # fmt: skip

    return asking(request, form, _("Signing meeting"), back=reverse("posting_call", args=[pk]), do=do, lead=call)


@permitted(Permission.POSTING_MAKE)
@require_POST
def plan_start(request: HttpRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    made: list[Any] = []
    if act(
        request, lambda: made.append(plans.start_plan(call=call, by=me(request))), said=_("The plan is being computed.")
    ):
        return redirect("posting_plan", made[0].pk)
    return redirect("posting_call", pk)


@permitted(Permission.POSTING_MAKE)
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = plan_of(request, pk)
    pairs = PairFilter(request.GET, queries.pairs_of(found))
    is_at_work = found.state in {PostingPlanState.DRAFTED, PostingPlanState.RELEASING}
    context = {
        "plan": found, "call": found.call, "is_busy": is_at_work and found.job is not None and found.job.is_open,
        "table": show_page(PairTable(pairs.qs), request), "filter": pairs, "back": reverse("posting_plan", args=[pk]),
        "left_out": [(one, LEFT_OUT[one.left_out]) for one in plan_releases.left_out_pairs(found)[:SHOWN]],
    }  # fmt: skip
    return render(request, "portal/postings/plan.html", context)


@permitted(Permission.POSTING_MAKE)
@require_safe
def plan_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The pairs as the page lists them, all pages."""
    found = plan_of(request, pk)
    rows = PairTable(PairFilter(request.GET, queries.pairs_of(found)).qs)
    back = reverse("posting_plan", args=[pk])
    return export_list(request, rows, pair_line, verb="posting_plan.export", back=back, target=found)


@permitted(Permission.POSTING_MAKE)
@require_POST
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a pair out of the plan, or put it in."""
    found = plan_of(request, pk)
    given = numbers_of([request.POST.get("pair", "")], 1)
    pair = queries.pairs_of(found).filter(pk__in=given).first()
    if pair is not None:
        act(
            request,
            lambda: plans.choose_pair(
                plan=found, need=pair.need, certificate=pair.certificate, is_chosen=not pair.is_chosen,
                version=version_in(request, found.version), by=me(request),
            ),
            said=_("Changed, and checked against all limits."),
        )  # fmt: skip
    seen = request.GET.urlencode()
    return redirect(reverse("posting_plan", args=[pk]) + (f"?{seen}" if seen else ""))


@permitted(Permission.POSTING_MAKE)
@form_page
def plan_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = plan_of(request, pk)
    form = PairForm(request.POST or None, call=found.call, by=request.user, initial={"version": found.version})

    def do() -> None:
        certificate = certificate_in(request, form, found.call)
        if certificate is None:
            raise ValidationError(_("Correct what is marked below."))
        plans.choose_pair(
            plan=found, need=form.cleaned_data["need"], certificate=certificate, is_chosen=True,
            version=form.cleaned_data["version"] or found.version, by=me(request),
        )  # fmt: skip

    return asking(request, form, _("Add a pair by hand"), back=reverse("posting_plan", args=[pk]), do=do, lead=found)


@permitted(Permission.POSTING_MAKE)
@require_POST
def plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    found = plan_of(request, pk)
    version = version_in(request, found.version)
    act(
        request, lambda: plans.recheck_plan(plan=found, version=version, by=me(request)),
        said=_("Checked against all limits."),
    )  # fmt: skip
    return redirect("posting_plan", pk)


@permitted(Permission.POSTING_MAKE)
@form_page
def plan_release(request: HttpRequest, pk: int) -> HttpResponse:
    found = plan_of(request, pk)
    form = ReleaseForm(request.POST or None, initial={"version": found.version})

    def do() -> None:
        plan_releases.start_release(
            plan=found, version=form.cleaned_data["version"] or found.version, by=me(request),
            from_on=form.cleaned_data["from_on"],
        )  # fmt: skip

    lead = _("Both sides of every pair are asked.")
    back = reverse("posting_plan", args=[pk])
    return asking(request, form, _("Release to both sides"), back=back, do=do, lead=lead)
