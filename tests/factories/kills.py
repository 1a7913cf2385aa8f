"""Letting something be killed at drawn points: what a test asks of ``killed``."""

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
from tests.factories.forking import Forking, kept

from duijie.common.jobs import run_job
from duijie.common.models import Job, JobState, OutboxMessage, OutboxState

SIGKILL = 9


def points(database: str, *, few: int = 4) -> pytest.MarkDecorator:
    """How often it is killed: ``few`` times on one kind of database, a hundred times on either when asked for."""
    usual = pytest.param(few, marks=pytest.mark.by_default_on(database))
    return pytest.mark.parametrize("points", [usual, pytest.param(100, marks=pytest.mark.slow)])


class Killer:
    """Runs functions in processes on the test's own database, and kills them where ``dice`` says."""

    def __init__(self, process: Forking, seed: int, folder: Path, values: dict[str, Any]) -> None:
        self.dice = random.Random(seed)
        self.killed = 0
        self._process, self._folder, self._values = process, folder, values
        self._lengths: dict[str, int] = {}

    def run(self, call: str, point: int = 0, **arguments: Any) -> tuple[int, int]:
        """Let ``call`` run to the end or to ``point``; the signal that ended it, and the points it passed."""
        connection.close()
        order = {
            "call": call, "with": arguments, "point": point, "set": self._values, "folder": str(self._folder),
        }  # fmt: skip
        status, passed = self._process.ask(order)
        assert status in (0, SIGKILL), order
        return status, int(passed or 0)

    def measure(self, name: str, call: str, **arguments: Any) -> None:
        """Run to the end, and learn how many points there are to choose from."""
        self._lengths[name] = self.run(call, **arguments)[1]

    def kill(self, name: str, call: str, **arguments: Any) -> bool:
        """Run, and kill at a point drawn from those that ``name`` had when it was measured. Whether it was killed."""
        point = self.dice.randint(1, self._lengths[name])
        status, _passed = self.run(call, point, **arguments)
        self.killed += status == SIGKILL
        return status == SIGKILL


@contextmanager
def killer(seed: int, folder: Path, **values: Any) -> Iterator[Killer]:
    """A ``Killer``. ``values`` are set in each process first: places with ``__`` for dots, and what stands there."""
    places = {
        name.replace("__", "."): {"path": str(value)} if isinstance(value, Path) else value
        for name, value in values.items()
    }
    yield Killer(_process(), seed, folder, places)


def _process() -> Forking:
    """The process that has children killed in the database and the data folder of this one, started if need be."""
    known = connection.settings_dict
    host = str(known["HOST"] or "localhost").replace("/", "%2F")
    postgres = f"postgres://{known['USER']}:{known['PASSWORD']}@{host}:{known['PORT']}/{known['NAME']}"
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{known['NAME']}" if connection.vendor == "sqlite" else postgres,
        "DUIJIE_DATA": str(settings.DATA), "DJANGO_SETTINGS_MODULE": "duijie.settings.test",
    }  # fmt: skip
    module, log = "tests.factories.killed", Path(settings.DATA) / "killed.log"
    key = module, environment["DATABASE_URL"], environment["DUIJIE_DATA"]
    return kept(key, lambda: Forking(module, environment, log=log))


def finish(job: Job) -> None:
    """What the reaper and the next worker do with the job of a dead worker; a worker speaks the language of the site,
    not that of whatever was asked for in this process before."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.QUEUED, lease_until=None)
    with translation.override(settings.LANGUAGE_CODE):
        run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.SUCCEEDED, None)


def let_leases_end() -> None:
    """As if the time of a dead dispatcher's leases were over."""
    OutboxMessage.objects.filter(state=OutboxState.WAITING).update(lease_until=None)
