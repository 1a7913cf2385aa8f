"""A list of records as a file: the same for the page and the API."""

from typing import Any

from django.http import HttpResponse

from duijie.common.exports import file_response, refuse_too_many
from duijie.registry.domain.queries.records import note_export, note_exported
from duijie.registry.interfaces.record_columns import chosen_columns, value_of
from duijie.registry.register import Register


def export_records(
    register: Register, rows: Any, *, keys: list[str], filters: dict[str, Any], suffix: str, by: Any
) -> HttpResponse:
    """``rows`` with the columns ``keys`` as a download; the audit notes it. Raises ``ValidationError`` for too many.

    ``rows`` must come from ``list_exportable``.
    """
    count = rows.count()
    refuse_too_many(count)
    columns = chosen_columns(register, keys)
    names = [column.key for column in columns]
    note_export(register, by=by, count=count, columns=names, filters=filters)
    note_exported(register, rows, by=by, names=names)
    table = ([value_of(register, one, name) for name in names] for one in rows.iterator(chunk_size=1000))
    return file_response(register.label, [column.label for column in columns], table, suffix=suffix)
