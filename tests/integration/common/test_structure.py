"""A new SQLite database gets its tables at once: whole or not at all, and only when it is empty."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tools.structure import statements_of_sqlite

from duijie.common import structure
from duijie.common.structure import make_tables

SHIPPED = structure.file_of("sqlite")


@pytest.fixture
def new(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    """A connection to a database file that is not there yet."""
    name = str(tmp_path / "new.sqlite3")
    known = connections.settings["default"]
    connections.settings["new"] = {**known, "ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": {}}
    with django_db_blocker.unblock():
        yield connections["new"]
        connections["new"].close()
    del connections["new"], connections.settings["new"]


def tables(connection: Any) -> set[str]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as found:
        return {name for (name,) in found.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_an_empty_one_is_filled_once(new: Any) -> None:
    assert make_tables(new)
    applied, statements = structure.read(SHIPPED.read_text(encoding="utf-8"))
    assert statements_of_sqlite(Path(new.settings_dict["NAME"])) == statements
    with new.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        assert sorted(cursor.fetchall()) == applied
    assert not make_tables(new)


def test_one_that_holds_anything_stays_as_it_is(new: Any) -> None:
    with closing(sqlite3.connect(new.settings_dict["NAME"])) as own:
        own.execute("CREATE TABLE own (id INTEGER)")
    assert not make_tables(new)
    assert tables(new) == {"own"}


def test_one_statement_that_fails_leaves_it_empty(new: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    (tmp_path / SHIPPED.name).write_text(text + "CREATE NONSENSE;\n\n", encoding="utf-8")
    monkeypatch.setattr(structure, "FOLDER", tmp_path)
    with pytest.raises(Exception, match="NONSENSE"):
        make_tables(new)
    assert tables(new) == set()


def test_a_restore_of_less_goes_through_the_migrations(new: Any) -> None:
    applied, _statements = structure.read(SHIPPED.read_text(encoding="utf-8"))
    assert not make_tables(new, wanted=applied[:-1])
    assert make_tables(new, wanted=[*applied, ("later", "0001_later")])
