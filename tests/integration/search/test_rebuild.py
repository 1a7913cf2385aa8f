"""Rebuilding while the world goes on, being killed at any point, and folders that are damaged or gone."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation

from duijie.common import outbox
from duijie.common.domain.jobs import cancel_job
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import Job, JobState, OutboxMessage, OutboxState
from duijie.registry.domain.organisations import add_organisation, archive_organisation, edit_organisation
from duijie.search.domain.queries.hits import search
from duijie.search.domain.queries.status import read_status, status
from duijie.search.domain.rebuilds import KIND, start_rebuild, start_rebuild_here
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.reader import forget_readers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]

ROOT = Path(__file__).parents[3]
RUN_JOB = "from duijie.common.jobs import run_job; run_job(sys.argv[1])"
DELIVER = "from duijie.common import outbox; outbox.deliver_waiting()"


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def start(code: str, index: Path, *arguments: str, hold: str) -> subprocess.Popen:
    """A real process on the test's own database and index that stands still where ``hold`` says."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        host = str(database["HOST"] or "localhost").replace("/", "%2F")
        address = f"postgres://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
    environment = {
        **os.environ, "DATABASE_URL": address, "DUIJIE_DATA": str(django_settings.DATA), "TEST_HOLD": hold,
        "TEST_INDEX": str(index), "DJANGO_SETTINGS_MODULE": "tests.integration.search.process_settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }  # fmt: skip
    code = f"import sys, django; django.setup(); from tests.integration.search import holding\n{code}"
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment)


def kill_when_held(process: subprocess.Popen, held: Path) -> None:
    deadline = time.monotonic() + 60
    while not held.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert held.exists(), "the process never came so far"
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_changes_that_come_during_a_rebuild_are_in_the_new_generation(by, region, build, tmp_path, index_folder):
    old = make_organisation(name="旧名轴承厂", area=region.north)
    gone = make_organisation(name="将撤轴承厂", area=region.north)
    build()
    before = status().generation
    job = start_rebuild_here()
    held = tmp_path / "held"
    process = start(RUN_JOB, index_folder, str(job.pk), hold=f"indexing:2:{held}")
    try:
        deadline = time.monotonic() + 60
        while not held.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        # The rebuild has read everything and stands still; the world goes on, and the old generation serves.
        edit_organisation(organisation=old, version=1, values={"name": "新名轴承厂"}, by=by)
        archive_organisation(organisation=gone, version=1, by=by)
        add_organisation(values={"name": "后来轴承厂", "kind": "enterprise", "area": region.north}, by=by)
        outbox.deliver_waiting()
        assert {hit.row.title for hit in search(by=by, text="轴承").hits} == {"新名轴承厂", "后来轴承厂"}
        assert status().generation == before
        held.with_suffix(".go").touch()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    assert Job.objects.get(pk=job.pk).state == JobState.SUCCEEDED
    assert status().generation != before
    assert {hit.row.title for hit in search(by=by, text="轴承").hits} == {"新名轴承厂", "后来轴承厂"}
    assert search(by=by, text="轴承").total == 2
    assert [path.name for path in index_folder.glob("g*-*")] == [status().generation]


@pytest.mark.parametrize("stage", ["indexing:0", "indexing:2", "catching_up:0", "catching_up:1"])
def test_a_rebuild_that_is_killed_is_done_again(by, region, build, tmp_path, index_folder, stage):
    make_organisation(name="甲轴承厂", area=region.north)
    make_organisation(name="乙轴承厂", area=region.north)
    build()
    job = start_rebuild_here()
    held = tmp_path / "held"
    kill_when_held(start(RUN_JOB, index_folder, str(job.pk), hold=f"{stage}:{held}"), held)
    assert search(by=by, text="轴承").total == 2
    add_organisation(values={"name": "丙轴承厂", "kind": "enterprise", "area": region.north}, by=by)
    outbox.deliver_waiting()
    assert search(by=by, text="轴承").total == 3
    if stage != "catching_up:1":  # after the swap the older generation is left to the next rebuild
        assert [path.name for path in index_folder.glob("g*-*")] == [status().generation]
    assert Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.QUEUED, lease_until=None) == 1
    assert run_job(job.pk).state == JobState.SUCCEEDED
    assert (search(by=by, text="轴承").total, status().documents) == (3, 3)
    assert [path.name for path in index_folder.glob("g*-*")] == [status().generation]


