"""What must be there before the demo can be served: tables, static files, demo records, accounts.

The demo owns the database of its data folder. ``demo-accounts.json`` marks it as such, so that ``duijie demo`` never
fills or resets the database of a real installation.
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import translation
from django.utils.module_loading import import_string

from duijie.common import clock
from duijie_match.progress import Progress, silent

ACCOUNTS = "demo-accounts.json"
ASIDE = "before-reset"
# The only things in the data folder that belong to the demo; models, caches and logs stay.
DEMO_DATA = ("duijie.sqlite3", "duijie.sqlite3-wal", "duijie.sqlite3-shm", "files", ACCOUNTS)
# By name, because the demo's records stand above all apps and this module below them.
LOADER = "duijie.demo.load.load_demo"


class NewAccount(Protocol):
    """What the loader answers for each account it made; ``role`` may be translatable."""

    role: Any
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account to be printed: the role in each language, and a password made for this copy alone."""

    role: dict[str, str]
    login: str
    password: str


class NotADemo(Exception):
    """The database holds records that are not the demo's."""


def folder() -> Path:
    """The data folder."""
    return Path(settings.DATA)


def unapplied_migrations() -> bool:
    """Whether the tables are missing or old; asking costs far less than migrating."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def static_files_changed() -> bool:
    return _stamp_of_static().read_text() != _digest_of_static() if _stamp_of_static().exists() else True


def collect_static() -> None:
    """Copy, compress and name the static files by content."""
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _stamp_of_static().write_text(_digest_of_static())


def _stamp_of_static() -> Path:
    return folder() / "static.sha256"


def _digest_of_static() -> str:
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def has_records() -> bool:
    """Whether the database is already in use, by the demo or by anybody."""
    return bool(get_user_model().objects.exists())


def accounts() -> list[Account] | None:
    """The accounts of the loaded demo; ``None`` when it is not loaded, or loading was cut off."""
    try:
        kept = json.loads((folder() / ACCOUNTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return [Account(**each) for each in kept["accounts"]] if kept["complete"] else None


def is_half_loaded() -> bool:
    """Whether an earlier start was killed while it loaded the records."""
    return (folder() / ACCOUNTS).exists() and accounts() is None


def load(*, progress: Progress = silent) -> list[Account]:
    """Load the demo records and keep the accounts, readable by the owner alone.

    Raises ``NotADemo`` when the database holds anything already.
    """
    if has_records():
        raise NotADemo
    _keep([], complete=False)
    made: Iterable[NewAccount] = import_string(LOADER)(progress=progress)
    return keep_accounts(made)


def keep_accounts(made: Iterable[NewAccount]) -> list[Account]:
    """Mark the data folder as that of a demo, loaded whole, with these accounts."""
    found = [Account(_in_all_languages(each.role), each.login, each.password) for each in made]
    _keep(found, complete=True)
    return found


def _in_all_languages(text: Any) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(text)
    return said


def _keep(found: list[Account], *, complete: bool) -> None:
    path = folder() / ACCOUNTS
    draft = path.with_suffix(".draft")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(
            {"complete": complete, "accounts": [asdict(each) for each in found]}, file, ensure_ascii=False, indent=1
        )
    draft.replace(path)


def put_aside() -> Path | None:
    """Move the demo's records out of the way and say where to; ``None`` when there are none.

    Raises ``NotADemo`` when the database is not the demo's, or is not a file of the data folder.
    """
    is_file = connection.vendor == "sqlite" and Path(connection.settings_dict["NAME"]).parent == folder()
    there = [name for name in DEMO_DATA if (folder() / name).exists()]
    if not there:
        return None
    if not is_file or ACCOUNTS not in there:
        raise NotADemo
    connections.close_all()
    target = folder() / ASIDE / clock.now().strftime("%Y-%m-%d-%H%M%S-%f")
    target.mkdir(parents=True)
    for name in there:
        (folder() / name).rename(target / name)
    return target
