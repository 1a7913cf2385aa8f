"""Migrations that were put together: older databases and older backups are those of this program all the same."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import translation

from duijie.common.backup.errors import BackupError
from duijie.common.backup.manifest import Manifest
from duijie.common.backup.versions import Name, check_versions, known_names

ON_DISK = MigrationLoader(None).disk_migrations
TOGETHER = {key: set(migration.replaces) for key, migration in ON_DISK.items() if migration.replaces}
OLD: set[Name] = {name for replaced in TOGETHER.values() for name in replaced}
OTHERS = set(ON_DISK) - set(TOGETHER)


def manifest(names: set[Name]) -> Manifest:
    return Manifest("0.1.0", "2026-11-25T08:00:00+08:00", "sqlite", [list(name) for name in sorted(names)])


@pytest.mark.django_db
def test_a_database_of_the_replaced_ones_has_nothing_to_be_done() -> None:
    recorder = MigrationRecorder(connection)
    for app, name in TOGETHER:
        recorder.record_unapplied(app, name)
    for app, name in OLD:
        recorder.record_applied(app, name)
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.parametrize("named", [OLD, OLD | set(TOGETHER), set(TOGETHER)], ids=["before", "brought up", "new"])
def test_a_backup_names_the_ones_known_now(named: set[Name]) -> None:
    assert known_names(named | OTHERS) == set(ON_DISK)
    check_versions(manifest(named | OTHERS))


def test_some_of_the_replaced_ones_and_unknown_ones_are_refused() -> None:
    with translation.override("en"), pytest.raises(BackupError, match="while this version"):
        check_versions(manifest((OLD - {("registry", "0007_title_indexes")}) | OTHERS))
    with translation.override("en"), pytest.raises(BackupError, match="later program"):
        check_versions(manifest(set(ON_DISK) | {("registry", "9999_later")}))
