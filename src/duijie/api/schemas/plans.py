"""Assignment plans as JSON."""

from datetime import datetime
from typing import Any, Literal

from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import AreaCode, Number, PageQuery, Strict
from duijie.matching.domain.proposals import MOST_DAYS, OPEN_DAYS
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanPair, PlanSupply
from duijie.matching.models.plan import MOST_COVER, MOST_LOAD, MOST_SECONDS
from duijie.matching.plan_states import Mark, PlanState

KindName = Literal["achievement", "expert", "service", "carrier"]
StateName = Literal["drafted", "computed", "released", "withdrawn"]
Version = Field(ge=1, le=2**31 - 1, description="As it was read")


class PlanQuery(PageQuery):
    """The filters of the list page."""

    q: str = Field("", max_length=100)
    state: list[StateName] = Field([], description="May be repeated")
    area: str = Field("", max_length=12)
    kind: KindName | None = None


class PlanEntryQuery(PageQuery):
    """The filters of the entries."""

    q: str = Field("", max_length=100)
    level: Literal[1, 2, 3, 4] | None = None
    show: Literal["fixed", "new"] | None = None


class PlanSettingsIn(Strict):
    """What a plan is made by. What is left out is as on the page."""

    title: str = Field(min_length=1, max_length=120)
    kinds: list[KindName] = Field(min_length=1, max_length=4)
    industry: str = Field("", max_length=10, description="The beginning of a code of GB/T 4754")
    states: list[Literal["verified", "published", "matched"]] = Field([], max_length=3, description="None: all")
    lowest: int = Field(2, ge=1, le=4)
    cover: int = Field(1, ge=1, le=MOST_COVER)
    least: int = Field(0, ge=0, le=MOST_LOAD)
    most: int = Field(3, ge=1, le=MOST_LOAD)
    one_per_organisation: bool = False
    objective: Literal["total", "fair"] = "total"
    previous: Number | None = None
    stability: float | None = Field(None, ge=0, le=1)
    seconds: int = Field(60, ge=1, le=MOST_SECONDS)


class PlanIn(PlanSettingsIn):
    area: AreaCode


class PlanEdit(PlanSettingsIn):
    version: int = Version


class PlanVerbIn(Strict):
    version: int = Version


class PlanPairIn(PlanVerbIn):
    reason: str = Field("", max_length=12, description="For forbidding")
    note: str = Field("", max_length=300)


class PlanAddIn(PlanVerbIn):
    demand: Number
    kind: KindName
    supply: Number


class PlanNeedIn(PlanVerbIn):
    cover: int | None = Field(ge=0, le=MOST_COVER, description="null: as the plan says")


class PlanLoadIn(PlanVerbIn):
    least: int | None = Field(ge=0, le=MOST_LOAD)
    most: int | None = Field(ge=0, le=MOST_LOAD)


class PlanReleaseIn(PlanVerbIn):
    message: str = Field("", max_length=1000)
    days: int = Field(OPEN_DAYS, ge=1, le=MOST_DAYS)


class PlanCopyIn(Strict):
    title: str = Field("", max_length=120)


class PlanBreachOut(Schema):
    code: str
    text: str = Field(description="In the language of Accept-Language")


class PlanOut(Schema):
    """A plan without its rows. ``result`` holds the totals, empty before it was computed."""

    id: int
    title: str
    area: str
    state: PlanState
    version: int
    kinds: list[str]
    industry: str
    states: list[str]
    lowest: int
    cover: int
    least: int
    most: int
    one_per_organisation: bool
    objective: str
    previous: int | None
    stability: float | None
    seconds: int
    job: str | None
    is_busy: bool
    result: dict[str, Any]
    breaches: list[PlanBreachOut]
    changed: list[str] = Field(description="What has happened since it was computed and stops its release")
    clash: list[str] = Field(description="Wishes that cannot all be met, the first 50; all: GET …/clash")
    clash_count: int = Field(description="How many these are")
    clash_is_smallest: bool
    created_at: datetime
    changed_at: datetime
    computed_at: datetime | None
    released_at: datetime | None


class PlanPage(Schema):
    items: list[PlanOut]
    count: int
    page: int
    page_size: int


class PlanWishOut(Schema):
    kind: str = Field(description="fixed, forbidden, least, most, cover or exclusive")
    text: str


class PlanWishPage(Schema):
    items: list[PlanWishOut]
    count: int = Field(description="Of them all; of more than 5,000 these many are kept")
    page: int
    page_size: int


