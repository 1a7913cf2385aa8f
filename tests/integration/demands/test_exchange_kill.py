"""A worker that is killed while it hands demands over or takes results in: nothing half-done, nothing counted twice."""

from collections import Counter
from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.kills import finish, killer, points
from tests.factories.registry import make_organisation, make_region
from tests.integration.registry.test_import_kill import file_database

from duijie.common.domain.imports import add_import, apply_import, preview_import, revert_import
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, ImportBatch, ImportState
from duijie.demands.domain import exchange_exports as exports
from duijie.demands.domain import exchange_systems as systems
from duijie.demands.exchange_fields import our_number
from duijie.demands.models import (
    CaseEvent,
    Demand,
    Evidence,
    ExchangeRow,
    ExchangeRun,
    ExternalReference,
    ExternalSystem,
)

__all__ = ["file_database"]
pytestmark = pytest.mark.django_db(transaction=True)

RUN = "duijie.common.jobs.run_job"
ROWS = 7
CHUNKS = {"duijie__demands__domain__exchange_exports__CHUNK": 3, "duijie__common__importing__work__CHUNK": 3}


@pytest.fixture
def office(file_database: None, settings: Any, tmp_path: Any) -> Any:
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    settings.MEDIA_ROOT = tmp_path / "files"
    systems.add_system(values={"name": "科创中国", "code": "kczg"}, preset="kczg", by=by)
    firm = make_organisation(area=region.north)
    for number in range(ROWS):
        make_demand(
            title=f"难题{number}", organisation=firm, area=region.north, state="published", field="manufacturing"
        )  # fmt: skip
    return by


def start(by: Any) -> ExchangeRun:
    return exports.start_export(
        system=ExternalSystem.objects.get(), demands=Demand.objects.all(), by=by, only_changed=False
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("points", [100])
def test_a_killed_handing_over_goes_on(office: Any, tmp_path: Any, points: int) -> None:
    with killer(606, tmp_path, django__conf__settings__MEDIA_ROOT=tmp_path / "files", **CHUNKS) as kill:
        for _again in range(2):  # the second is measured: it finds references and a file of the first
            kill.measure("export", RUN, job_id=str(start(office).job_id))
        for _round in range(points):
            run = start(office)
            before = dict(ExternalReference.objects.values_list("demand", "version"))
            kill.kill("export", RUN, job_id=str(run.job_id))
            finish(run.job)
            run.refresh_from_db()
            assert (run.counts, exports.file_of(run).is_file()) == ({"ready": ROWS}, True)
            after = dict(ExternalReference.objects.values_list("demand", "version"))
            assert after == {demand: version + 1 for demand, version in before.items()}
            assert ExchangeRow.objects.filter(run=run, is_marked=True).count() == ROWS
            assert AuditEvent.objects.filter(verb="exchange.export", target_id=str(run.pk)).count() == 1
        print(f"killed {kill.killed} of {points}")
        assert kill.killed >= points * 3 // 4


def results(by: Any) -> ImportBatch:
    """Every demand solved, and two that we did not have."""
    lines = [
        f"KC-{one.pk},{our_number(one)},已解决,验收合格,12.5,2026-03-01,,,\n"
        for one in Demand.objects.filter(title__startswith="难题").order_by("pk")
    ]
    new = [f"KC-N{number},,已解决,已签约,3,2026-03-02,新来的{number},,轴承异响\n" for number in range(2)]
    head = "平台编号,地方编号,办理状态,办理结果,合同金额（万元）,办结日期,需求名称,需求单位,需求描述\n"
    batch = add_import(
        noun="external-kczg", area=make_region().north, name="反馈.csv",
        chunks=["".join([head, *lines, *new]).encode()], by=by,
    )  # fmt: skip
    run_job(preview_import(batch=batch, by=by).pk)
    batch.rows.update(decision="take")
    batch.refresh_from_db()
    return batch


def state() -> list[Any]:
    return [
        list(
            ExternalReference.objects.order_by("number").values_list("number", "state", "result", "amount", "result_on")
        ),
        sorted(Evidence.objects.values_list("demand__title", "title", "issued_on")),
        sorted(Demand.objects.values_list("title", "grade")),
    ]


def course() -> Counter[str]:
    """How often a platform said something new, and how often that was taken back."""
    return Counter(CaseEvent.objects.filter(verb__startswith="exchange").values_list("verb", flat=True))


@points("postgres")
def test_killed_results_are_taken_once_and_taken_back_whole(office: Any, tmp_path: Any, points: int) -> None:
    empty = state()
    with killer(607, tmp_path, django__conf__settings__MEDIA_ROOT=tmp_path / "files", **CHUNKS) as kill:
        batch = results(office)
        kill.measure("apply", RUN, job_id=str(apply_import(batch=batch, by=office).pk))
        whole = state()
        assert (len(whole[0]), len(whole[1])) == (ROWS + 2, ROWS + 2)
        batch.refresh_from_db()
        kill.measure("revert", RUN, job_id=str(revert_import(batch=batch, by=office).pk))
        assert state() == empty
        told = course()["exchange_back"]
        for _round in range(points // 2):
            batch = results(office)
            for name, verb, end in (("apply", apply_import, whole), ("revert", revert_import, empty)):
                job = verb(batch=batch, by=office)
                kill.kill(name, RUN, job_id=str(job.pk))
                finish(job)
                batch.refresh_from_db()
                assert state() == end
                # A demand that came with the file has its word of the platform as long as it is there.
                taken, back = course()["exchange"], course()["exchange_back"]
                assert (taken - back, back) == ((ROWS + 2, told) if name == "apply" else (0, told + ROWS))
                told = back
            assert batch.state == ImportState.REVERTED
        print(f"killed {kill.killed} of {points}")
        assert kill.killed >= points * 3 // 4
