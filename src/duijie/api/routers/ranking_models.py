"""Ranking models: what there is to learn from, learning, deciding."""

from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas.common import JobOut, Number, problems
from duijie.api.schemas.ranking_models import (
    RankingModelOut,
    RankingModelPage,
    RankingModelQuery,
    ReadinessOut,
    StepIn,
    show_model,
    show_readiness,
)
from duijie.matching.domain import ranking_models as domain
from duijie.matching.domain.queries import ranking_models as queries
from duijie.matching.domain.queries.judged_pairs import readiness
from duijie.matching.interfaces.ranking_filters import RankingModelFilter

router = Router(tags=["ranking models"])


@router.get("", operation_id="list_ranking_models", summary="List", response={200: RankingModelPage, **problems()})
def list_ranking_models(request: HttpRequest, query: Query[RankingModelQuery]) -> Any:
    require(request.user, Permission.RANKING_MODEL_VIEW)
    found = RankingModelFilter({"state": query.state}, queries.list_models(by=request.user))
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return page_of(found.rows, query, show_model)


@router.get(
    "/readiness", operation_id="get_learning_readiness", summary="What there is to learn from",
    response={200: ReadinessOut, **problems()},
)  # fmt: skip
def get_readiness(request: HttpRequest) -> Any:
    return show_readiness(readiness(by=request.user), queries.model_in_use())


@router.post(
    "/fit", operation_id="fit_ranking_model", summary="Learn one, as a job", response={202: JobOut, **problems()}
)
def fit_ranking_model(request: HttpRequest) -> Any:
    return Status(202, domain.start_fit(by=request.user))


@router.get(
    "/{number}", operation_id="get_ranking_model", summary="One", response={200: RankingModelOut, **problems(404)}
)
def get_ranking_model(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.RANKING_MODEL_VIEW)
    return show_model(queries.find_model(by=request.user, pk=number))


@router.post(
    "/{number}/{verb}", operation_id="decide_ranking_model", summary="Accept, reject, or go back",
    response={200: RankingModelOut, **problems(404)},
)  # fmt: skip
def decide_ranking_model(
    request: HttpRequest, number: Path[Number], verb: Literal["accept", "reject", "retire"], body: StepIn
) -> Any:
    require(request.user, Permission.RANKING_MODEL_DECIDE)
    model = queries.find_model(by=request.user, pk=number)
    return show_model(domain.take_step(model=model, verb=verb, by=request.user, reason=body.reason))
