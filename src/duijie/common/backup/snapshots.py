"""The database as it was at one moment, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from duijie.common.backup.columns import Column, Table, reader

ROWS = 2000  # fetched at a time


class Snapshot(Protocol):
    """One moment of the database."""

    vendor: str

    def rows(self, table: Table) -> Iterator[list[Any]]:
        """All rows of ``table`` in the order of its key, as they stand in a backup."""

    def last_number(self, table: Table) -> int | None:
        """The highest number that ``table`` ever handed out, also to rows that are gone since."""

    def migrations(self) -> list[list[str]]:
        """App and name of every migration that has been applied."""


MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


class SqliteSnapshot:
    vendor = "sqlite"

    def __init__(self, copy: sqlite3.Connection) -> None:
        self.copy = copy

    def rows(self, table: Table) -> Iterator[list[Any]]:
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        read = reader(self.vendor, table.columns)
        cursor = self.copy.execute(f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"')  # noqa: S608 – names of models
        while found := cursor.fetchmany(ROWS):
            yield from map(read, found)

    def last_number(self, table: Table) -> int | None:
        found = self.copy.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", [table.name]).fetchone()
        return None if found is None else int(found[0])

    def migrations(self) -> list[list[str]]:
        return [list(row) for row in self.copy.execute(MIGRATIONS)]


class PostgresSnapshot:
    """A REPEATABLE READ transaction sees one moment, however long it takes; no program but ours is needed."""

    vendor = "postgresql"
    CASTS = {"json": '"{}"::text', "address": 'host("{}")', "moment": "\"{}\" AT TIME ZONE 'UTC'"}

    def __init__(self, session: Any) -> None:
        self.session = session

    def rows(self, table: Table) -> Iterator[list[Any]]:
        names = ", ".join(self._read(column) for column in table.columns)
        read = reader(self.vendor, table.columns)
        with self.session.cursor(name="duijie_backup") as cursor:
            cursor.itersize = ROWS
            cursor.execute(f'SELECT {names} FROM "{table.name}" ORDER BY "{table.key}"')  # noqa: S608 – names of models
            yield from map(read, cursor)

    def _read(self, column: Column) -> str:
        return self.CASTS.get(column.kind, '"{}"').format(column.name)

    def last_number(self, table: Table) -> int | None:
        sql = "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)"
        found = self.session.execute(sql, [f'"{table.name}"', table.key]).fetchone()
        return None if found is None or found[0] is None else int(found[0])

    def migrations(self) -> list[list[str]]:
        return [list(row) for row in self.session.execute(MIGRATIONS)]


@contextmanager
def snapshot(work: Path) -> Iterator[Snapshot]:
    """The present moment; ``work`` is an empty folder for what is needed meanwhile."""
    if connection.vendor == "sqlite":
        copy = work / "database.sqlite3"
        copy.touch(mode=0o600)
        # In one step: in small ones a writer would make it start over, again and again.
        source = sqlite3.connect(connection.settings_dict["NAME"], timeout=60)
        with closing(source) as present, closing(sqlite3.connect(copy)) as target:
            present.backup(target, pages=-1)
        with closing(sqlite3.connect(copy)) as kept:
            yield SqliteSnapshot(kept)
    else:
        import psycopg  # noqa: PLC0415 – only where PostgreSQL is used

        session: Any = connection.get_new_connection(connection.get_connection_params())
        with closing(session):
            session.autocommit = False
            session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            session.read_only = True
            session.cursor_factory = psycopg.Cursor
            session.execute("SELECT 1 FROM django_migrations LIMIT 1")  # the moment is that of the first question
            yield PostgresSnapshot(session)
