"""Indexes for words in the middle of texts, where only going through all rows finds them.

SQLite then reads a list's index, in the list's order and with the columns that are looked through, and no row. On
PostgreSQL an entry of an index must not grow so large; it goes through the rows with several processes at once.
"""

from collections.abc import Callable, Sequence
from typing import Any

Change = Callable[[Any, Any], None]


def word_index(app: str, model: str, name: str, fields: Sequence[str]) -> tuple[Change, Change]:
    """For ``RunPython``: how the index is made and taken away. Elsewhere than on SQLite nothing happens."""

    def make(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            made = apps.get_model(app, model)
            columns = [(made._meta.get_field(one.lstrip("-")).column, one.startswith("-")) for one in fields]
            said = ", ".join(f"{editor.quote_name(column)}{' DESC' if down else ''}" for column, down in columns)
            editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {editor.quote_name(made._meta.db_table)} ({said})")

    def remove(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP INDEX IF EXISTS {name}")

    return make, remove
