"""A worker that is killed in the middle of an import: nothing is lost, nothing is done twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common.domain.imports import add_import, apply_import, preview_import, revert_import
from duijie.common.domain.queries.imports import count_rows, find_import, list_rows
from duijie.common.importing.work import CHUNK
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, Job, JobState, OutboxMessage
from duijie.registry.models import Organisation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.by_default_on("sqlite")]

ROWS = 1200
RUN = """
import os, sys, django
django.setup()
from duijie.common.jobs import run_job
print("running", flush=True)
run_job(sys.argv[1])
"""


def start_worker(job: Job, hold: str) -> subprocess.Popen:
    """A real process on the test's own database that runs the job."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        address = (
            f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST'] or 'localhost'}:"
            f"{database['PORT']}/{database['NAME']}"
        )
    environment = {
        **os.environ, "DATABASE_URL": address, "DUIJIE_DATA": str(settings.DATA),
        "DJANGO_SETTINGS_MODULE": "tests.integration.common.worker_project.settings", "TEST_HOLD": hold,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3] / "src"), str(Path(__file__).parents[3])]),
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(job.pk)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


def kill_at(job: Job, stage: str, done: int, folder: Path) -> None:
    """Let a worker run until it has done so much, then end it the hard way and give its job back to the queue."""
    held = folder / f"held-{stage}"
    worker = start_worker(job, f"{stage}:{done}:{held}")
    deadline = time.monotonic() + 60
    while not held.exists() and worker.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    rows = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    assert rows.update(state=JobState.QUEUED, lease_until=None) == 1, "the worker never came so far"


@pytest.fixture
def file_database(tmp_path):
    """SQLite's test database lives in memory, where no other process reaches it."""
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        connection.close()
        old = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(tmp_path / "test.sqlite3")
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield
        connection.close()
        connection.settings_dict["NAME"] = old
    else:
        yield


def test_a_killed_import_goes_on_where_it_was_and_can_be_taken_back(file_database, tmp_path):
    region = make_region()
    by = make_user(role="county_officer", area=region.north)
    text = "单位名称,地区\n" + "".join(f"第{number}号公司,北渡县\n" for number in range(ROWS))
    batch = add_import(noun="organisations", area=region.north, name="list.csv", chunks=[text.encode()], by=by)

    job = preview_import(batch=batch, by=by)
    kill_at(job, "checking", 500, tmp_path)
    assert run_job(job.pk).state == JobState.SUCCEEDED
    batch = find_import(by=by, pk=batch.pk)
    assert (count_rows(batch)["all"], count_rows(batch)["new"]) == (ROWS, ROWS)

    job = apply_import(batch=batch, by=by)
    kill_at(job, "importing", 300, tmp_path)
    before = Organisation.objects.count()
    assert 300 <= before < ROWS
    assert count_rows(batch)["written"] == before
    assert run_job(job.pk).state == JobState.SUCCEEDED
    assert Organisation.objects.values("name").distinct().count() == Organisation.objects.count() == ROWS

    batch = find_import(by=by, pk=batch.pk)
    job = revert_import(batch=batch, by=by)
    kill_at(job, "reverting", 300, tmp_path)
    assert 0 < Organisation.objects.count() < ROWS
    assert run_job(job.pk).state == JobState.SUCCEEDED
    assert Organisation.objects.count() == 0
    assert count_rows(find_import(by=by, pk=batch.pk))["reverted"] == ROWS


def sets_told(verb: str) -> list[tuple[int, int]]:
    """From which to which row the sets went that the audit knows of."""
    return [(one.detail["from"], one.detail["to"]) for one in AuditEvent.objects.filter(verb=verb).order_by("pk")]


def test_a_set_of_rows_that_was_cut_off_before_its_end_leaves_nothing(file_database, tmp_path):
    """Killed in the second set, when records, history, notes and audit are written and not yet committed."""
    region = make_region()
    by = make_user(role="county_officer", area=region.north)
    rows = 2 * CHUNK + 50
    text = "单位名称,地区\n" + "".join(f"第{number}号公司,北渡县\n" for number in range(rows))
    batch = add_import(noun="organisations", area=region.north, name="list.csv", chunks=[text.encode()], by=by)
    assert run_job(preview_import(batch=batch, by=by).pk).state == JobState.SUCCEEDED
    OutboxMessage.objects.all().delete()

    job = apply_import(batch=batch, by=by)
    kill_at(job, "import.write", 2, tmp_path)
    batch = find_import(by=by, pk=batch.pk)
    assert (batch.state, count_rows(batch)["written"]) == ("applying", CHUNK)
    assert (Organisation.objects.count(), Organisation.history.count()) == (CHUNK, CHUNK)
    assert (sets_told("import.write"), OutboxMessage.objects.count()) == ([(1, CHUNK)], 1)
    assert run_job(job.pk).state == JobState.SUCCEEDED
    assert Organisation.objects.values("name").distinct().count() == Organisation.objects.count() == rows
    assert sets_told("import.write") == [(1, CHUNK), (CHUNK + 1, 2 * CHUNK), (2 * CHUNK + 1, rows)]
    assert list_rows(batch).values("record").distinct().count() == rows

    job = revert_import(batch=find_import(by=by, pk=batch.pk), by=by)
    kill_at(job, "import.put_back", 2, tmp_path)
    assert (Organisation.objects.count(), count_rows(batch)["reverted"]) == (rows - CHUNK, CHUNK)
    assert Organisation.history.filter(history_type="-").count() == CHUNK
    assert run_job(job.pk).state == JobState.SUCCEEDED
    assert (Organisation.objects.count(), Organisation.history.filter(history_type="-").count()) == (0, rows)
    assert sets_told("import.put_back") == [(rows - CHUNK + 1, rows), (51, CHUNK + 50), (1, 50)]
