"""Real worker processes, really killed: a job ends once, and nobody is left behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from tests.factories.forking import Forking
from tests.factories.tables import kept_tables_file

PATIENCE = 60.0  # seconds, for machines that do much else
START = """
from duijie.common.domain.jobs import start_job
start_job(kind="test.slow", params={"seconds": 60}, by=None)
"""
WAIT = """
import time
from duijie.common.models import Job
until = time.monotonic() + 240
while not Job.objects.filter(kind={kind!r}, state__in=["succeeded", "failed"]).exists():
    assert time.monotonic() < until
    time.sleep(0.1)
"""
ASK = """
import json
from duijie.common.models import Job
print(json.dumps(list(Job.objects.filter(kind="test.slow").values("state", "attempt", "attempts_allowed", "result"))))
"""


class Workplace:
    """A data folder and a database of its own, in which worker processes are started and killed."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self._reader: Forking | None = None
        self.environment = os.environ | {
            "DUIJIE_DATA": str(folder),
            "DATABASE_URL": database,
            "DUIJIE_JOB_LEASE": "3",
            "DJANGO_SETTINGS_MODULE": "tests.integration.common.worker_project.settings",
            "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]),
        }

    def run(self, code: str) -> str:
        """What ``code`` prints, in a child of a process that has read the platform already."""
        if self._reader is None:
            own = {name: value for name, value in self.environment.items() if name != "DUIJIE_DATA"}  # not a worker's
            self._reader = Forking("tests.integration.common.coded", {**own, "TEST_DATA": str(self.folder)})
        status, printed = self._reader.ask([self.environment, code])
        assert status == 0, printed
        return printed

    def end(self) -> None:
        """All processes that were started."""
        if self._reader is not None:
            self._reader.end()
        for process in self.started:
            process.kill()
            process.wait()

    def start_worker(self, *options: str, shell: str = "") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "django", "work", *options]
        if shell:
            command = ["sh", "-c", shell, "sh", *command]
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def kill_and_take_up(self, kind: str, *, at: str, bring: str, then: str = "") -> None:
        """``bring`` what a job of ``kind`` needs, and start it, or ``then`` beside the worker. The worker is killed
        when the job comes ``at`` a point; another one takes the job up, and it is waited for.
        """
        held = self.folder / "held"
        self.environment["TEST_HOLD"] = f"{at}:{held}"
        self.environment["DUIJIE_JOB_LEASE"] = "6"  # on a busy machine the model is loaded for longer than 3 seconds
        (self.folder / "models").symlink_to(Path(settings.DATA) / "models")
        self.run(bring)
        first = self.start_worker()
        if then:
            self.run(then)
        wait_for(held.exists)

        first.send_signal(signal.SIGKILL)
        first.wait()
        del self.environment["TEST_HOLD"]
        self.start_worker()
        self.run(WAIT.format(kind=kind))

    def trace(self) -> list[list[str]]:
        path = self.folder / "trace"
        return [line.split() for line in path.read_text().splitlines()] if path.exists() else []

    def starts(self) -> list[int]:
        return [int(pid) for word, pid in self.trace() if word == "start"]

    def jobs(self) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = json.loads(self.run(ASK))
        return answer

    def processes(self) -> set[int]:
        """All that carry this data folder in their environment."""
        mark = f"DUIJIE_DATA={self.folder}".encode()
        found = set()
        for entry in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in entry.read_bytes().split(b"\0") and int(entry.parent.name) != os.getpid():
                    found.add(int(entry.parent.name))
            except OSError:
                continue
        return found


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def workplace(tmp_path: Path, transactional_db: None) -> Iterator[Workplace]:
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        host, port = str(known["HOST"]).replace("/", "%2F"), known["PORT"] or ""
        database = f"postgres://{known['USER']}:{known['PASSWORD']}@{host}:{port}/{known['NAME']}"
    else:
        database = f"sqlite:///{tmp_path / 'duijie.sqlite3'}"
    place = Workplace(tmp_path, database)
    if connection.vendor != "postgresql":
        shutil.copyfile(kept_tables_file(Path(settings.DATA)), tmp_path / "duijie.sqlite3")
    yield place
    place.end()
    wait_for(lambda: not place.processes())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
class TestWorker:
    @pytest.mark.by_default_on("sqlite")
    def test_after_kill_9_of_the_worker_nobody_is_left_and_the_job_ends_once(self, workplace: Workplace) -> None:
        workplace.run(START)
        first = workplace.start_worker()
        wait_for(workplace.starts)

        first.send_signal(signal.SIGKILL)
        first.wait()
        wait_for(lambda: not workplace.processes())

        workplace.start_worker()
        wait_for(lambda: any(word == "end" for word, _pid in workplace.trace()))
        time.sleep(1.5)
        assert [word for word, _pid in workplace.trace()] == ["start", "start", "end"]
        assert workplace.jobs() == [
            {"state": "succeeded", "attempt": 2, "attempts_allowed": 3, "result": {"attempt": 2}}
        ]

    @pytest.mark.by_default_on("postgres")
    def test_after_kill_9_of_the_process_that_runs_it_the_job_is_taken_up_again(self, workplace: Workplace) -> None:
        workplace.run(START)
        workplace.start_worker()
        wait_for(workplace.starts)
        urgency = [os.getpriority(os.PRIO_PROCESS, pid) for pid in (workplace.starts()[0], os.getpid())]
        assert urgency[0] == min(urgency[1] + 5, 19)  # pages go first

        os.kill(workplace.starts()[0], signal.SIGKILL)

        wait_for(lambda: any(word == "end" for word, _pid in workplace.trace()))
        time.sleep(1.5)
        assert [word for word, _pid in workplace.trace()] == ["start", "start", "end"]
        assert [job["state"] for job in workplace.jobs()] == ["succeeded"]

    @pytest.mark.by_default_on("postgres")
    def test_told_to_stop_it_puts_the_job_back_without_costing_it_an_attempt(self, workplace: Workplace) -> None:
        workplace.run(START)
        worker = workplace.start_worker("--grace", "0.2")
        wait_for(workplace.starts)

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(PATIENCE) == 0
        wait_for(lambda: not workplace.processes())
        assert workplace.jobs() == [{"state": "queued", "attempt": 1, "attempts_allowed": 4, "result": None}]

    @pytest.mark.parametrize(
        "after",
        [
            pytest.param(0.0, marks=pytest.mark.slow),
            pytest.param(0.05, marks=pytest.mark.slow),
            pytest.param(0.1, marks=pytest.mark.by_default_on("sqlite")),
        ],
    )
    def test_told_to_stop_while_it_starts_it_does_not_wait_for_a_job(self, workplace: Workplace, after: float) -> None:
        workplace.run(START)
        worker = workplace.start_worker("--grace", "0.2")
        wait_for(lambda: len(workplace.processes()) >= 2)  # its first child is there, the last is not
        time.sleep(after)

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(PATIENCE / 2) == 0
        wait_for(lambda: not workplace.processes())
        assert [job["state"] for job in workplace.jobs()] == ["queued"]

    @pytest.mark.by_default_on("sqlite")  # it is about processes
    def test_it_ends_with_the_process_that_started_it(self, workplace: Workplace) -> None:
        parent = workplace.start_worker(shell='"$@" & wait')
        wait_for(lambda: len(workplace.processes()) >= 6)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        wait_for(lambda: not workplace.processes())
