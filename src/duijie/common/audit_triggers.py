"""Triggers that keep the audit append-only for everybody who can reach the database, not only for our code.

An entry may go only when a row of ``common_auditpurge`` names it; seals and purges stay for ever.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from duijie.common.triggers import execute

# Each table with its unique columns.
TABLES = {
    "common_auditevent": ("id",),
    "common_auditseal": ("id", "first", "last", "previous", "digest"),
    "common_auditpurge": ("id", "last"),
}
DOOR = "EXISTS (SELECT 1 FROM common_auditpurge WHERE last >= OLD.id)"


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers; harmless when they are there."""
    remove(connection)
    execute(connection, _sqlite() if connection.vendor == "sqlite" else _postgresql())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; the tests do, to empty the tables between two of them."""
    if connection.vendor == "sqlite":
        statements = [
            f"DROP TRIGGER IF EXISTS {table}_{deed}" for table in TABLES for deed in ("update", "delete", "insert")
        ]
    else:
        statements = [
            f"DROP TRIGGER IF EXISTS {table}_{deed} ON {table}" for table in TABLES for deed in ("rows", "truncate")
        ]
    execute(connection, statements)


def _sqlite() -> list[str]:
    statements = []
    for table, unique in TABLES.items():
        door = f"WHEN NOT {DOOR}" if table == "common_auditevent" else ""
        for deed, when in (("update", ""), ("delete", door)):
            statements.append(
                f"CREATE TRIGGER {table}_{deed} BEFORE {deed.upper()} ON {table} {when} "
                f"BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
            )
        # INSERT OR REPLACE takes the old row away without asking the trigger on delete.
        statements.append(
            f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} "  # noqa: S608 – names of ours
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(f'{name} = NEW.{name}' for name in unique)}) "
            f"BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        )
    return statements


def _postgresql() -> list[str]:
    statements = [
        f"""
        CREATE OR REPLACE FUNCTION duijie_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'common_auditevent' THEN
                IF {DOOR} THEN RETURN OLD; END IF;
            END IF;
            RAISE EXCEPTION 'the audit is append-only';
        END $$
        """
    ]
    for table in TABLES:
        statements += [
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION duijie_keep_audit()",
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION duijie_keep_audit()",
        ]
    return statements


def install_in_migration(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)


def remove_in_migration(apps: Any, schema_editor: Any) -> None:
    remove(schema_editor.connection)
