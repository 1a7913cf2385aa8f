"""Triggers of the database: looked for and made anew after each migration, since SQLite loses those of a table that a
migration makes anew.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

_KNOWN = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def is_one_missing(connection: BaseDatabaseWrapper, *, tables: Collection[str], names: Collection[str]) -> bool:
    """Whether one of these triggers is not there although all of their tables are."""
    with connection.cursor() as cursor:
        if not {*tables} <= {*connection.introspection.table_names(cursor)}:
            return False
        cursor.execute(_KNOWN[connection.vendor])
        return not {*names} <= {name for (name,) in cursor.fetchall()}


def execute(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    """One after the other."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def after_migrating(ensure: Callable[[BaseDatabaseWrapper], None]) -> Callable[..., None]:
    """What the signal after a migration calls, which names the database."""

    def ensure_after_migrating(using: str, **_told: Any) -> None:
        from django.db import connections  # noqa: PLC0415 – asked for by the name that the signal tells

        ensure(connections[using])

    return ensure_after_migrating
