"""The tables of an empty database as all migrations leave them: a new one is made from this in a moment.

To migrate from nothing draws every model anew for every step, which takes longer than all else of a first start.
``sqlite.sql`` and ``postgresql.sql`` are generated from the migrations (``python -m tools.structure --write``); each
run of all checks migrates from nothing and compares. What they do not know yet, later migrations bring as ever.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder

from duijie.common import clock

FOLDER = Path(__file__).parent
APPLIED = "-- applied: "  # one line for each migration whose work the statements are
AFTER_EACH = ";\n\n"
LOCK = 7_200_021  # of PostgreSQL: any number that nobody else takes


def file_of(vendor: str) -> Path:
    return FOLDER / f"{vendor}.sql"


def make_tables(connection: Any, *, wanted: Collection[tuple[str, str]] | None = None) -> bool:
    """Make all tables in an empty database, in one transaction, and note the migrations. Whether it did.

    A database that holds any table is left as it is; so is each if not all of these migrations are ``wanted``, as
    application and name.
    """
    file = file_of(connection.vendor)
    if not file.is_file():
        return False
    applied, statements = read(file.read_text(encoding="utf-8"))
    if wanted is not None and not set(applied) <= set(wanted):
        return False
    # Of two that start at once one waits, and finds the tables: on SQLite each transaction begins by locking.
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            statements = [AFTER_EACH.join(statements)]  # functions hold such ends of a statement too
        if connection.introspection.table_names(cursor):
            return False
        for statement in statements:
            cursor.execute(statement)
        table = connection.ops.quote_name(MigrationRecorder.Migration._meta.db_table)
        cursor.executemany(
            f"INSERT INTO {table} (app, name, applied) VALUES (%s, %s, %s)",  # noqa: S608 – Django's own table
            [(*one, clock.now()) for one in applied],
        )
    return True


def read(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The migrations whose work it is, as application and name, and the statements in their order."""
    head, _rule, rest = text.partition("\n\n")
    lines = [line.removeprefix(APPLIED).split(" ") for line in head.splitlines() if line.startswith(APPLIED)]
    return [(app, name) for app, name in lines], [one for one in rest.split(AFTER_EACH) if one.strip()]


def written(applied: list[tuple[str, str]], statements: list[str]) -> str:
    """What ``read`` reads."""
    lines = ["-- Generated from the migrations; see __init__.py.", *(f"{APPLIED}{app} {name}" for app, name in applied)]
    return "\n".join(lines) + "\n\n" + "".join(f"{one}{AFTER_EACH}" for one in statements)
