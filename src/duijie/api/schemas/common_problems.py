"""Common problems as JSON."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import PageQuery, Strict
from duijie.demands.common_states import CommonState
from duijie.demands.domain.queries.common_problems import Members
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import CommonMember, CommonProblem, CommonSolution

Numbers = Field(min_length=1, max_length=200, description="Numbers of demands")
Version = Field(ge=1, le=2**31 - 1, description="As it was read")


class CommonProblemOut(Schema):
    id: int
    title: str
    description: str
    industry: str
    area: str = Field(description="Code of the smallest area in which all its firms lie")
    state: CommonState
    reason: str
    firms: int
    demands: int
    likeness: float | None = Field(description="0 to 1, of what a search found")
    words: list[str] = Field(description="What its demands share, as a search found them")
    solved_on: date | None
    version: int
    changed_at: datetime


class CommonProblemPage(Schema):
    items: list[CommonProblemOut]
    count: int
    page: int
    page_size: int


class CommonMemberOut(Schema):
    demand: int
    title: str
    firm: str
    likeness: float | None
    words: list[str]


class CommonSolutionOut(Schema):
    summary: str
    achievement: int | None
    contract: int | None
    evidence_kind: str
    evidence_title: str
    issuer: str
    document_number: str
    issued_on: date | None


class CommonProblemWhole(CommonProblemOut):
    members: list[CommonMemberOut] = Field(description="Those of your areas")
    suggested: list[CommonMemberOut] = Field(description="Demands of your areas that may belong to it")
    others: int = Field(description="How many demands of other areas take part")
    solution: CommonSolutionOut | None


class CommonProblemQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100)
    state: CommonState | None = Field(None, description="all but dissolved ones unless it is said")
    area: str = Field("", max_length=12)
    industry: str = Field("", max_length=10)
    firms: int | None = Field(None, ge=0, le=10_000)


class CommonProblemIn(Strict):
    title: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=10_000)
    industry: str = Field("", max_length=60)
    demands: list[int] = Numbers


class CommonProblemPatch(Strict):
    title: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, max_length=10_000)
    industry: str | None = Field(None, max_length=60)
    version: int = Version


class CommonMembersIn(Strict):
    demands: list[int] = Numbers
    version: int = Version


class CommonSplitIn(CommonMembersIn):
    title: str = Field(min_length=1, max_length=200)


class CommonMergeIn(Strict):
    merged: int = Field(ge=1, le=2**53 - 1, description="The problem that becomes part of this one")
    version: int = Version


class CommonStepIn(Strict):
    version: int = Version
    reason: str = Field("", max_length=200)


class CommonSolutionIn(Strict):
    summary: str = Field(min_length=1, max_length=5000)
    achievement: int | None = Field(None, ge=1, le=2**53 - 1)
    contract: int | None = Field(None, ge=1, le=2**53 - 1)
    evidence_kind: EvidenceKind | None = None
    evidence_title: str = Field("", max_length=300)
    issuer: str = Field("", max_length=120)
    document_number: str = Field("", max_length=60)
    issued_on: date | None = None
    version: int = Version


class CommonSearchIn(Strict):
    firms: int = Field(2, ge=2, le=50, description="Firms that share the problem, at least")
    likeness: int = Field(32, ge=20, le=100, description="In hundredths, at least")


def show_problem(problem: Any) -> dict[str, Any]:
    one: CommonProblem = problem
    return {
        "id": one.pk, "title": one.title, "description": one.description, "industry": one.industry,
        "area": one.area.code, "state": one.state, "reason": one.reason, "firms": problem.firms,
        "demands": problem.demands, "likeness": one.likeness, "words": one.found.get("words", []),
        "solved_on": one.solved_on, "version": one.version, "changed_at": one.changed_at,
    }  # fmt: skip


def show_whole(problem: Any, members: Members, solution: CommonSolution | None) -> dict[str, Any]:
    return {
        **show_problem(problem), "members": list(map(_show_member, members.rows)),
        "suggested": list(map(_show_member, members.suggested)), "others": members.others,
        "solution": None if solution is None else _show_solution(solution),
    }  # fmt: skip


def _show_member(one: CommonMember) -> dict[str, Any]:
    return {
        "demand": one.demand_id, "title": one.demand.title, "firm": one.demand.owner_name, "likeness": one.likeness,
        "words": one.words,
    }  # fmt: skip


def _show_solution(one: CommonSolution) -> dict[str, Any]:
    names = ("summary", "evidence_kind", "evidence_title", "issuer", "document_number", "issued_on")
    told = {name: getattr(one, name) for name in names}
    return {**told, "achievement": one.achievement_id, "contract": one.contract_id}
