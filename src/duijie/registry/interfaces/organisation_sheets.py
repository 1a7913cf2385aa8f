"""The list of organisations as a file."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from duijie.common.exports import file_response, refuse_too_many
from duijie.registry.domain.queries.organisations import note_export
from duijie.registry.interfaces.organisation_columns import chosen_columns, text_of


def export_organisations(rows: Any, *, keys: list[str], filters: dict[str, Any], suffix: str, by: Any) -> HttpResponse:
    """``rows`` with the columns ``keys`` as a download; the audit notes it. Raises ``ValidationError`` for too many."""
    refuse_too_many(rows.count())
    columns = chosen_columns(keys)
    note_export(by=by, rows=rows, columns=[column.key for column in columns], filters=filters)
    table = ([text_of(one, column) for column in columns] for one in rows.iterator(chunk_size=1000))
    return file_response(_("Organisations"), [column.label for column in columns], table, suffix=suffix)