class PlanEntryOut(Schema):
    """A pair. ``id`` names it in the verbs."""

    id: int
    demand: int
    demand_title: str
    kind: str
    supply: int
    supply_title: str
    organisation: int | None
    score: float
    level: int | None
    reason: str = Field(description="In the language of Accept-Language")
    mark: Mark
    ban: str
    chosen: bool
    was_chosen: bool
    added_by_hand: bool
    proposal: int | None


class PlanEntryPage(Schema):
    items: list[PlanEntryOut]
    count: int
    page: int
    page_size: int


class PlanDemandOut(Schema):
    """A demand of a plan. ``row`` names it in the verbs."""

    row: int
    demand: int
    title: str
    has: int
    needs: int
    why: str = Field(description="Why places stayed empty")


class PlanDemandPage(Schema):
    items: list[PlanDemandOut]
    count: int
    page: int
    page_size: int


class PlanLoadOut(Schema):
    """A row of supply. ``row`` names it in the verbs."""

    row: int
    kind: str
    supply: int
    title: str
    organisation: int | None
    serves: int
    at_least: int
    at_most: int
    total: float


class PlanLoadPage(Schema):
    items: list[PlanLoadOut]
    count: int
    page: int
    page_size: int


SHOWN = {
    "demands", "supply", "pairs", "chosen", "served", "places", "empty", "fixed", "forbidden", "sum", "mean", "worst",
    "gap", "worst_gap", "proved", "places_bound", "served_bound", "engine", "by_hand", "kept", "previous", "stability",
    "broken", "idle", "lost",
}  # fmt: skip


def spoken(text: dict[str, str] | None) -> str:
    """The reader's of a sentence in both languages."""
    return "" if not text else text.get(get_language() or "en") or next(iter(text.values()))


def show_plan(plan: AssignmentPlan, breaches: list[str], clash: list[str], changed: list[str]) -> PlanOut:
    """``plan`` comes from ``list_plans`` or ``find_plan``; ``breaches``, ``clash`` and ``changed`` in words, in the
    order in which the plan keeps them.
    """
    codes = [one["code"] for one in plan.result.get("breaches", [])]
    clash_count, is_smallest = plan.clash_count or 0, bool(plan.clash_is_smallest)  # type: ignore[attr-defined]
    return PlanOut(
        id=plan.pk, title=plan.title, area=plan.area.code, state=PlanState(plan.state), version=plan.version,
        kinds=plan.kind_list, industry=plan.industry, states=plan.state_list, lowest=plan.lowest, cover=plan.cover,
        least=plan.least, most=plan.most, one_per_organisation=plan.one_per_organisation, objective=plan.objective,
        previous=plan.previous_id, stability=plan.stability, seconds=plan.seconds,
        job=str(plan.job_id) if plan.job_id else None, is_busy=plan.is_busy,
        result={name: value for name, value in plan.result.items() if name in SHOWN},
        breaches=[PlanBreachOut(code=code, text=text) for code, text in zip(codes, breaches, strict=False)],
        changed=changed, clash=clash, clash_count=clash_count, clash_is_smallest=is_smallest,
        created_at=plan.created_at, changed_at=plan.changed_at, computed_at=plan.computed_at,
        released_at=plan.released_at,
    )  # fmt: skip


def show_entry(pair: PlanPair) -> PlanEntryOut:
    return PlanEntryOut(
        id=pair.pk, demand=pair.demand.demand_id, demand_title=pair.demand.demand.title, kind=pair.supply.kind,
        supply=pair.supply.supply, supply_title=pair.supply.title, organisation=pair.supply.organisation_id,
        score=pair.score, level=pair.level, reason=spoken(pair.headline), mark=Mark(pair.mark), ban=pair.reason,
        chosen=pair.is_chosen, was_chosen=pair.was_chosen, added_by_hand=pair.is_added, proposal=pair.proposal_id,
    )  # fmt: skip


def show_demand(row: PlanDemand, why: str) -> PlanDemandOut:
    return PlanDemandOut(
        row=row.pk, demand=row.demand_id, title=row.demand.title, has=row.given, needs=row.needs, why=why
    )  # fmt: skip


def show_load(row: PlanSupply) -> PlanLoadOut:
    return PlanLoadOut(
        row=row.pk, kind=row.kind, supply=row.supply, title=row.title, organisation=row.organisation_id,
        serves=row.load, at_least=row.at_least, at_most=row.at_most, total=row.total,
    )  # fmt: skip
