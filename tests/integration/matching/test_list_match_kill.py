"""The worker is killed while it matches two lists; another takes the job up and the result is there once."""

import json
import sys

import pytest
from tests.integration.common.test_worker import Workplace, workplace

__all__ = ["workplace"]

ROWS = 200
BRING = f"""
from django.core.files.base import ContentFile
from duijie.matching.domain import list_matches as domain
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

def brought(side):
    row = "K{{n}},第{{n}}号阀门密封课题,第{{n}}种工况下超低温球阀阀座泄漏量的控制方法\\n"
    text = "编号,名称,简介\\n" + "".join(row.format(n=n) for n in range({ROWS}))
    return domain.BroughtFile(side + ".csv", ContentFile(text.encode(), side + ".csv"))

officer = make_user(role="county_officer", area=make_region().north)
files = {{side: brought(side) for side in ("demands", "supply")}}
domain.add_list_match(title="kill", files=files, by=officer)
"""
MATCH = """
import time
from duijie.matching.domain import list_matches as domain
from duijie.matching.models import ListMatch
until = time.monotonic() + 240
while (found := ListMatch.objects.with_state().get()).state != "understood" and time.monotonic() < until:
    time.sleep(0.05)
domain.start_list_match(list_match=found, top=3, by=found.owner)
"""
RESULT = """
import json
from duijie.common.models import Job
from duijie.matching.models import ListMatch
found = ListMatch.objects.with_state().get()
job = Job.objects.get(kind="list_match.run")
print(json.dumps({
    "state": found.state, "job": job.state, "again": job.attempt > 1,
    "items": found.items.count(), "pairs": found.pairs.filter(direction="demand").count(),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize(
    "stage",
    [
        pytest.param("embedding", marks=pytest.mark.slow),
        pytest.param("writing", marks=pytest.mark.slow),
        pytest.param("storing", marks=pytest.mark.by_default_on("postgres")),
    ],
)
def test_a_killed_match_is_taken_up_again_and_stored_once(workplace: Workplace, stage: str) -> None:
    workplace.kill_and_take_up("list_match.run", at=f"{stage}:0", bring=BRING, then=MATCH)

    assert json.loads(workplace.run(RESULT)) == {
        "state": "matched",
        "job": "succeeded",
        "again": True,
        "items": 2 * ROWS,
        "pairs": 3 * ROWS,
    }
