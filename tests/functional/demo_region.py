"""The demo region for the browser tests: loaded and matched once for a whole run, then put back in a moment.

``demo`` is the region as ``./run demo`` shows it when its first match run is through. ``busy_demo`` has work of every
kind on its way besides, so that each page of the platform has something to show.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from pytest_django.live_server_helper import LiveServer
from tests.functional.work_on_its_way import bring_work

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.demo.load import load_demo

KEPT = Path(configured.DATA) / "kept"  # shared by the processes of a run
FOLDERS = ("match_runs", "list_matches", "files", "cache")


@pytest.fixture
def demo(live: LiveServer, own_data: Path) -> Callable[[str], User]:
    """``demo("county_officer")`` is the account of the role."""
    restore("demo", _load, own_data)
    return account


@pytest.fixture
def busy_demo(live: LiveServer, own_data: Path) -> Callable[[str], User]:
    """The same, with work on its way."""
    restore("busy", lambda: load_and_work(own_data), own_data)
    return account


@pytest.fixture
def own_data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of the test's own, with the model of the checkout."""
    (tmp_path / "models").symlink_to((Path(configured.DATA) / "models").resolve())
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.MATCH_RUNS = tmp_path / "match_runs"
    return tmp_path


def account(role: str) -> User:
    """The demo's account of ``role``."""
    return User.objects.get(username=role)


def _load() -> None:
    load_demo()
    run_waiting_jobs()


def load_and_work(data: Path) -> None:
    restore("demo", _load, data)
    bring_work(account)


def restore(name: str, make: Callable[[], None], data: Path) -> None:
    """Put the database and the files into ``data`` that ``make`` makes the first time."""
    if connection.vendor != "sqlite":
        make()
        return
    with _alone(name):
        kept = KEPT / name
        if not kept.exists():
            make()
            _keep(data, kept)
            return
    for folder in FOLDERS:
        if (kept / folder).is_dir():
            shutil.copytree(kept / folder, data / folder)
    source = sqlite3.connect(kept / "database.sqlite3")
    connection.ensure_connection()
    source.backup(connection.connection)
    source.close()


def _keep(data: Path, kept: Path) -> None:
    draft = kept.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for folder in FOLDERS:
        if (data / folder).is_dir():
            shutil.copytree(data / folder, draft / folder)
    copy = sqlite3.connect(draft / "database.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    draft.rename(kept)


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """One process makes it, the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
