"""The worker is killed while it learns a ranking model; another takes the job up, and one model is proposed, once."""

import json
import sys

import pytest
from tests.integration.common.test_worker import Workplace, workplace

__all__ = ["workplace"]

BRING = """
import itertools
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.ranking_models import start_fit
from duijie.matching.models import Judgement
from duijie.registry.domain.records import add_record
from duijie.registry.registers.achievements import ACHIEVEMENTS

region = make_region()
by = make_user(role="city_officer", area=region.city)
firm, school = make_organisation(name="甲厂"), make_organisation(name="乙大学")
subjects = ("球阀密封面高温磨损泄漏", "水稻耐盐新品种选育栽培", "固态锂电池硫化物电解质", "印染废水臭氧催化氧化处理")
pairs = []
for subject, shade in itertools.product(subjects, ("小批量试制", "中试放大")):
    values = {"title": f"{subject}，{shade}", "body": f"{subject}，{shade}"}
    demand = add_record(register=DEMANDS, by=by, values={**values, "organisation": firm})
    item = add_record(register=ACHIEVEMENTS, by=by, values={**values, "organisation": school})
    pairs.append((subject, demand, item))
for (ours, demand, _), (theirs, _, item) in itertools.product(pairs, pairs):
    level = 4 if ours == theirs else 1
    Judgement.objects.create(demand=demand, kind="achievement", supply=item.pk, level=level, by=by)
start_fit(by=by)
"""
RESULT = """
import json
from pathlib import Path
from django.conf import settings
from duijie.common.models import Job
from duijie.matching.domain.queries.ranking_models import open_model
from duijie.matching.models import RankingModel
job, model = Job.objects.get(kind="ranking_model.fit"), RankingModel.objects.get()
files = [one.name for one in (Path(settings.MEDIA_ROOT) / "ranking_models").iterdir()]
print(json.dumps({
    "job": job.state, "again": job.attempt > 1, "result": job.result == {"model": model.pk}, "state": model.state,
    "file": files == [Path(model.file.name).name], "learned": list(open_model(model).learned), "pairs": model.pairs,
    "events": list(model.events.values_list("verb", flat=True)),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "hold",
    [
        pytest.param("learning:0", marks=pytest.mark.slow),
        # Inside the transaction that proposes the model, whose file is written already.
        pytest.param("ranking_model.propose:1", marks=pytest.mark.slow),
    ],
)
def test_a_killed_fit_is_taken_up_again_and_proposes_once(workplace: Workplace, hold: str) -> None:
    workplace.kill_and_take_up("ranking_model.fit", at=hold, bring=BRING)

    assert json.loads(workplace.run(RESULT)) == {
        "job": "succeeded", "again": True, "result": True, "state": "proposed", "file": True, "learned": [2, 3, 4],
        "pairs": 64, "events": ["propose"],
    }  # fmt: skip
