"""Ranking models: what there is to learn from, what was proposed, and deciding about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.models import Job
from duijie.matching.domain import ranking_models as domain
from duijie.matching.domain.queries import ranking_models as queries
from duijie.matching.domain.queries.judged_pairs import readiness
from duijie.matching.interfaces.ranking_filters import RankingModelFilter
from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import RANKING_STEPS
from duijie.portal.exports import export_list, file_response, suffix_asked_for
from duijie.portal.learning import figures as told
from duijie.portal.learning.tables import RankingModelTable, change_of
from duijie.portal.permitted import permitted, tell
from duijie.portal.tables import show_page
from duijie_match.errors import DuijieError


@permitted(Permission.RANKING_MODEL_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = RankingModelFilter(request.GET, queries.list_models(by=request.user))
    job = Job.objects.visible_to(request.user).filter(kind=domain.FIT).order_by("-created_at").first()
    context = {
        "filter": found, "table": show_page(RankingModelTable(found.rows), request),
        "ready": readiness(by=request.user), "in_use": queries.model_in_use(),
        "may_fit": can(request.user, Permission.RANKING_MODEL_FIT),
        "job": job if job is not None and (job.is_open or job.error) else None,
    }  # fmt: skip
    return render(request, "portal/learning/index.html", context)


@permitted(Permission.RANKING_MODEL_FIT)
@require_POST
def fit(request: HttpRequest) -> HttpResponse:
    """Start learning; the list shows how far it is."""
    try:
        domain.start_fit(by=request.user)
    except ValidationError as error:
        tell(request, error)
    except DuijieError as error:
        messages.error(request, error.message.render(get_language() or "en"))
    return redirect("ranking_model_list")


@permitted(Permission.RANKING_MODEL_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = RankingModelFilter(request.GET, queries.list_models(by=request.user))
    table = RankingModelTable(found.rows)
    return export_list(request, table, _line, verb="ranking_model.export", back="ranking_model_list")


def _line(one: Any) -> list[Any]:
    return [
        str(one), one.get_state_display(), one.pairs, one.demands, change_of(one, "error"), change_of(one, "auc"),
        one.embedder, str(one.by or ""), one.created_at,
    ]  # fmt: skip


@permitted(Permission.RANKING_MODEL_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Before and after, how far its probabilities can be relied on, from what it learned, and the buttons."""
    model = _model(request, pk)
    may_decide = can(request.user, Permission.RANKING_MODEL_DECIDE)
    context = {
        "model": model, "kinds": told.KINDS.values(),
        "readings": [
            (one.label, list(zip(told.KINDS.values(), one.values, strict=True))) for one in told.readings(model)
        ],
        "reliability": told.reliability(model), "learned_from": list(told.learned_from(model)),
        "doubt": told.doubt(model), "events": list(model.events.select_related("by")),
        "steps": [one for one in RANKING_STEPS.values() if may_decide and model.state in one.sources],
    }  # fmt: skip
    return render(request, "portal/learning/detail.html", context)


@permitted(Permission.RANKING_MODEL_VIEW)
@require_safe
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures and reliability in one table, as .xlsx or .csv."""
    model = _model(request, pk)
    audit.record(by=request.user, verb="ranking_model.export", target=model)
    rows: list[list[Any]] = [[str(one.label), *one.values] for one in told.readings(model)]
    rows += [[], [_("Level or above"), _("Told between"), _("Pairs"), _("Told on average"), _("Came true")]]
    rows += [
        [str(one.label), f"{one.low:.1f}–{one.high:.1f}", one.count, one.told, one.seen]
        for one in told.reliability(model)
    ]
    rows += [[], [_("Learned from"), _("Judged pairs")], *([str(label), n] for label, n in told.learned_from(model))]
    header = [_("Figure"), *map(str, told.KINDS.values())]
    whole = ([*row, *[None] * (len(header) - len(row))] for row in rows)
    return file_response(str(model), header, whole, suffix=suffix_asked_for(request))


@permitted(Permission.RANKING_MODEL_DECIDE)
@require_POST
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Accept, reject, or go back to the shipped calibration."""
    if verb not in RANKING_STEPS:
        raise Http404
    model = _model(request, pk)
    try:
        domain.take_step(model=model, verb=verb, by=request.user, reason=request.POST.get("reason", ""))
    except ValidationError as error:
        tell(request, error)
    except DuijieError as error:
        messages.error(request, error.message.render(get_language() or "en"))
    else:
        done = {
            "accept": _("Accepted. The next match runs are graded by it; earlier results say by whom they were."),
            "reject": _("Rejected."),
            "retire": _("The next match runs are graded by the shipped calibration."),
        }
        messages.success(request, done[verb])
    return redirect("ranking_model_detail", pk)


def _model(request: HttpRequest, pk: int) -> RankingModel:
    try:
        return queries.find_model(by=request.user, pk=pk)
    except RankingModel.DoesNotExist as error:
        raise Http404 from error
