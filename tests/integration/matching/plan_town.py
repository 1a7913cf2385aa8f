"""A county with three demands, three experts and an achievement, and candidates as a run would have left them."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_expert, make_organisation, make_region

from duijie.common import clock
from duijie.common.jobs import run_job
from duijie.matching.domain.plan_releases import release_plan
from duijie.matching.domain.plans import compute_plan, create_plan
from duijie.matching.models import AssignmentPlan, Candidate, ItemSide, MatchRun, PlanPair

SCORES = {
    ("阀门", "江临"): 0.9, ("阀门", "苏禾"): 0.8, ("轴承", "江临"): 0.85, ("轴承", "苏禾"): 0.1, ("菌棒", "苏禾"): 0.3,
}  # fmt: skip


@dataclass
class PlanTown:
    """``officer`` works for the city; ``demands`` and ``experts`` by name. 茶叶 has no candidate."""

    region: Any
    officer: Any
    firm: Any
    school: Any
    run: MatchRun
    demands: dict[str, Any] = field(default_factory=dict)
    experts: dict[str, Any] = field(default_factory=dict)

    def candidate(self, demand: str, kind: str, supply: int, score: float, level: int = 3) -> Candidate:
        """A row as a run leaves it."""
        said = {"en": f"{demand}: shared words", "zh-hans": f"{demand}：有共同词语"}
        rank = Candidate.objects.filter(run=self.run, demand=self.demands[demand]).count() + 1
        made: Candidate = Candidate.objects.create(
            run=self.run, direction=ItemSide.DEMAND, demand=self.demands[demand], kind=kind, supply=supply, rank=rank,
            raw=score, score=score, level=level, forward=score, backward=score,
            reasons={"headline": said, "notes": [], "contributions": [], "terms": []},
        )  # fmt: skip
        return made

    def draft(self, **values: Any) -> AssignmentPlan:
        settings = {"title": "春季专家指派", "kinds": ["expert"], "lowest": 1, "most": 1, **values}
        return create_plan(area=self.region.city, values=settings, by=self.officer)

    def compute(self, plan: AssignmentPlan, state: str = "succeeded") -> AssignmentPlan:
        plan.refresh_from_db()
        started = compute_plan(plan=plan, version=plan.version, by=self.officer)
        job = run_job(started.job.pk)
        assert (job.state, job.error if state == "succeeded" else None) == (state, None)
        computed: AssignmentPlan = AssignmentPlan.objects.select_related("area", "job", "previous").get(pk=plan.pk)
        return computed

    def made(self, **values: Any) -> AssignmentPlan:
        """A computed plan."""
        return self.compute(self.draft(**values))

    def released(self, **values: Any) -> AssignmentPlan:
        plan = self.made(**values)
        return release_plan(plan=plan, version=plan.version, by=self.officer)

    def pair(self, plan: AssignmentPlan, demand: str, supply: str) -> PlanPair:
        found: PlanPair = PlanPair.objects.get(
            plan=plan, generation=plan.generation, demand__demand=self.demands[demand], supply__title=supply
        )
        return found

    def chosen(self, plan: AssignmentPlan) -> set[tuple[str, str]]:
        rows = PlanPair.objects.filter(plan=plan, generation=plan.generation, is_chosen=True)
        return set(rows.values_list("demand__demand__title", "supply__title"))


def make_plan_town() -> PlanTown:
    region = make_region()
    officer = make_user(role="city_officer", area=region.city)
    firm = make_organisation(name="北渡阀门有限公司", area=region.north)
    school = make_organisation(name="云溪理工大学", area=region.south, kind="university")
    run = MatchRun.objects.create(
        area=region.city, by=officer, finished_at=clock.now(), is_current=True,
        summary={"demands": 4, "supply": 3, "levels": {}, "new": 0, "seconds": 1},
    )  # fmt: skip
    town = PlanTown(region, officer, firm, school, run)
    for name in ("阀门", "轴承", "菌棒", "茶叶"):
        town.demands[name] = make_demand(title=name, state="published", organisation=firm, area=region.north)
    for name in ("江临", "苏禾", "顾远"):
        town.experts[name] = make_expert(name=name, organisation=school, area=region.south)
    for (demand, expert), score in SCORES.items():
        town.candidate(demand, "expert", town.experts[expert].pk, score)
    seal = make_achievement(title="密封", organisation=school, area=region.south)
    town.candidate("阀门", "achievement", seal.pk, 0.7)
    return town


@pytest.fixture
def town() -> PlanTown:
    return make_plan_town()
