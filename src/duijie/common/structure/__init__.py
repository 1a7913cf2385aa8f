"""The tables of an empty SQLite database as all migrations leave them: a new one is made from this in a moment.

To migrate from nothing draws every model anew for every step, which takes longer than all else of a first start.
``sqlite.sql`` is generated from the migrations (``python -m tools.structure --write``); each run of all checks migrates
from nothing and compares. What it does not know yet, later migrations bring as to any other database.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.migrations.recorder import MigrationRecorder

from duijie.common import clock

FILE = Path(__file__).parent / "sqlite.sql"
APPLIED = "-- applied: "  # one line for each migration whose work the statements are
AFTER_EACH = ";\n\n"
OF_SQLITE_ITSELF = "sqlite_"


def make_tables(connection: Any, *, wanted: Collection[tuple[str, str]] | None = None) -> bool:
    """Make all tables in an empty SQLite database, in one transaction, and note the migrations. Whether it did.

    Other kinds of databases, and one that holds any table, are left as they are; so is each if not all of these
    migrations are ``wanted``, as application and name.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    applied, statements = read(FILE.read_text(encoding="utf-8"))
    if wanted is not None and not set(applied) <= set(wanted):
        return False
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # of two that start at once one waits, and finds the tables
        try:
            cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")
            is_empty = cursor.fetchone() is None
            if is_empty:
                for statement in statements:
                    cursor.execute(statement)
                table = MigrationRecorder.Migration._meta.db_table
                cursor.executemany(
                    f'INSERT INTO "{table}" (app, name, applied) VALUES (%s, %s, %s)',  # noqa: S608 – Django's own table
                    [(*one, clock.now()) for one in applied],
                )
            cursor.execute("COMMIT")
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
    return is_empty


def read(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The migrations whose work it is, as application and name, and the statements in their order."""
    head, _rule, rest = text.partition("\n\n")
    lines = [line.removeprefix(APPLIED).split(" ") for line in head.splitlines() if line.startswith(APPLIED)]
    return [(app, name) for app, name in lines], [one for one in rest.split(AFTER_EACH) if one.strip()]


def write(database: Path) -> str:
    """What ``read`` reads, of a database that was migrated from nothing: tables, indexes and triggers as they came."""
    with closing(sqlite3.connect(database)) as source:
        applied = source.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        made = source.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE ? ORDER BY "
            "CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name",
            [f"{OF_SQLITE_ITSELF}%"],
        ).fetchall()
    lines = ["-- Generated from the migrations; see __init__.py.", *(f"{APPLIED}{app} {name}" for app, name in applied)]
    return "\n".join(lines) + "\n\n" + "".join(f"{sql}{AFTER_EACH}" for (sql,) in made)
