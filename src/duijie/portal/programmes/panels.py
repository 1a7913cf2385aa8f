"""Expert review for the office: settings, reviewers, progress, ranking. A leader of the area reads it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, ask, round_of
from duijie.portal.programmes.review_forms import CloseForm, PanelForm, ReviewerForm
from duijie.programmes.domain import panels as domain
from duijie.programmes.domain.queries import reviews as queries
from duijie.programmes.domain.review_reminders import remind as remind_all
from duijie.programmes.models import Round, RoundReviewer
from duijie.programmes.scores.criteria import criteria_in

form_page = require_http_methods(["GET", "HEAD", "POST"])


@permitted(Permission.APPLICATION_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _readable(request, pk)
    panel = queries.panel_of(round_)
    examines = can(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    open_ = round_.state in domain.REVIEWED_IN
    context: dict[str, Any] = {
        "round": round_, "panel": panel, "criteria": criteria_in(round_.rules_in_force), "examines": examines,
        "may_change": examines and open_ and (panel is None or panel.closed_at is None),
        "may_reopen": examines and open_ and panel is not None and panel.closed_at is not None,
    }  # fmt: skip
    if panel is not None:
        context |= {
            "reviewers": queries.progress_of(panel) if examines else (),
            "recusals": queries.recusals_of(panel) if examines else (),
            "ranking": queries.ranking_of(panel),
            "uncovered": list(queries.uncovered(panel)[:20]) if examines and panel.closed_at is None else (),
            "close_form": CloseForm(),
        }  # fmt: skip
        if panel.ranking:
            audit.note_read(by=request.user, targets=[one.application for one in context["ranking"]], purpose="ranking")
    return render(request, "portal/programmes/panel.html", context)


@permitted(Permission.APPLICATION_EXAMINE)
@form_page
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    panel = queries.panel_of(round_)
    form = PanelForm(request.POST or None, round_=round_, panel=panel)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(
            request,
            lambda: domain.set_up(
                round=round_, values=form.values, version=form.cleaned_data["version"], by=me(request)
            ),
            form=form,
        )
    ):
        return redirect("review_panel", pk)
    return ask(request, round_, form, _("Settings of the expert review"), back=reverse("review_panel", args=[pk]))


@permitted(Permission.APPLICATION_EXAMINE)
@form_page
def add_reviewer(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    form = ReviewerForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and act(request, lambda: domain.add_reviewer(round=round_, by=me(request), **form.cleaned_data), form=form)
    ):
        return redirect("review_panel", pk)
    return ask(request, round_, form, _("Add a reviewer"), back=reverse("review_panel", args=[pk]))


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def remove_reviewer(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    round_ = _examined(request, pk)
    panel = queries.panel_of(round_)
    try:
        reviewer = queries.find_reviewer(panel, row) if panel is not None else None
    except RoundReviewer.DoesNotExist:
        reviewer = None
    if reviewer is None:
        raise Http404
    act(request, lambda: domain.remove_reviewer(reviewer=reviewer, by=me(request)))
    return redirect("review_panel", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    made: list[dict[str, int]] = []
    if act(request, lambda: made.append(domain.assign(round=round_, by=me(request))), said=_("Assigned.")):
        from_short = made[0]["short"]
        if from_short:
            words = ngettext(
                "%(count)d place could not be filled: add reviewers, or let them take more.",
                "%(count)d places could not be filled: add reviewers, or let them take more.", from_short,
            )  # fmt: skip
            messages.warning(request, words % {"count": from_short})
    return redirect("review_panel", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    act(request, lambda: remind_all(round=round_, by=me(request)), said=_("Everybody with reviews left is reminded."))
    return redirect("review_panel", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    reason = request.POST.get("reason", "")[:300]
    act(
        request,
        lambda: domain.close(round=round_, by=me(request), reason=reason),
        said=_("Closed. The ranking goes onto the list of the meeting."),
    )
    return redirect("review_panel", pk)


@permitted(Permission.APPLICATION_EXAMINE)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    round_ = _examined(request, pk)
    reason = request.POST.get("reason", "")[:300]
    act(request, lambda: domain.reopen(round=round_, by=me(request), reason=reason))
    return redirect("review_panel", pk)


@permitted(Permission.APPLICATION_VIEW)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking with the spread, as .xlsx or .csv."""
    round_ = _readable(request, pk)
    panel = queries.panel_of(round_)
    rows = queries.ranking_of(panel) if panel is not None else []
    audit.record(by=request.user, verb="review.export", target=round_, place=round_.place, detail={"count": len(rows)})
    header = [
        _("Rank"), _("Name of the person"), _("Unit of the person"), _("Recommending unit"), _("Score"),
        _("Lowest"), _("Highest"), _("Spread"), _("Scores given"),
    ]  # fmt: skip
    lines = (
        [
            one.place, one.application.name, one.application.organisation_name, str(one.application.unit), one.score,
            one.lowest, one.highest, one.spread, one.scores,
        ]
        for one in rows
    )  # fmt: skip
    return file_response(_("Ranking"), header, lines, suffix=suffix_asked_for(request))


def _readable(request: HttpRequest, pk: int) -> Round:
    round_ = round_of(request, pk)
    if not queries.may_read_ranking(round_, by=request.user):
        raise PermissionDenied
    return round_


def _examined(request: HttpRequest, pk: int) -> Round:
    round_ = round_of(request, pk)
    require(request.user, Permission.APPLICATION_EXAMINE, round_.place)
    return round_
