"""Match runs, and the candidates of a demand: who made them, and how well they fit."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.reading import area_of, asked_of, filtered
from duijie.api.routers.demands import router as demands_router
from duijie.api.routers.finding import find
from duijie.api.schemas.common import Number, problems
from duijie.api.schemas.matches import (
    CandidatesOut,
    ExposureOut,
    JudgementIn,
    JudgementOut,
    Kind,
    MatchRunIn,
    MatchRunOut,
    MatchRunPage,
    MatchRunQuery,
    UnitKind,
    WhyNotOut,
    show_answer,
    show_candidate,
    show_run,
    show_unit,
)
from duijie.demands.registers import DEMANDS
from duijie.matching.domain import judgements
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import exposure_of, tell_times
from duijie.matching.domain.queries.ranking_models import model_in_use
from duijie.matching.domain.queries.unit_matches import units_of
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.interfaces.run_filters import RunFilter
from duijie_match.ranking.units import GroupedBy

router = Router(tags=["matches"])


@router.get("", operation_id="list_match_runs", summary="List", response={200: MatchRunPage, **problems()})
def list_match_runs(request: HttpRequest, query: Query[MatchRunQuery]) -> Any:
    require(request.user, Permission.MATCH_VIEW)
    found = RunFilter(asked_of(query), queries.list_runs(by=request.user), request=request)
    in_use = model_in_use()
    return page_of(filtered(found), query, lambda run: show_run(run, in_use))


@router.post(
    "", operation_id="start_match_run", summary="Match the demands of an area; the answer names the job",
    response={202: MatchRunOut, **problems()},
)  # fmt: skip
def start(request: HttpRequest, body: MatchRunIn) -> Any:
    require(request.user, Permission.MATCH_RUN)
    area = area_of(body.area, field="area", by=request.user)
    run = start_match_run(area=area, by=request.user, most_shown=body.most_shown, diversity=body.diversity)
    return Status(202, show_run(run, model_in_use()))


@router.get("/{number}", operation_id="get_match_run", summary="One", response={200: MatchRunOut, **problems(404)})
def get_match_run(request: HttpRequest, number: Path[Number]) -> Any:
    require(request.user, Permission.MATCH_VIEW)
    return show_run(queries.list_runs(by=request.user).get(pk=number), model_in_use())


@router.get(
    "/{number}/exposure", operation_id="list_exposure", summary="How often each record of supply is shown",
    response={200: list[ExposureOut], **problems(404)},
)  # fmt: skip
def list_exposure(request: HttpRequest, number: Path[Number], kind: Kind | None = None) -> Any:
    require(request.user, Permission.MATCH_VIEW)
    run = queries.list_runs(by=request.user).get(pk=number, is_current=True)
    return [
        ExposureOut(
            kind=one.kind, number=one.record.pk, title=one.title, times=one.times, best=one.best, level=one.level
        )
        for one in exposure_of(run, by=request.user, kind=kind or "")
    ]


@demands_router.get(
    "/{number}/candidates", operation_id="list_demand_candidates", summary="Who fits, best first",
    response={200: CandidatesOut, **problems(404)},
)  # fmt: skip
def list_candidates(request: HttpRequest, number: Path[Number], by: UnitKind | None = None) -> Any:
    """``by`` asks for the units or the teams of the candidates as well."""
    demand = find(request, DEMANDS, number, "view")
    require(request.user, Permission.MATCH_VIEW, demand.place)
    run = queries.current_run(demand)
    found = queries.candidates_of(demand, by=request.user)
    tell_times(run, found)
    return CandidatesOut(
        run=show_run(run, model_in_use()) if run else None, items=[show_candidate(one) for one in found],
        units=[show_unit(one) for one in units_of(found, GroupedBy(by))] if by else [],
    )  # fmt: skip


@demands_router.get(
    "/{number}/candidates/{kind}/{supply}/why-not", operation_id="why_not_candidate",
    summary="Where one record of supply stands, shown or not, and what it lacks",
    response={200: WhyNotOut, **problems(404)},
)  # fmt: skip
def why_not(request: HttpRequest, number: Path[Number], kind: Path[Kind], supply: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    require(request.user, Permission.MATCH_VIEW, demand.place)
    record = find(request, SUPPLY[kind], supply, "view")
    run = queries.current_run(demand)
    told = queries.why_not(demand, kind=kind, supply=record.pk, by=request.user)
    return WhyNotOut(run=show_run(run, model_in_use()) if run else None, answer=show_answer(told) if told else None)


@demands_router.put(
    "/{number}/candidates/{kind}/{supply}/judgement", operation_id="judge_candidate",
    summary="How well it fits, 1 to 4", response={200: JudgementOut, **problems(404)},
)  # fmt: skip
def judge(request: HttpRequest, number: Path[Number], kind: Path[Kind], supply: Path[Number], body: JudgementIn) -> Any:
    demand = find(request, DEMANDS, number, "view")
    made = judgements.judge(demand=demand, kind=kind, supply=supply, level=body.level, by=request.user)
    return JudgementOut(kind=kind, number=supply, level=made.level, at=made.at)


@demands_router.delete(
    "/{number}/candidates/{kind}/{supply}/judgement", operation_id="unjudge_candidate", summary="Take it back",
    response={204: None, **problems(404)},
)  # fmt: skip
def unjudge(request: HttpRequest, number: Path[Number], kind: Path[Kind], supply: Path[Number]) -> Any:
    demand = find(request, DEMANDS, number, "view")
    judgements.unjudge(demand=demand, kind=kind, supply=supply, by=request.user)
    return Status(204, None)
