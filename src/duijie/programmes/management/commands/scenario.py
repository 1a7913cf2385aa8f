"""``duijie scenario NAME``: builds a founding case in a database of its own and prints its control totals."""

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.accounts.domain.passwords import one_time_password, set_password
from duijie.accounts.models import Membership, User
from duijie.accounts.roles import ROLES
from duijie.common import demonstration
from duijie.common.backup.loading import drop_tables
from duijie.common.commands import PlatformCommand
from duijie.common.terminal import Terminal
from duijie.programmes.scenarios import huanggang, liandu, shanxi

SCENARIOS = {"huanggang": huanggang, "liandu": liandu, "shanxi": shanxi}
FOLDER = "scenarios"
BUILT = "built"
"""A file of a scenario's folder that stands there once it was built whole."""


class Command(PlatformCommand):
    """Build where it is not there yet, count, and compare when asked to."""

    help = gettext_noop("Build a founding case in a database of its own and print its control totals.")

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", choices=sorted(SCENARIOS), help=_("which founding case"))
        parser.add_argument("--check", action="store_true", help=_("exit with 1 when a control total differs"))
        parser.add_argument(
            "--open", action="store_true", help=_("then serve it as of its last day, with its accounts")
        )
        parser.add_argument(
            "--port", type=int, default=8000, help=_("with --open: 8000, or the next free one when taken")
        )
        parser.add_argument("--no-browser", action="store_true", help=_("with --open: do not open a browser"))

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["name"]
        folder = Path(settings.DATA)
        if folder.parent.name != FOLDER or folder.name != name:
            _start_again(folder / FOLDER / name, options)
        terminal = Terminal()
        differs = show(terminal, name, *prepare(name, folder))
        if options["check"] and differs:
            sys.exit(1)
        if options["open"]:
            _serve(SCENARIOS[name].AS_OF, options)


def prepare(name: str, folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build it unless it stands there whole; what is expected, and what the reports say."""
    call_command("migrate", verbosity=0, interactive=False)
    scenario = SCENARIOS[name]
    if not (folder / BUILT).exists():
        if User.objects.exists():  # cut off in the middle: a story is told from its beginning
            empty_database()
            call_command("migrate", verbosity=0, interactive=False)
        scenario.build()
        (folder / BUILT).touch()
    return scenario.EXPECTED, scenario.totals()


def empty_database() -> None:
    """As it was before the first migration: the audit lets nobody delete its rows one by one.

    Killed meanwhile, it is not left with a part of the tables, which no migration would make again; nor with the log of
    a file that has gone, which SQLite would write into the next one.
    """
    if connection.vendor == "sqlite":
        connection.close()
        for suffix in ("-wal", "-shm", ""):
            Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    else:
        with transaction.atomic():
            drop_tables()


def show(terminal: Terminal, name: str, expected: dict[str, Any], found: dict[str, Any]) -> bool:
    """Print each total beside what it must be. Whether any differs."""
    differs = False
    for key, wanted in expected.items():
        is_right = found.get(key) == wanted
        differs |= not is_right
        mark = "=" if is_right else "≠"
        terminal.write(f"{key:<24} {found.get(key)!s:>12} {mark} {wanted}\n")
    terminal.say(_("A control total differs.") if differs else _("All control totals are as they must be."))
    return differs


@dataclass(slots=True)
class Seat:
    """Who looks at the case in a role, with a password made for this copy."""

    role: Any
    login: str
    password: str


def seats() -> list[Seat]:
    """One account for each role that somebody has in the case, the first that was given it."""
    found: dict[str, User] = {}
    for membership in Membership.objects.select_related("user").order_by("pk"):
        found.setdefault(membership.role, membership.user)
    taken = []
    for role in ROLES:
        if role in found:
            password = one_time_password()
            set_password(account=found[role], password=password, by=None)
            taken.append(Seat(ROLES[role].name, found[role].username, password))
    return taken


def _serve(day: date, options: dict[str, Any]) -> None:
    """As the demo is served, but standing at ``day``. Does not come back."""
    if demonstration.accounts() is None:
        demonstration.keep_accounts(seats())
    more = ["--no-browser"] if options["no_browser"] else []
    arguments = [sys.executable, "-m", "duijie", "demo", "--port", str(options["port"]), *more]
    environment = {**os.environ, "DUIJIE_AS_OF": day.isoformat()}
    connections.close_all()
    os.execve(sys.executable, arguments, environment)  # noqa: S606 – our own program with fixed arguments


def _start_again(folder: Path, options: dict[str, Any]) -> None:
    """The same command with the scenario's folder as its data folder; on PostgreSQL with a database of its own."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {**os.environ, "DUIJIE_DATA": str(folder)}
    if os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = own_database(os.environ["DATABASE_URL"], options["name"])
    arguments = [
        sys.executable,
        "-m",
        "duijie",
        "scenario",
        options["name"],
        *(["--check"] if options["check"] else []),
        *(["--open", "--port", str(options["port"])] if options["open"] else []),
        *(["--no-browser"] if options["no_browser"] else []),
    ]
    os.execve(sys.executable, arguments, environment)  # noqa: S606 – our own program with fixed arguments


def own_database(url: str, name: str) -> str:
    """The address of a database beside the platform's, made where it is not there."""
    before, _mark, query = url.partition("?")
    own = f"{before.rpartition('/')[2]}_{name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [own])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(own)}")
    return f"{before.rpartition('/')[0]}/{own}{'?' + query if query else ''}"
