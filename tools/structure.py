"""The tables of a new database, as they ship, compared with what the migrations make of nothing.

``python -m tools.structure`` says whether they are the same, ``--write`` makes them anew: after each new migration.
"""

import argparse
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from tools.postgres import programs, running_postgres

KINDS = ("sqlite", "postgresql")
# What the dump says about itself and its session, by the first words of a line.
OF_THE_DUMP = ("--", "\\", "SET ", "SELECT pg_catalog.set_config")


def migrated(url: str) -> Any:
    """A connection to the database, which every single migration has made, without the tables that ship."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duijie.settings.test")
    os.environ["DATABASE_URL"] = url
    import django  # noqa: PLC0415 – by the settings above
    from django.core.management import call_command  # noqa: PLC0415 – as above
    from django.core.management.commands.migrate import Command  # noqa: PLC0415 – as above
    from django.db import connection  # noqa: PLC0415 – as above

    django.setup()
    call_command(Command(), verbosity=0, interactive=False)
    return connection


def structure_of(connection: Any) -> str:
    """What is to ship: tables, indexes, functions and triggers, and the migrations that made them."""
    from duijie.common.structure import written  # noqa: PLC0415 – after the settings

    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = sorted(cursor.fetchall())
    connection.close()
    if connection.vendor == "sqlite":
        return written(applied, statements_of_sqlite(Path(connection.settings_dict["NAME"])))
    return written(applied, statements_of_postgres(os.environ["DATABASE_URL"]))


def statements_of_sqlite(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as source:
        made = source.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY "
            "CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
        )
        return [sql for (sql,) in made]


def statements_of_postgres(url: str) -> list[str]:
    """By PostgreSQL's own program. Names are without their schema: the tables come where the user's others are."""
    command = [str(programs() / "pg_dump"), "--schema-only", "--no-owner", "--no-privileges", "--dbname", url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line for line in told.splitlines() if not line.startswith(OF_THE_DUMP)]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip() + "\n\n").replace("public.", "")
    text = text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")  # it stays where all tables are dropped
    return [one for one in text.split(";\n\n") if one.strip()]


def faults(kind: str, folder: Path, *, write: bool = False) -> list[str]:
    """What to say if those that ship are others."""
    with ExitStack() as opened:
        url = f"sqlite:///{folder / 'migrated.sqlite3'}"
        made = structure_of(migrated(opened.enter_context(running_postgres()) if kind == "postgresql" else url))
    from duijie.common.structure import file_of  # noqa: PLC0415 – after the settings

    file = file_of(kind)
    if write:
        file.write_text(made, encoding="utf-8")
    if file.is_file() and file.read_text(encoding="utf-8") == made:
        return []
    return [f"{file.name} is not what the migrations make. Run: python -m tools.structure --write"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.structure", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the files anew")
    parser.add_argument("kinds", nargs="*", choices=[*KINDS, []], help="of which databases; of all by default")
    options = parser.parse_args()
    if len(kinds := options.kinds or KINDS) > 1:  # a process knows one database
        again = [sys.executable, "-m", "tools.structure", *(["--write"] if options.write else [])]
        return max([subprocess.run([*again, kind], check=False).returncode for kind in kinds])
    with tempfile.TemporaryDirectory() as folder:
        said = faults(kinds[0], Path(folder), write=options.write)
    print("\n".join(said), file=sys.stderr)
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