@pytest.mark.parametrize("stage", ["locked", "noted", "words", "written"])
def test_an_update_that_is_killed_is_delivered_again(by, region, build, tmp_path, index_folder, stage):
    old = make_organisation(name="旧名轴承厂", area=region.north)
    build()
    edit_organisation(organisation=old, version=1, values={"name": "新名轴承厂"}, by=by)
    held = tmp_path / "held"
    kill_when_held(start(DELIVER, index_folder, hold=f"{stage}:0:{held}"), held)
    # Whatever the dead process left, nothing is shown that is not in the database, and the index can be read.
    assert [hit.row.title for hit in search(by=by, text="轴承").hits] == ["新名轴承厂"]
    assert OutboxMessage.objects.filter(state=OutboxState.WAITING).update(lease_until=None) == 1
    outbox.deliver_waiting()
    assert [hit.row.title for hit in search(by=by, text="新名").hits] == ["新名轴承厂"]
    assert search(by=by, text="旧名").total == 0
    assert (status().documents, status().waiting) == (1, 0)


@pytest.mark.parametrize("damage", ["all", "generation", "about", "words", "segment", "shelf", "current", "vectors"])
def test_a_damaged_folder_is_seen_and_built_anew(by, region, build, settle, index_folder, damage):
    make_organisation(name="恒力轴承厂", area=region.north)
    make_organisation(name="远处的轴承厂", area=region.south)
    build()
    assert search(by=by, text="轴承").total == 2
    generation = index_folder / status().generation
    if damage == "all":
        shutil.rmtree(index_folder)
    elif damage == "generation":
        shutil.rmtree(generation)
    elif damage == "about":
        (generation / "about.json").write_text("{")
    elif damage == "words":
        for path in (generation / "words").iterdir():
            path.unlink()
    elif damage == "segment":
        largest = max((generation / "words").iterdir(), key=lambda path: path.stat().st_size)
        largest.write_bytes(largest.read_bytes()[:100])
    elif damage == "shelf":
        (generation / "entries.sqlite3").write_bytes(b"not a database" * 100)
    elif damage == "current":
        (index_folder / "CURRENT").write_text("g0-nothing")
    else:
        (generation / "vectors.f32").unlink()
    forget_readers()
    Job.objects.filter(kind=KIND).delete()  # the first rebuild was long ago
    found = search(by=by, text="恒力")
    assert (found.is_fallback, [hit.row.title for hit in found.hits]) == (True, ["恒力轴承厂"])
    assert status().is_usable is False
    assert [job.state for job in Job.objects.filter(kind=KIND)] == ["queued"]
    search(by=by, text="恒力")
    add_organisation(values={"name": "新来轴承厂", "kind": "enterprise", "area": region.north}, by=by)
    settle()
    assert Job.objects.filter(kind=KIND).count() == 1
    found = search(by=by, text="轴承")
    assert (found.is_fallback, found.total, status().is_usable) == (False, 3, True)


def test_without_an_index_the_first_change_asks_for_one(by, region, settle):
    add_organisation(values={"name": "恒力轴承厂", "kind": "enterprise", "area": region.north}, by=by)
    assert status().problem == "there is no index"
    settle()
    assert (status().documents, search(by=by, text="轴承").total) == (1, 1)


def test_a_cancelled_rebuild_leaves_the_old_index_and_nothing_else(by, region, build, index_folder):
    make_organisation(name="恒力轴承厂", area=region.north)
    build()
    before = status().generation
    job = start_rebuild_here()
    Job.objects.filter(pk=job.pk).update(cancel_requested_at=job.created_at)
    assert run_job(job.pk).state == JobState.CANCELLED
    assert (status().generation, search(by=by, text="轴承").total) == (before, 1)
    assert [path.name for path in index_folder.glob("g*-*")] == [before]
    assert IndexFolder().building() is None


def test_who_may_rebuild_and_one_at_a_time(by, region):
    admin = make_user(role="system_administrator")
    job = start_rebuild(by=admin)
    assert start_rebuild(by=admin).pk == job.pk
    assert read_status(by=admin).job == job
    for refused in (start_rebuild, read_status):
        with pytest.raises(PermissionDenied):
            refused(by=by)
    cancel_job(job=job, by=admin)


def test_the_command(by, region, capsys):
    make_organisation(name="恒力轴承厂", area=region.north)
    call_command("index", "rebuild", "--here")
    assert "1" in capsys.readouterr().out
    call_command("index", "status", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["waiting"], told["problem"], told["model_ready"]) == (1, 0, "", False)
    call_command("index", "rebuild")
    run_waiting_jobs()
    call_command("index", "status")
    assert "organisations: 1" in capsys.readouterr().out


def test_the_lag_is_told(by, region, build):
    build()
    add_organisation(values={"name": "恒力轴承厂", "kind": "enterprise", "area": region.north}, by=by)
    message = OutboxMessage.objects.get(topic="search.changed")
    OutboxMessage.objects.filter(pk=message.pk).update(created_at=message.created_at - timedelta(minutes=2))
    assert (status().waiting, 120 <= status().lag.total_seconds() < 180) == (1, True)
