"""Examination of a round, the meeting, the public notice, recognition, certificates: pages of the office."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, application_of, ask, round_of, version_in
from duijie.portal.programmes.deciding_forms import MeetingForm, NoticeForm, RecogniseForm, RecuseForm
from duijie.portal.programmes.rounds import named_organisation
from duijie.portal.records.finding import numbers_of
from duijie.programmes.domain import decisions, examinations, notices, recognitions
from duijie.programmes.domain.queries.decisions import meeting_of, on_list, to_be_recognised
from duijie.programmes.domain.queries.offices import office_of

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask every condition of every application again; decides nothing."""
    round_ = round_of(request, pk)
    act(request, lambda: examinations.check_round(round=round_, by=me(request)), said=_("All conditions were asked."))
    return redirect("round_detail", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@form_page
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass what meets every condition and refuse what misses one, after asking."""
    round_ = round_of(request, pk)
    require(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    if request.method == "POST":
        found: dict[str, int] = {}
        if (
            act(request, lambda: found.update(examinations.conclude(round=round_, by=me(request))), said=_("Checked."))
            and found
        ):
            tell_counts(request, found)
        return redirect("round_detail", pk)
    context = {
        "round": round_, "title": _("Check all and conclude"), "back": reverse("round_detail", args=[pk]),
        "question": _("Whoever meets every condition goes on to the meeting; whoever misses one is refused, with the"
                      " conditions missed as the reason. What cannot be told waits for you."),
    }  # fmt: skip
    return render(request, "portal/programmes/confirm.html", context)


def tell_counts(request: HttpRequest, found: dict[str, int]) -> None:
    messages.info(
        request,
        _("%(examined)d meet all conditions, %(refused)d are refused, %(left)d are left to be settled.") % found,
    )


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def settle(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    application = application_of(request, pk)
    place, proof = request.POST.get("place", "")[:60], request.POST.get("proof", "")
    met = request.POST.get("met") == "yes"
    act(
        request,
        lambda: examinations.settle(
            application=application, number=number, place=place, met=met, proof=proof, by=me(request)
        ),
    )
    return redirect("application_detail", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@form_page
def recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """I keep out of what concerns a unit."""
    round_ = round_of(request, pk)
    require(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    form = RecuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = named_organisation(request, form)
        if named is not None and act(
            request,
            lambda: examinations.recuse(
                round=round_,
                account=me(request),
                organisation=named,
                reason=form.cleaned_data["reason"],
                by=me(request),
            ),
            form=form,
        ):
            return redirect("round_detail", pk)
    return ask(request, round_, form, _("Keep out of what concerns a unit"))


@permitted(Permission.ROUND_DECIDE)
@form_page
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen list, and what the meeting decided on it."""
    round_ = round_of(request, pk)
    require(request.user, Permission.ROUND_DECIDE, round_.place)
    held = meeting_of(round_)
    form = MeetingForm(request.POST or None, initial={"version": round_.version})
    listed = on_list(held) if held else []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = numbers_of(request.POST.getlist("refused"), 100_000)
        refused = {number: request.POST.get(f"reason-{number}", "") for number in chosen}
        if act(
            request,
            lambda: decisions.decide(
                round=round_,
                held_on=given["held_on"],
                attendees=given["attendees"],
                minutes=given["minutes"],
                refused=refused,
                version=given["version"],
                by=me(request),
            ),
            form=form,
        ):
            return redirect("round_detail", pk)
    context = {"round": round_, "meeting": held, "listed": _scored(held, listed), "form": form}
    return render(request, "portal/programmes/meeting.html", context)


def _scored(held: Any, listed: list[Any]) -> list[tuple[Any, dict[str, Any]]]:
    """Each on the list with what the frozen list says of it: the score and its spread."""
    told = {one["application"]: one for one in held.listed} if held else {}
    return [(one, told.get(one.pk, {})) for one in listed]


@permitted(Permission.ROUND_DECIDE)
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    act(request, lambda: decisions.freeze_list(round=round_, by=me(request)), said=_("The list is frozen."))
    return redirect("round_meeting", pk)


@permitted(Permission.ROUND_DECIDE)
@form_page
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.ROUND_DECIDE, round_.place)
    form = NoticeForm(request.POST or None, initial={"version": round_.version})
    if (
        request.method == "POST"
        and form.is_valid()
        and act(request, lambda: notices.publicise(round=round_, by=me(request), **form.cleaned_data), form=form)
    ):
        return redirect("round_detail", pk)
    return ask(request, round_, form, _("Put on public notice"))


@permitted(Permission.ROUND_DECIDE)
@form_page
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = round_of(request, pk)
    require(request.user, Permission.ROUND_DECIDE, round_.place)
    begun = {"version": round_.version, "issuer": office_of(round_.programme)}
    form = RecogniseForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        version = version_in(request, form.cleaned_data["version"])
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        if act(
            request,
            lambda: recognitions.recognise(round=round_, by=me(request), version=version, **values),
            form=form,
            said=_("Recognised. The certificates are in the list."),
        ):
            return redirect("certificate_list")
    waiting: Any = to_be_recognised(round_)
    context = {"waiting": waiting, "lead": _("%(count)d are to be recognised.") % {"count": waiting.count()}}
    return ask(request, round_, form, _("Recognise"), **context)
