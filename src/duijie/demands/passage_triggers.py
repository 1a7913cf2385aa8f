"""Triggers that tell which demands are to be counted anew, whoever changes them and however (``PassageChange``).

SQLite loses the triggers of a table that a migration makes anew, so they are looked for after each migration. Where one
was missing, nobody knows what changed meanwhile, and everything that was packed goes.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from duijie.common.triggers import after_migrating, execute, is_one_missing

CHANGES, BLOCKS = "demands_passagechange", "demands_passageblock"
# Each table with the column that is the demand, and those that it is counted by.
TABLES = {
    "demands_demand": (
        "id", ("area_id", "zone_id", "kind", "source", "industry", "found_on", "created_at", "archived_at"),
    ),
    "demands_passage": (
        "demand_id",
        ("demand_id", "verified_on", "published_on", "matched_on", "contacted_on", "negotiating_on", "solving_on",
         "solved_on", "unsolved_on", "reopened_on"),
    ),
}  # fmt: skip
DEEDS = ("insert", "update", "delete")
FORGET = (f"DELETE FROM {BLOCKS}", f"DELETE FROM {CHANGES}")  # noqa: S608 – names of ours
NOTE = f"INSERT INTO {CHANGES} (demand) VALUES"


def ensure(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where one is missing, and forget what was packed without them."""
    if is_one_missing(connection, tables={*TABLES, CHANGES, BLOCKS}, names=_names()):
        execute(connection, [*(_sqlite() if connection.vendor == "sqlite" else _postgresql()), *FORGET])


ensure_after_migrating = after_migrating(ensure)


def _names() -> list[str]:
    return [f"{table}_counted_{deed}" for table in TABLES for deed in DEEDS]


def _sqlite() -> list[str]:
    statements = []
    for table, (number, columns) in TABLES.items():
        differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
        for deed in DEEDS:
            name, when = f"{table}_counted_{deed}", f"WHEN {differs}" if deed == "update" else ""
            told = [f"OLD.{number}"] if deed != "insert" else []
            told += [f"NEW.{number}"] if deed != "delete" and number not in told else []
            inserts = " ".join(f"{NOTE} ({one});" for one in told)
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} AFTER {deed.upper()} ON {table} FOR EACH ROW {when} BEGIN {inserts} END",
            ]
    return statements


def _postgresql() -> list[str]:
    statements = []
    for table, (number, columns) in TABLES.items():
        differs = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)
        function = f"duijie_{table}_counted"
        statements.append(
            f"""
            CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP <> 'INSERT' THEN {NOTE} (OLD.{number}); END IF;
                IF TG_OP = 'INSERT' THEN {NOTE} (NEW.{number}); END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF OLD.{number} <> NEW.{number} THEN
                        {NOTE} (NEW.{number});
                    END IF;
                END IF;
                RETURN NULL;
            END $$
            """
        )
        for deed in DEEDS:
            name, when = f"{table}_counted_{deed}", f"WHEN ({differs})" if deed == "update" else ""
            statements += [
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"CREATE TRIGGER {name} AFTER {deed.upper()} ON {table} FOR EACH ROW {when} "
                f"EXECUTE FUNCTION {function}()",
            ]
    return statements
