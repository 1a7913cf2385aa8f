"""A new SQLite database gets its tables at once: whole or not at all, and only when it is empty."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from duijie.common import structure
from duijie.common.structure import make_tables

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Any]:
    """A connection to a database file that is not there yet."""
    of_tests = connections.settings["default"]
    settings = {
        **of_tests,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "new.sqlite3"),
        "OPTIONS": {},
    }
    connection = ConnectionHandler({"default": settings})["default"]
    yield connection
    connection.close()


def tables(connection: Any) -> set[str]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as found:
        return {name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_one_is_filled_once(new: Any) -> None:
    assert make_tables(new)
    assert structure.write(Path(new.settings_dict["NAME"])) == structure.FILE.read_text(encoding="utf-8")
    assert not make_tables(new)


def test_one_that_holds_anything_stays_as_it_is(new: Any) -> None:
    with closing(sqlite3.connect(new.settings_dict["NAME"])) as own:
        own.execute("CREATE TABLE own (id INTEGER)")
    assert not make_tables(new)
    assert tables(new) == {"own"}


def test_one_statement_that_fails_leaves_it_empty(new: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = structure.FILE.read_text(encoding="utf-8")
    damaged = tmp_path / "damaged.sql"
    damaged.write_text(text + "CREATE NONSENSE;\n\n", encoding="utf-8")
    monkeypatch.setattr(structure, "FILE", damaged)
    with pytest.raises(Exception, match="NONSENSE"):
        make_tables(new)
    assert tables(new) == set()


def test_a_restore_of_less_goes_through_the_migrations(new: Any) -> None:
    applied, _statements = structure.read(structure.FILE.read_text(encoding="utf-8"))
    assert not make_tables(new, wanted=applied[:-1])
    assert make_tables(new, wanted=[*applied, ("later", "0001_later")])
