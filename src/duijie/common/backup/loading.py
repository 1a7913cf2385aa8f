"""Filling an empty database from a backup: SQLite into a new file, PostgreSQL inside one transaction.

The tables are made by the migrations that the backup names, filled, and only then brought up to this program. So a
backup of an older program needs no older program.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from duijie.common.backup.checking import Backup
from duijie.common.backup.columns import writer
from duijie.common.backup.errors import BackupError
from duijie.common.backup.versions import known_names
from duijie.common.backup.writing import Progress
from duijie.common.structure import make_tables

BATCH = 1000
# What migrating writes by itself: a database with nothing else in it is empty.
MADE_BY_MIGRATING = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def is_empty() -> bool:
    """Whether no table holds a row that a person or a program of ours brought in."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in MADE_BY_MIGRATING:
                cursor.execute(f"SELECT 1 FROM {quote(name)} LIMIT 1")  # noqa: S608 – a name that the database gave
                if cursor.fetchone():
                    return False
    return True


def load_sqlite(backup: Backup, draft: Path, progress: Progress) -> None:
    """Make the database file ``draft``. The connection points to it meanwhile, for the migrations."""
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    with _connected_to(draft):
        _migrate_to(backup.manifest.migrations)
        connection.close()
        with closing(sqlite3.connect(draft, isolation_level=None)) as target:
            target.execute("PRAGMA synchronous=OFF")  # it counts only once it is whole, and is written out then
            target.execute("BEGIN")
            cursor = target.cursor()
            for number, (table, columns) in enumerate(backup.manifest.columns.items(), 1):
                names, write = _columns_of(table, columns)
                places = ", ".join("?" * len(columns))
                target.execute(f'DELETE FROM "{table}"')  # noqa: S608 – a table that the migrations made
                sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 – as above
                cursor.executemany(sql, map(write, backup.lines(table)))
                progress("restoring", number, len(backup.manifest.columns))
            # A trigger that found nothing to write down leaves a number 0 for its table.
            target.execute("DELETE FROM sqlite_sequence WHERE seq = 0")
            for table, last in backup.manifest.numbers.items():
                target.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
                target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, last])
            if target.execute("PRAGMA foreign_key_check").fetchone():
                raise BackupError(_("Rows of the backup name rows that are not in it. Nothing was changed."))
            target.execute("COMMIT")
            target.execute("PRAGMA synchronous=FULL")
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        with closing(sqlite3.connect(draft, isolation_level=None)) as target:
            busy, _frames, _moved = target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:  # then the file alone would not be all of it
                raise BackupError(_("The new database could not be completed. Nothing was changed; try again."))
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def load_postgres(backup: Backup, progress: Progress) -> Iterator[None]:
    """Fill the database; it is committed when the caller's block has ended well, else it stays as it was."""
    with transaction.atomic():
        drop_tables()
        _migrate_to(backup.manifest.migrations)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for number, (table, columns) in enumerate(backup.manifest.columns.items(), 1):
                names, write = _columns_of(table, columns)
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 – a table that the migrations made
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in backup.lines(table):
                        copy.write_row(write(row))
                progress("restoring", number, len(backup.manifest.columns))
            for table, last in backup.manifest.numbers.items():
                key = _key_of(table)
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [f'"{table}"', key, last])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        call_command("migrate", verbosity=0, interactive=False)
        yield


def drop_tables() -> None:
    """All of the database's tables, with all they hold."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


def _migrate_to(wanted: list[list[str]]) -> None:
    """Apply exactly the migrations named, in the order of their dependencies."""
    make_tables(connection, wanted=[(app, name) for app, name in wanted])
    executor = MigrationExecutor(connection)
    nodes = known_names(wanted)
    last = [
        node for node in sorted(nodes)
        if not any(child.key in nodes and child.key[0] == node[0] for child in executor.loader.graph.node_map[node].children)  # noqa: E501 – one sentence
    ]  # fmt: skip
    executor.migrate(last)


def _columns_of(table: str, columns: list[list[str]]) -> tuple[str, Any]:
    """The names for SQL and the way of a row into this database. Refuses where the table is another one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608 – refused if unknown
        there = {one[0] for one in cursor.description}
    if there != {name for name, _kind in columns}:
        words = _("The table “%(table)s” of the backup has other columns than this program makes. Nothing was changed.")
        raise BackupError(words % {"table": table})
    quote = connection.ops.quote_name
    return ", ".join(quote(name) for name, _kind in columns), writer(connection.vendor, [kind for _n, kind in columns])


def _key_of(table: str) -> str:
    with connection.cursor() as cursor:
        return str(connection.introspection.get_primary_key_column(cursor, table))


@contextmanager
def _connected_to(path: Path) -> Iterator[None]:
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
