"""Match runs and candidates as JSON. Every one says which models made it."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, PageQuery, Strict
from duijie.matching.domain.queries.ranking_models import is_outdated
from duijie.matching.domain.queries.register_matches import Shown
from duijie.matching.domain.queries.unit_matches import UnitShown
from duijie.matching.models import MatchRun, RankingModel
from duijie.matching.validators import MOST_SHOWN

UnitKind = Literal["organisation", "team"]
Kind = Literal["achievement", "expert", "service", "carrier"]


class MadeBy(Schema):
    """The models that made a result."""

    ranking_model: int | None = Field(description="Its number; null for the shipped calibration")
    embedder: str = Field(description="Name and fingerprint of the embedding model")
    outdated: bool = Field(description="Whether another ranking model is in use now")


class MatchRunOut(Schema):
    id: int
    area: str
    started_at: datetime
    finished_at: datetime | None
    current: bool
    demands: int | None
    supply: int | None
    most_shown: int = Field(description="No record of supply is shown for more demands than this; 0: no limit")
    diversity: float = Field(description="Of the first ten, 0 (as it comes) to 1")
    job: str | None = Field(description="The job that makes it, to be watched")
    made_by: MadeBy | None = Field(description="null while it runs")


class MatchRunQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100, description="Words in the area's name or the name of who started it")
    area: str = Field("", max_length=12, description="Runs over this area and those within it")
    state: list[Literal["current", "replaced", "working", "ended"]] = Field([], description="May be repeated")
    since: date | None = Field(None, description="Started on this day or later")
    until: date | None = Field(None, description="Started on this day or before")


class MatchRunIn(Strict):
    """What a run is started with; what is left out asks for nothing."""

    area: AreaCode
    most_shown: int = Field(0, ge=0, le=MOST_SHOWN, description="Show nobody for more demands than this; 0: no limit")
    diversity: float = Field(0, ge=0, le=1, description="Of the first ten: 0 as it comes, 0.3 noticeable")


class MatchRunPage(Schema):
    items: list[MatchRunOut]
    count: int
    page: int
    page_size: int


class NearSentencesOut(Schema):
    demand: str
    supply: str
    cosine: float = Field(description="Of their centred vectors")


class CandidateOut(Schema):
    kind: Kind
    number: int = Field(description="Of the record in the register of its kind")
    title: str
    owner: str
    rank: int
    level: int = Field(description="4 strong, 3 fairly strong, 2 weak, 1 none")
    score: float
    forward: float
    backward: float
    headline: dict[str, str] = Field(description="By language")
    contributions: dict[str, float]
    new: bool
    times: int = Field(description="Among the first ten of so many demands of the run")
    choice: str | None
    judged: int | None = Field(description="The level that an officer gave")
    sentences: list[NearSentencesOut] = Field(
        [], description="Sentences near in meaning, nearest first; of a long list only for the first of each demand"
    )


class AnswerOut(Schema):
    """Where a named candidate stands."""

    rank: int = Field(description="Among all supply of the run")
    of: int
    shown: bool = Field(description="Whether it is among the candidates that the run keeps")
    level: int = Field(description="4 strong, 3 fairly strong, 2 weak, 1 none")
    score: float
    gap: float = Field(description="Raw score that it lacks to the last one shown")
    contributions: dict[str, float] = Field(description="They add up to its raw score")
    lacks: dict[str, float] = Field(description="What of the gap each contribution is; negative where it is better")
    sentence: dict[str, str] = Field(description="The answer in one sentence, by language")
    rule: dict[str, str] | None = Field(description="The rule that keeps it out, by language")
    headline: dict[str, str] = Field(description="By language")
    notes: list[dict[str, str]] = Field(description="By language")
    terms: list[str] = Field(description="Shared terms, strongest first")


class WhyNotOut(Schema):
    run: MatchRunOut | None
    answer: AnswerOut | None = Field(
        description="null without a run, or with one of an earlier version or from before one of the two"
    )


class ExposureOut(Schema):
    kind: str
    number: int = Field(description="Of the record in the register of its kind")
    title: str
    times: int = Field(description="Among the first ten of so many demands")
    best: int = Field(description="Of these at the first place")
    level: int


class UnitMemberOut(Schema):
    kind: Kind
    number: int = Field(description="Of the record in the register of its kind")
    title: str
    level: int
    score: float


class UnitOut(Schema):
    """A unit or team of candidates: it stands where its best one does."""

    rank: int
    name: str
    candidates: int
    best: list[UnitMemberOut] = Field(description="Its best candidates, at most three, best first")


class CandidatesOut(Schema):
    run: MatchRunOut | None
    items: list[CandidateOut]
    units: list[UnitOut] = Field([], description="Only where ``by`` asks for them; those without a unit take no part")


class JudgementIn(Strict):
    level: int = Field(ge=1, le=4)


class JudgementOut(Schema):
    kind: Kind
    number: int
    level: int
    at: datetime


def show_run(run: MatchRun, in_use: RankingModel | None) -> MatchRunOut:
    made = MadeBy(
        ranking_model=run.ranking_model_id, embedder=run.summary.get("embedder", ""), outdated=is_outdated(run, in_use)
    )
    return MatchRunOut(
        id=run.pk, area=run.area.code, started_at=run.created_at, finished_at=run.finished_at, current=run.is_current,
        demands=run.summary.get("demands"), supply=run.summary.get("supply"),
        most_shown=run.most_shown, diversity=run.diversity, job=str(run.job_id) if run.job_id else None,
        made_by=made if run.finished_at else None,
    )  # fmt: skip


def show_candidate(shown: Shown) -> CandidateOut:
    one: Any = shown.candidate
    return CandidateOut(
        kind=one.kind, number=one.supply, title=str(shown.record), owner=shown.record.owner_name, rank=one.rank,
        level=one.level, score=one.score, forward=one.forward, backward=one.backward,
        headline=one.reasons["headline"],
        contributions={part["name"]: part["value"] for part in one.reasons["contributions"]}, new=one.is_new,
        times=shown.times,
        choice=shown.choice.choice if shown.choice else None,
        judged=shown.judgement.level if shown.judgement else None,
        sentences=[NearSentencesOut(**near) for near in one.reasons.get("sentences", ())],
    )  # fmt: skip


def show_answer(told: dict[str, Any]) -> AnswerOut:
    """``told`` as ``stored.why_not_data`` has it."""
    reasons = told["reasons"]
    return AnswerOut(
        rank=told["rank"], of=told["of"], shown=told["shown"], level=told["level"], score=told["score"],
        gap=told["gap"], contributions={part["name"]: part["value"] for part in reasons["contributions"]},
        lacks={part["name"]: part["value"] for part in told["shortfalls"]}, sentence=told["sentence"],
        rule=told["rule"], headline=reasons["headline"], notes=reasons["notes"], terms=reasons["terms"],
    )  # fmt: skip


def show_unit(unit: UnitShown) -> UnitOut:
    rows: list[tuple[Any, Shown]] = [(one.candidate, one) for one in unit.members]
    members = [
        UnitMemberOut(kind=row.kind, number=row.supply, title=str(one.record), level=row.level, score=row.score)
        for row, one in rows
    ]
    return UnitOut(rank=unit.rank, name=unit.name, candidates=unit.count, best=members)
