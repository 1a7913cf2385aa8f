"""A worker that is killed while it looks for duplicates: the next attempt ends with the same pairs."""

from typing import Any

import pytest
from tests.factories.registry import make_organisation, make_region
from tests.integration.registry.test_import_kill import file_database, kill_at

from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.registry.domain.duplicates import start_search
from duijie.registry.models import DuplicatePair

__all__ = ["file_database"]
pytestmark = pytest.mark.django_db(transaction=True)

STAGES = [
    pytest.param("reading", 1, marks=pytest.mark.slow),
    pytest.param("comparing", 0, marks=pytest.mark.by_default_on("postgres")),
    pytest.param("storing", 0, marks=pytest.mark.slow),
    pytest.param("storing", 500, marks=pytest.mark.slow),
]


def pairs() -> list[Any]:
    return list(
        DuplicatePair.objects.order_by("first", "second").values_list("first", "second", "why", "likeness", "state")
    )


@pytest.mark.parametrize("stage, done", STAGES)
def test_a_killed_search_goes_on(file_database, tmp_path, stage, done):
    make_region()
    for number in range(620):
        make_organisation(name=f"恒力{number:04}轴承有限公司")
        make_organisation(name=f"恒力{number:04}轴承股份有限公司")
    job = start_search(by=None, keys=["organisations"])
    kill_at(job, stage, done, tmp_path)
    killed = len(pairs())
    assert killed == (done if stage == "storing" else 0)
    assert run_job(job.pk).state == JobState.SUCCEEDED
    found = pairs()
    assert {(first + 1 == second, why) for first, second, why, _likeness, _state in found if why == "name"} == {
        (True, "name")
    }
    assert sum(1 for one in found if one[2] == "name") == 620
    run_job(start_search(by=None, keys=["organisations"]).pk)
    assert pairs() == found
