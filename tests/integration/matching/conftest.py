"""A small region with a demand, what can meet it, and the people on both sides."""

from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.jobs import run_job
from duijie.demands.domain.demands import take_step
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.models import MatchRun
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.persons import EXPERTS

VALVE = "超低温球阀在液氮浸泡后阀座泄漏超标，密封圈收缩不均，希望解决低温密封结构设计"
SEAL = "深冷球阀阀座冷缩自补偿密封技术，弹簧蓄能圈补偿低温收缩，泄漏率低"


@dataclass
class Docking:
    """``officer`` works for the city, ``firm_contact`` for the firm, ``school_officer`` and ``professor`` opposite."""

    region: Any
    officer: Any
    firm: Any
    school: Any
    firm_contact: Any
    school_officer: Any
    professor: Any
    demand: Any
    seal: Any
    tea: Any
    expert: Any

    def add_demand(self, title: str, body: str = VALVE, **values: Any) -> Any:
        values = {"title": title, "body": body, "organisation": self.firm, **values}
        made = add_record(register=DEMANDS, by=self.officer, values=values)
        for verb in ("verify", "publish"):
            made = take_step(demand=made, verb=verb, version=made.version, by=self.officer, checks=CHECKS)
        return made

    def add_achievement(self, title: str, body: str = SEAL, **values: Any) -> Any:
        values = {"title": title, "body": body, "organisation": self.school, **values}
        return add_record(register=ACHIEVEMENTS, by=self.officer, values=values)

    def run(self, area: Any = None) -> MatchRun:
        made = start_match_run(area=area or self.region.city, by=self.officer)
        job = run_job(made.job.pk)
        assert (job.state, job.error) == ("succeeded", None)
        made.refresh_from_db()
        return made


@pytest.fixture
def docking() -> Docking:
    region = make_region()
    officer = make_user(role="city_officer", area=region.city)
    firm = make_organisation(name="北渡阀门有限公司", area=region.north)
    school = make_organisation(name="云溪理工大学", area=region.south, kind="university")
    made = Docking(
        region, officer, firm, school, make_user(role="firm_contact", organisation=firm),
        make_user(role="institution_officer", organisation=school), make_user(role="expert", organisation=school),
        None, None, None, None,
    )  # fmt: skip
    made.demand = made.add_demand("超低温球阀低温泄漏")
    made.seal = made.add_achievement("深冷阀座密封")
    made.tea = made.add_achievement("采茶机械手", "茶叶采摘机械手的视觉定位与柔性夹取")
    made.expert = add_record(register=EXPERTS, by=officer, values={"name": "江临", "organisation": school})
    made.expert.account = made.professor
    made.expert.save(update_fields=["account"])
    work = {"kind": "paper", "title": "低温球阀阀座密封收缩补偿", "body": SEAL, "year": 2023}
    add_part(register=EXPERTS, part=EXPERTS.part_of("works"), record=made.expert, version=1, values=work, by=officer)
    return made
