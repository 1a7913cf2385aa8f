"""A founding case that was killed half-way begins anew, from an empty database, and its totals are right."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from tests.factories.kills import killer
from tests.factories.tables import TEMPLATE, kept_tables_file

from duijie.programmes.management.commands.scenario import BUILT, FOLDER, empty_database

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.integration.programmes.test_scenario_kills"
PATIENCE = 900  # seconds, for machines that do much else
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def empty(database: str) -> None:
    """In the process that is killed: empty another database than that of the tests."""
    connection.close()
    connection.settings_dict["NAME"] = database
    empty_database()


def address(name: str) -> dict[str, Any]:
    known = connection.settings_dict
    return {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"],
            "dbname": name, "autocommit": True}  # fmt: skip


@contextmanager
def full_database(folder: Path) -> Iterator[str]:
    """The name of a database with all tables; on SQLite as a killed process leaves it, with a log beside it."""
    if connection.vendor == "sqlite":
        path = folder / "cut-off.sqlite3"
        shutil.copyfile(kept_tables_file(Path(settings.DATA)), path)
        with closing(sqlite3.connect(path)) as held:
            held.execute("PRAGMA journal_mode=WAL")
            held.execute("CREATE TABLE told (word)")
            held.commit()
            yield str(path)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        return
    name = f"{connection.settings_dict['NAME']}_cut_off"
    with psycopg.connect(**address("postgres")) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def tables(name: str) -> int:
    if connection.vendor == "sqlite":
        if not Path(name).exists():
            return 0
        with closing(sqlite3.connect(name)) as one:
            return len(one.execute(TABLES["sqlite"]).fetchall())
    with psycopg.connect(**address(name)) as server:
        return len(server.execute(TABLES["postgresql"]).fetchall())


@pytest.mark.parametrize("points", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_killed_while_it_is_emptied_a_database_is_full_or_empty(tmp_path: Path, points: int) -> None:
    with killer(74, tmp_path) as process:
        with full_database(tmp_path) as name:
            whole = tables(name)
            process.measure("empty", f"{HERE}.empty", database=name)
            assert (whole > 100, tables(name)) == (True, 0)
        for number in range(points):
            with full_database(tmp_path) as name:
                if connection.vendor == "sqlite":  # it has three points: before each file goes
                    assert process.run(f"{HERE}.empty", number % 3 + 1, database=name)[0] == signal.SIGKILL
                    assert Path(name).exists()
                    assert Path(f"{name}-wal").exists() == (number % 3 == 0)
                    continue
                process.kill("empty", f"{HERE}.empty", database=name)
                assert tables(name) in (whole, 0)


@contextmanager
def own_databases() -> Iterator[None]:
    """On PostgreSQL, a platform beside that of the tests; the story makes its own database beside that."""
    if connection.vendor == "sqlite":
        yield
        return
    name = f"{connection.settings_dict['NAME']}_story"
    with psycopg.connect(**address("postgres")) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield
        finally:
            for one in (f"{name}_liandu", name):
                server.execute(f"DROP DATABASE IF EXISTS {one} WITH (FORCE)")


def begin(folder: Path) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DUIJIE_DATA": str(folder), "DUIJIE_LANG": "en"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("DATABASE_URL", None)
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        host = str(known["HOST"]).replace("/", "%2F")
        name = f"{known['NAME']}_story"
        environment["DATABASE_URL"] = f"postgres://{known['USER']}:{known['PASSWORD']}@{host}:{known['PORT']}/{name}"
    command = [sys.executable, "-m", "duijie", "scenario", "liandu", "--check"]
    with (folder / "told.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def came_to(folder: Path, table: str) -> bool:
    """Whether the story has come to its first row of ``table``."""
    asked = f"SELECT 1 FROM {table} LIMIT 1"
    try:
        if connection.vendor == "sqlite":
            path = folder / FOLDER / "liandu" / "duijie.sqlite3"
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as one:
                return one.execute(asked).fetchone() is not None
        with psycopg.connect(**address(f"{connection.settings_dict['NAME']}_story_liandu")) as server:
            return server.execute(asked).fetchone() is not None
    except (sqlite3.Error, psycopg.Error):
        return False


@pytest.mark.slow
@pytest.mark.parametrize("table", ["accounts_user", "programmes_posting", "programmes_yield"])
def test_a_story_that_was_cut_off_is_told_from_its_beginning(tmp_path: Path, table: str) -> None:
    """Cut off at the first row of a table; the second start tells it all."""
    built = tmp_path / FOLDER / "liandu" / BUILT
    with own_databases():
        process, until = begin(tmp_path), time.monotonic() + PATIENCE
        while not came_to(tmp_path, table):
            assert process.poll() is None, (tmp_path / "told.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.2)
        process.kill()
        process.wait()
        assert not built.exists()
        process = begin(tmp_path)
        assert process.wait(PATIENCE) == 0, (tmp_path / "told.log").read_text()
        assert built.exists()
