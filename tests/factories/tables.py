"""An empty database with all tables, made once for a run and copied: to migrate takes each process some seconds.

Whoever comes first migrates its own test database and keeps a copy; the others wait for it. ``./run test`` names one
folder for all that it runs, and makes the SQLite copy early (``python -m tests.factories.tables``); by itself a run has
its own.
"""

import fcntl
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.structure import faults

TEMPLATE = "duijie_empty"  # of PostgreSQL, on the server of this run


def kept_folder(data: Path) -> Path:
    """Where the copy lies, and the lock; ``data`` is the data folder of the run."""
    return Path(os.environ.get("DUIJIE_TEST_TABLES") or data / "kept")


def kept_tables_file(data: Path) -> Path:
    """The SQLite copy; it is there once the test database of a run on SQLite has been made."""
    return kept_folder(data) / "empty-sqlite"


@contextmanager
def from_kept_tables(connection: Any, data: Path) -> Iterator[Callable[[], None]]:
    """While this is open, the test database of ``connection`` is made from the copy; what it gives keeps one."""
    on_server = connection.vendor == "postgresql"
    copy = data / "kept" / "empty-postgresql" if on_server else kept_tables_file(data)
    copy.parent.mkdir(parents=True, exist_ok=True)
    settings, create = connection.settings_dict["TEST"], connection.creation._create_test_db
    with copy.with_suffix(".lock").open("w") as lock:

        def create_from_copy(*arguments: Any, **options: Any) -> str:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not copy.exists():
                return str(create(*arguments, **options))  # the lock is held until it is kept
            fcntl.flock(lock, fcntl.LOCK_UN)
            settings["MIGRATE"] = False
            if on_server:
                settings["TEMPLATE"] = TEMPLATE
                return str(create(*arguments, **options))
            name = str(create(*arguments, **options))
            shutil.copyfile(copy, name)
            return name

        def keep() -> None:
            if settings["MIGRATE"] is False:
                return
            name = connection.settings_dict["NAME"]
            if on_server:
                connection.close()
                with connection.creation._nodb_cursor() as cursor:
                    cursor.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE {connection.ops.quote_name(name)}")
                copy.touch()
            else:
                _copy_file(Path(name), copy)
            fcntl.flock(lock, fcntl.LOCK_UN)

        connection.creation._create_test_db = create_from_copy
        try:
            yield keep
        finally:
            connection.creation._create_test_db = create


def main() -> None:
    """Make the SQLite copy in the folder that ``DUIJIE_TEST_TABLES`` names, unless it is there, by every migration.

    It fails if the tables that ship are others.
    """
    folder = Path(os.environ["DUIJIE_TEST_TABLES"])
    copy = kept_tables_file(folder)
    with copy.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if copy.exists():
            return
        migrated = folder / "migrated.sqlite3"
        if said := faults("sqlite", folder):
            sys.exit(said[0])
        _copy_file(migrated, copy)


def _copy_file(source: Path, target: Path) -> None:
    draft = target.with_suffix(".new")
    reading, writing = sqlite3.connect(source), sqlite3.connect(draft)
    reading.backup(writing)
    for one in (reading, writing):
        one.close()
    draft.rename(target)


if __name__ == "__main__":
    main()
