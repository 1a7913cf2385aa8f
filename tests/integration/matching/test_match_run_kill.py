"""The worker is killed while it matches a county; another takes the job up, and the candidates are there once."""

import json
import sys

import pytest
from tests.integration.common.test_worker import Workplace, workplace

__all__ = ["workplace"]

BRING = """
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from duijie.demands.domain.demands import take_step
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.matching.domain.match_runs import start_match_run
from duijie.registry.domain.records import add_record
from duijie.registry.registers.achievements import ACHIEVEMENTS

region = make_region()
by = make_user(role="city_officer", area=region.city)
firm, school = make_organisation(name="甲厂"), make_organisation(name="乙大学")
for n in range(20):
    values = {"title": f"第{n}号阀门密封课题", "body": f"第{n}种工况下超低温球阀阀座泄漏量的控制方法"}
    demand = add_record(register=DEMANDS, by=by, values={**values, "organisation": firm})
    take_step(demand=demand, verb="verify", version=1, by=by, checks=CHECKS)
    add_record(register=ACHIEVEMENTS, by=by, values={**values, "organisation": school})
start_match_run(area=region.city, by=by)
"""
RESULT = """
import json
from django.conf import settings
from duijie.common.models import Job
from duijie.matching.models import Candidate, MatchRun
run = MatchRun.objects.get()
job = Job.objects.get(kind="match.run")
folders = [one.name for one in (settings.MATCH_RUNS / run.area.code).iterdir()]
print(json.dumps({
    "job": job.state, "again": job.attempt > 1, "current": run.is_current, "engines": folders == [run.engine],
    "forward": Candidate.objects.filter(direction="demand").count(),
    "turned": Candidate.objects.filter(direction="supply").count(),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "stage",
    [
        pytest.param("scoring", marks=pytest.mark.slow),
        pytest.param("storing", marks=pytest.mark.by_default_on("sqlite")),
    ],
)
def test_a_killed_run_is_taken_up_again_and_stored_once(workplace: Workplace, stage: str) -> None:
    workplace.kill_and_take_up("match.run", at=f"{stage}:0", bring=BRING)

    assert json.loads(workplace.run(RESULT)) == {
        "job": "succeeded", "again": True, "current": True, "engines": True, "forward": 20 * 20, "turned": 20 * 10,
    }  # fmt: skip
