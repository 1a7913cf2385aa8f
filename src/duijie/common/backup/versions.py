"""Which migrations made the tables of a backup, in the names that this program knows.

Migrations that were put together keep the names of those they replace (``replaces``): a backup from before names the
old ones, a database that was brought up since names both.
"""

from collections.abc import Iterable, Sequence

from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from duijie.common.backup.errors import BackupError
from duijie.common.backup.manifest import Manifest

Name = tuple[str, str]


def known_names(named: Iterable[Sequence[str]]) -> set[Name]:
    """App and name of each migration, with those that stand for several in their place where all of them are named."""
    names = {(app, name) for app, name in named}
    for key, migration in MigrationLoader(None).disk_migrations.items():
        replaced = set(migration.replaces)
        if replaced and (key in names or replaced <= names):
            names = names - replaced | {key}
    return names


def check_versions(manifest: Manifest) -> None:
    """Refuse a backup whose tables this program does not know: a later one's, or some from before the first release."""
    on_disk = MigrationLoader(None).disk_migrations
    unknown = known_names(manifest.migrations) - on_disk.keys()
    if unknown & {name for migration in on_disk.values() for name in migration.replaces}:
        raise BackupError(_older(manifest))
    if unknown:
        raise BackupError(newer_program(manifest))


def newer_program(manifest: Manifest) -> str:
    """What is said of a backup that a later program made."""
    words = _(
        "This backup was made by a later program (%(version)s). Install that version or a later one, then restore."
    )
    return words % {"version": manifest.version}


def _older(manifest: Manifest) -> str:
    words = _(
        "This backup was made while this version (%(version)s) was being written. Restore it with the program that made it, bring that up to date step by step, and back up again."  # noqa: E501 – one sentence
    )
    return words % {"version": manifest.version}
