"""Yields: the list, one with evidence and shares, totals of which each number leads to its records."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many, stored_file
from duijie.common.listing import strung
from duijie.common.steps import steps_from
from duijie.demands.grades import Grade
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import address_with, me, permitted, tell
from duijie.portal.programmes.acting import act, version_in
from duijie.portal.tables import show_page
from duijie.portal.worklogs.result_forms import EvidenceForm, MergeForm, SharesForm, YieldForm
from duijie.portal.worklogs.result_tables import YieldFilter, YieldTable
from duijie.programmes.domain.queries import yields as queries
from duijie.programmes.domain.queries.work_logs import POSTING_JOINED
from duijie.programmes.domain.results import yields as domain
from duijie.programmes.domain.results.yield_rows import is_partial
from duijie.programmes.models import Posting, Yield
from duijie.programmes.service_states import LIVING_YIELD, YIELD_STEPS, YieldState
from duijie.programmes.yield_kinds import YIELD_KINDS, totals_by_kind
from duijie.registry.domain.annexes import new_file

form_page = require_http_methods(["GET", "HEAD", "POST"])
VIEW, ADD, VERIFY = Permission.YIELD_VIEW, Permission.YIELD_ADD, Permission.YIELD_VERIFY
GROUP_LABELS = {
    "person": gettext_lazy("by person"), "firm": gettext_lazy("by firm"), "county": gettext_lazy("by county"),
    "round": gettext_lazy("by round"),
}  # fmt: skip


@permitted(VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = YieldFilter(request.GET, queries.list_yields(by=request.user))
    context = {"table": show_page(YieldTable(found.qs), request), "filter": found}
    return render(request, "portal/worklogs/yields.html", context)


@permitted(VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    rows = YieldFilter(request.GET, queries.list_yields(by=request.user)).qs.order_by("-happened_on", "-pk")
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect("yield_list")
    audit.record(by=request.user, verb="yield.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [
        _("Kind of yield"), _("Title"), _("Number on the paper"), _("Firm"), _("Day"), _("State"), _("Grade of proof"),
        _("Persons trained"), _("Hours of training"), _("Persons and shares"),
    ]  # fmt: skip
    grades = dict(Grade.choices)
    lines = (
        [
            str(one.get_kind_display()), one.title, one.number, one.firm.name, one.happened_on,
            str(one.get_state_display()), str(grades.get(queries.grade_of(one), "")), one.persons,
            float(one.hours) if one.hours is not None else None,
            strung(f"{share.posting.name} {share.percent}%" for share in one.shares.all()),
        ]
        for one in rows.prefetch_related("evidence", "shares__posting")
    )  # fmt: skip
    return file_response(_("Yields"), header, lines, suffix=suffix_asked_for(request))


@permitted(VIEW)
@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """Verified yields by kind, altogether and cut by person, firm, county or round."""
    group = request.GET.get("by", "person")
    if group not in queries.GROUPS:
        group = "person"
    rows = _counted(request)
    found = queries.totals_by(group, rows)
    if request.GET.get("format") in ("xlsx", "csv"):
        return _totals_file(request, group, found)
    days = {name: request.GET.get(name, "") for name in ("since", "until")}
    asked = {"state": YieldState.VERIFIED.value, **days}
    listed = [
        {
            "row": one,
            "cells": [
                (told.label, one.counts.get(kind, 0), _address(asked, group, one.key, kind))
                for kind, told in YIELD_KINDS.items()
            ],
        }
        for one in found
    ]
    whole = [
        (label, count, address_with(reverse("yield_list"), kind=kind, **asked))
        for kind, label, count in totals_by_kind(queries.totals(rows))
    ]
    context = {
        "groups": [
            (key, label, address_with(reverse("yield_totals"), by=key, **days)) for key, label in GROUP_LABELS.items()
        ],
        "group": group, "rows": listed, "whole": whole, "trained": queries.people_trained(rows),
        "kinds": [one.label for one in YIELD_KINDS.values()], "group_label": GROUP_LABELS[group],
        "filter": YieldFilter(request.GET, rows), "files": [
            (suffix, address_with(reverse("yield_totals"), by=group, format=suffix, **days))
            for suffix in ("xlsx", "csv")
        ],
    }  # fmt: skip
    return render(request, "portal/worklogs/totals.html", context)


def _counted(request: HttpRequest) -> Any:
    days = {name: request.GET.get(name, "") for name in ("since", "until")}
    return YieldFilter(days, Yield.objects.visible_to(request.user)).qs


def _address(asked: dict[str, str], group: str, key: int, kind: str) -> str:
    return address_with(reverse("yield_list"), by=group, of=str(key), kind=kind, **asked)


def _totals_file(request: HttpRequest, group: str, found: list[Any]) -> HttpResponse:
    detail = {"filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb="yield.export", target=None, detail=detail)
    header = [str(GROUP_LABELS[group]), "", *(one.label for one in YIELD_KINDS.values())]
    lines = ([one.name, one.more, *(one.counts.get(kind, 0) for kind in YIELD_KINDS)] for one in found)
    return file_response(_("Totals of yields"), header, lines, suffix=suffix_asked_for(request))


@permitted(ADD)
@form_page
def add(request: HttpRequest, posting: int) -> HttpResponse:
    """What came of one posting, which the address names."""
    found = posting_of(request, posting)
    form = YieldForm(request.POST or None, by=me(request), firm=found.host)
    made: list[Yield] = []
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: made.append(domain.add_yield(posting=found, values=form.cleaned_data, by=me(request))),
            form=form,
            said=_("Entered. Add the evidence next; the county verifies it then."),
        )
    ):
        return redirect("yield_detail", made[0].pk)
    context = {"form": form, "title": _("Enter a yield"), "about": f"{found.name} → {found.host.name}"}
    return render(request, "portal/worklogs/yield_form.html", context)


@permitted(VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    one, by = yield_of(request, pk), request.user
    shares = list(
        one.shares.select_related("posting__host__area", "posting__host__zone", "posting__home", "posting__person")
    )
    enters = any(domain.may_enter(share.posting, by=by) for share in shares)
    verifies = can(by, VERIFY, one.place) and not is_partial(one, by=by)
    may = {ADD: enters, VERIFY: verifies}
    living = one.state in LIVING_YIELD
    context = {
        "one": one, "shares": shares, "evidence": list(one.evidence.select_related("by")),
        "grade": dict(Grade.choices).get(queries.grade_of(one), ""),
        "steps": [step for step in steps_from(YIELD_STEPS, one.state) if may[step.permission] and not step.particular],
        "may_edit": enters and one.state == YieldState.ENTERED, "may_prove": enters and living,
        "may_share": living and can(by, VERIFY, one.place), "counts_people": YIELD_KINDS[one.kind].counts_people,
        "twins": queries.likely_twins(one, by=by) if living else [], "may_merge": verifies and living,
    }  # fmt: skip
    return render(request, "portal/worklogs/yield.html", context)


@permitted(ADD)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = yield_of(request, pk)
    form = YieldForm(request.POST or None, by=me(request), firm=one.firm, known=one)
    if request.method == "POST" and form.is_valid():
        version = version_in(request, one.version)

        def change() -> None:
            domain.edit_yield(service_yield=one, values=form.cleaned_data, version=version, by=me(request))

        if act(request, change, form=form):
            return redirect("yield_detail", pk)
    return _ask(request, one, form, _("Change the yield"))


@permitted(VIEW)
@form_page
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    taken = YIELD_STEPS.get(verb)
    if taken is None or taken.particular:
        raise Http404
    one = yield_of(request, pk)
    if request.method == "POST":
        version, reason = version_in(request, one.version), request.POST.get("reason", "")[:300]

        def change() -> None:
            domain.take_yield_step(service_yield=one, verb=verb, version=version, by=me(request), reason=reason)

        act(request, change)
        return redirect("yield_detail", pk)
    return render(request, "portal/worklogs/yield_step.html", {"one": one, "step": taken})


@permitted(VERIFY)
@form_page
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """Of everybody who is or was posted at the firm, and of who has a share already."""
    one = yield_of(request, pk)
    held = dict(one.shares.values_list("posting", "percent"))
    seen = Posting.objects.visible_to(request.user).select_related(*POSTING_JOINED)
    postings = list((seen.filter(host=one.firm_id) | seen.filter(pk__in=held)).distinct().order_by("name", "pk")[:60])
    form = SharesForm(request.POST or None, postings=postings, shares=held)
    if request.method == "POST" and form.is_valid():
        version = version_in(request, one.version)

        def change() -> None:
            domain.set_shares(service_yield=one, shares=form.shares, version=version, by=me(request))

        if act(request, change, form=form):
            return redirect("yield_detail", pk)
    return _ask(request, one, form, _("Set the shares"))


@permitted(ADD)
@form_page
def prove(request: HttpRequest, pk: int) -> HttpResponse:
    one = yield_of(request, pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]

        def change() -> None:
            domain.add_evidence(service_yield=one, kind=kind, name=file.name, chunks=file.chunks(), by=me(request))

        if act(request, change, form=form):
            return redirect("yield_detail", pk)
    return _ask(request, one, form, _("Add evidence"), multipart=True)


@permitted(VIEW)
@require_safe
def evidence(request: HttpRequest, pk: int, row: int) -> Any:
    one = yield_of(request, pk)
    found = get_object_or_404(one.evidence, pk=row)
    path = new_file(domain.FOLDER, found.stored.rpartition("/")[2])
    if not path.is_file():
        raise Http404
    detail = {"evidence": row}
    audit.record(by=request.user, verb="yield.read_evidence", target=one, place=one.place, detail=detail)
    return stored_file(path, found.name)


@permitted(VERIFY)
@form_page
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    one = yield_of(request, pk)
    rows = queries.list_yields(by=request.user).filter(kind=one.kind, firm=one.firm_id, state__in=LIVING_YIELD)
    twins = [each.pk for each in queries.likely_twins(one, by=request.user)]
    others = queries.list_yields(by=request.user).filter(pk__in=twins) | rows
    form = MergeForm(request.POST or None, twins=others.exclude(pk=pk))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def change() -> None:
            domain.merge_yields(service_yield=one, into=given["into"], reason=given["reason"], by=me(request))

        if act(request, change, form=form):
            return redirect("yield_detail", given["into"].pk)
    return _ask(request, one, form, _("Merge into another"))


def posting_of(request: HttpRequest, pk: int) -> Posting:
    found: Posting = get_object_or_404(Posting.objects.visible_to(request.user).select_related(*POSTING_JOINED), pk=pk)
    return found


def yield_of(request: HttpRequest, pk: int) -> Yield:
    try:
        return queries.find_yield(by=request.user, pk=pk)
    except Yield.DoesNotExist as error:
        raise Http404 from error


def _ask(request: HttpRequest, one: Yield, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"form": form, "one": one, "title": title, "version": one.version, **more}
    return render(request, "portal/worklogs/yield_form.html", context)
