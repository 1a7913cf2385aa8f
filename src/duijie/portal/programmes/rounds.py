"""Rounds: the list, a new one, one with its figures and units, its steps, quotas, exceptions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.steps import steps_from
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.programmes.acting import act, ask, programme_of, round_of, version_in
from duijie.portal.programmes.forms import ExtendForm, LateForm, RoundForm, UnitForm, quotas_in
from duijie.portal.programmes.tables import RoundFilter, RoundTable
from duijie.portal.programmes.views import shown_rules
from duijie.portal.tables import show_page
from duijie.programmes.domain import rounds as domain
from duijie.programmes.domain.postings.calls import OPENED_IN
from duijie.programmes.domain.queries import rounds as queries
from duijie.programmes.domain.queries.decisions import to_be_recognised
from duijie.programmes.domain.queries.postings import call_of_round
from duijie.programmes.domain.queries.reviews import may_read_ranking
from duijie.programmes.domain.recommendations import RECOMMENDED_IN
from duijie.programmes.models import RecommendingUnit, Round
from duijie.programmes.states import ROUND_STEPS, RoundState
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.models import Organisation

UNITS_CHANGE_IN = frozenset({RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED})
AFTER_RECOGNITION = frozenset({RoundState.PUBLISHED, RoundState.RUNNING})
form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = RoundFilter(request.GET, queries.list_rounds(by=request.user))
    table = show_page(RoundTable(found.qs), request)
    return render(request, "portal/programmes/rounds.html", {"table": table, "filter": found})


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def add(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, programme.place)
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[Any] = []
        if act(
            request,
            lambda: made.append(domain.add_round(programme=programme, values=form.values, by=me(request))),
            form=form,
        ):
            return redirect("round_detail", made[0].pk)
    context = {"form": form, "programme": programme, "back": reverse("programme_detail", args=[pk])}
    return render(request, "portal/programmes/round_edit.html", context)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    form = RoundForm(request.POST or None, round=round_)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or round_.version
        if act(
            request,
            lambda: domain.edit_round(round=round_, values=form.values, version=version, by=me(request)),
            form=form,
        ):
            return redirect("round_detail", pk)
    context = {
        "form": form, "programme": round_.programme, "round": round_, "back": reverse("round_detail", args=[pk]),
    }  # fmt: skip
    return render(request, "portal/programmes/round_edit.html", context)


@permitted(Permission.PROGRAMME_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    by = request.user
    own = set(
        RecommendingUnit.objects.visible_to(by).recommended_by(by).filter(round=round_).values_list("pk", flat=True)
    )
    recognitions, notice = list(round_.recognitions.all()), getattr(round_, "notice", None)
    steps = [one for one in steps_from(ROUND_STEPS, round_.state) if can(by, one.permission, round_.place)]
    context = {
        "round": round_, "programme": round_.programme, "units": queries.units_of(round_), "own": own,
        "steps": [(one, _address(one.verb, pk)) for one in steps],
        "figures": queries.figures_of(Round.objects.visible_to(by).filter(pk=pk), by=by),
        "may_edit": can(by, Permission.PROGRAMME_EDIT, round_.place),
        "may_apply": can(by, Permission.APPLICATION_ADD) or can(by, Permission.APPLICATION_APPLY),
        "may_read": can(by, Permission.APPLICATION_VIEW),
        "has_postings": round_.state in OPENED_IN
        and (can(by, Permission.POSTING_MAKE, round_.place) or call_of_round(round_, by=by) is not None),
        "may_set_service": can(by, Permission.SERVICE_RULES_EDIT, round_.place) and hasattr(round_, "posting_call"),
        "may_rank": round_.rules_in_force["review"] and may_read_ranking(round_, by=by),
        "may_recommend": round_.state in RECOMMENDED_IN,
        "may_set_units": can(by, Permission.PROGRAMME_EDIT, round_.place) and round_.state in UNITS_CHANGE_IN,
        "somebody_waits": round_.state in AFTER_RECOGNITION and to_be_recognised(round_).exists(),
        "recognitions": recognitions, "notice": notice,
        "may_issue": bool(notice or recognitions) and can(by, Permission.ROUND_DECIDE, round_.place),
        "allowances": round_.allowances.select_related("organisation", "by"),
        **shown_rules(round_.rules_in_force),
    }  # fmt: skip
    return render(request, "portal/programmes/round.html", context)


def _address(verb: str, pk: int) -> str:
    named = {
        "extend": "round_extend",
        "decide": "round_meeting",
        "publicise": "round_notice",
        "recognise": "round_recognise",
    }
    return reverse(named[verb], args=[pk]) if verb in named else reverse("round_step", args=[pk, verb])


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask, with the reason where one is needed, and take the step."""
    taken = ROUND_STEPS.get(verb)
    if taken is None or taken.particular:
        raise Http404
    round_ = round_of(request, pk)
    require(request.user, taken.permission, round_.place)
    if request.method == "POST":
        version, reason = version_in(request, round_.version), request.POST.get("reason", "")[:200]
        act(
            request,
            lambda: domain.take_round_step(round=round_, verb=verb, version=version, reason=reason, by=me(request)),
        )
        return redirect("round_detail", pk)
    context = {"round": round_, "step": taken, "target": _label_of(taken.target)}
    return render(request, "portal/programmes/step.html", context)


def _label_of(state: str) -> Any:
    return dict(Round._meta.get_field("state").flatchoices)[state]


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    form = ExtendForm(request.POST or None, initial={"closes_on": round_.closes_on, "version": round_.version})
    if (
        request.method == "POST"
        and form.is_valid()
        and act(request, lambda: domain.extend(round=round_, by=me(request), **form.cleaned_data), form=form)
    ):
        return redirect("round_detail", pk)
    return ask(request, round_, form, ROUND_STEPS["extend"].label)


@permitted(Permission.PROGRAMME_EDIT)
@require_POST
def quotas(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    try:
        given = quotas_in(request.POST, queries.units_of(round_))
    except ValidationError as error:
        tell(request, error)
    else:
        act(request, lambda: domain.set_quotas(round=round_, quotas=given, by=me(request)))
    return redirect("round_detail", pk)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = named_organisation(request, form)
        quota = form.cleaned_data["quota"]
        if named is not None and act(
            request,
            lambda: domain.add_unit(round=round_, organisation=named, quota=quota, by=me(request)),
            form=form,
        ):
            return redirect("round_detail", pk)
    return ask(request, round_, form, _("Add a recommending unit"))


@permitted(Permission.PROGRAMME_EDIT)
@require_POST
def remove_unit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    round_ = round_of(request, pk)
    unit = get_object_or_404(RecommendingUnit.objects.visible_to(request.user), pk=row, round=round_)
    act(request, lambda: domain.remove_unit(unit=unit, by=me(request)))
    return redirect("round_detail", pk)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def allow_late(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, round_.place)
    form = LateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named, given = named_organisation(request, form), form.cleaned_data
        if named is not None and act(
            request,
            lambda: domain.allow_late(
                round=round_, organisation=named, until=given["until"], reason=given["reason"], by=me(request)
            ),
            form=form,
        ):
            return redirect("round_detail", pk)
    return ask(request, round_, form, _("Allow a late application"))


def named_organisation(request: HttpRequest, form: Any) -> Organisation | None:
    """The organisation that the form names; None, and said there, when there is none or several."""
    named = find_named(text=form.cleaned_data["organisation"], by=request.user)
    if named is None:
        words = _("No organisation has this name or code. Write it exactly as in the register.")
        form.add_error("organisation", words)
    return named
