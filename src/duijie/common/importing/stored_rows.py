"""Rows of an import, stored by some hundred: one short statement, prepared once and run with the values of each row.

``bulk_create`` builds a statement as long as the rows, and the expressions for it take longer than writing them; only
what has changed is written, so that cells and values of a row are turned into JSON once.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from django.db.models.constants import OnConflict

from duijie.common.models import ImportRow


def add_rows(rows: Collection[ImportRow]) -> None:
    """Store new rows without their numbers; one that is there already stays as it is."""
    options: Any = ImportRow._meta
    fields = [one for one in options.concrete_fields if one is not options.pk]
    verb = connection.ops.insert_statement(on_conflict=OnConflict.IGNORE)
    suffix = connection.ops.on_conflict_suffix_sql(fields, OnConflict.IGNORE, [], [])
    columns = ", ".join(connection.ops.quote_name(one.column) for one in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(options.db_table)
    _run(f"{verb} {table} ({columns}) VALUES ({places}) {suffix}", [_values(row, fields) for row in rows])


def note_rows(rows: Collection[ImportRow], names: Sequence[str]) -> None:
    """Store the fields ``names`` of rows that are there."""
    options: Any = ImportRow._meta
    fields = [options.get_field(name) for name in names]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(one.column)} = %s" for one in fields)
    _run(
        f"UPDATE {quote(options.db_table)} SET {columns} WHERE {quote(options.pk.column)} = %s",  # noqa: S608 – names of ours
        [[*_values(row, fields), row.pk] for row in rows],
    )


def _values(row: ImportRow, fields: Sequence[Any]) -> list[Any]:
    return [one.get_db_prep_save(getattr(row, one.attname), connection) for one in fields]


def _run(statement: str, values: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
