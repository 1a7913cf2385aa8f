"""The tables of a new SQLite database, as they ship, compared with what the migrations make of nothing.

``python -m tools.structure`` says whether they are the same, ``--write`` makes them anew: after each new migration.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path


def migrate_from_nothing(database: Path) -> None:
    """Make the SQLite database by every single migration, without the tables that ship."""
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "duijie.settings.test"
    import django  # noqa: PLC0415 – by the settings above
    from django.core.management import call_command  # noqa: PLC0415 – as above
    from django.core.management.commands.migrate import Command  # noqa: PLC0415 – as above

    django.setup()
    call_command(Command(), verbosity=0, interactive=False)


def compare(database: Path) -> str:
    """What to say if those that ship are others, else nothing."""
    from duijie.common import structure  # noqa: PLC0415 – after the settings

    if structure.FILE.is_file() and structure.FILE.read_text(encoding="utf-8") == structure.write(database):
        return ""
    return f"{structure.FILE.name} is not what the migrations make. Run: python -m tools.structure --write"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.structure", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the file anew")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "migrated.sqlite3"
        migrate_from_nothing(database)
        from duijie.common import structure  # noqa: PLC0415 – after the settings

        if options.write:
            structure.FILE.write_text(structure.write(database), encoding="utf-8")
        if words := compare(database):
            print(words, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
