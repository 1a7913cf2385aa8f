"""Triggers that keep what was counted and paid: the ledger, locked work logs, and yields that were verified.

They hold for everybody who can reach the database, not only for our code. An entry of the ledger is never changed or
removed; a counted log may only be replaced by its correction; of a verified yield nothing changes that it is counted
by, and it may only be refused or merged. What merging records needs – the firm of a yield, the demand – stays open.

SQLite loses the triggers of a table that a migration makes anew, so they are looked for after each migration.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from duijie.common.triggers import after_migrating, execute, is_one_missing

LEDGER, LOG, YIELD = "programmes_ledgerentry", "programmes_worklog", "programmes_yield"
_LOG_FIXED = (
    "posting_id", "by_id", "by_name", "kind", "worked_on", "minutes", "venue", "title", "notes", "chain",
    "corrects_id", "submitted_at", "contact_id", "confirmed_how", "answered_at", "approved_by_id", "counted_at",
)  # fmt: skip
_YIELD_FIXED = ("kind", "thing", "number", "title", "happened_on", "persons", "hours", "by_id", "created_at")
# Each table with: the states in which a row is kept (none: always), the columns that stay, and the steps out of them.
TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    LEDGER: ((), (), {}),
    LOG: (("counted", "corrected"), _LOG_FIXED, {"counted": ("corrected",)}),
    YIELD: (("verified", "merged"), _YIELD_FIXED, {"verified": ("refused", "merged")}),
}
DEEDS = ("update", "delete")
SAID = "what was counted or paid is not changed"


def ensure(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers where one is missing."""
    if is_one_missing(connection, tables=TABLES, names=_names()):
        remove(connection)
        execute(connection, _sqlite() if connection.vendor == "sqlite" else _postgresql())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away; the tests do, to empty the tables between two of them."""
    on = "" if connection.vendor == "sqlite" else " ON {}"
    names = [(table, f"{table}_kept_{deed}") for table in TABLES for deed in DEEDS]
    execute(connection, [f"DROP TRIGGER IF EXISTS {name}{on.format(table)}" for table, name in names])


ensure_after_migrating = after_migrating(ensure)


def _names() -> list[str]:
    return [f"{table}_kept_{deed}" for table in TABLES for deed in DEEDS]


def _when(table: str, deed: str, differs: str) -> str:
    """That a row is kept, and an update changes what stays or takes a step that there is not."""
    states, fixed, steps = TABLES[table]
    kept = f"OLD.state IN ({_listed(states)})" if states else "1 = 1"
    if deed == "delete" or not fixed:
        return kept
    parts = [f"OLD.{name} {differs} NEW.{name}" for name in fixed]
    for state in states:
        allowed = _listed((state, *steps.get(state, ())))
        parts.append(f"(OLD.state = '{state}' AND NEW.state NOT IN ({allowed}))")
    return f"{kept} AND ({' OR '.join(parts)})"


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in states)


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {table}_kept_{deed} BEFORE {deed.upper()} ON {table} FOR EACH ROW "
        f"WHEN {_when(table, deed, 'IS NOT')} BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        for table in TABLES
        for deed in DEEDS
    ]


def _postgresql() -> list[str]:
    function = f"""
        CREATE OR REPLACE FUNCTION duijie_keep_counted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{SAID}';
        END $$
        """
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_kept_{deed} BEFORE {deed.upper()} ON {table} FOR EACH ROW "
            f"WHEN ({_when(table, deed, 'IS DISTINCT FROM')}) EXECUTE FUNCTION duijie_keep_counted()"
            for table in TABLES
            for deed in DEEDS
        ),
    ]
