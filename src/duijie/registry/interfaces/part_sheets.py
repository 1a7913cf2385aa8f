"""The rows that belong to the records of a list – contacts, contracts, ratings of demands, works of experts – as a file
of their own, each with the record it belongs to: the same for the page and the API."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from duijie.common.exports import file_response, refuse_too_many
from duijie.registry.domain.queries.records import list_exported_parts, note_export
from duijie.registry.record_values import shown
from duijie.registry.register import Part, Register, label_of


def export_parts(
    register: Register, part: Part, records: Any, *, filters: dict[str, Any], suffix: str, by: Any
) -> HttpResponse:
    """The rows of ``part`` of these records as a download; the audit notes it. Raises ``ValidationError`` for too many.

    ``records`` must come from ``list_exportable``.
    """
    rows = list_exported_parts(part, records)
    count = rows.count()
    refuse_too_many(count)
    names = [one.name for one in part.fields]
    note_export(register, by=by, count=count, columns=[f"{part.key}.{name}" for name in names], filters=filters)
    title = label_of(register.model, register.title)
    labels = (label_of(part.model, name) for name in names)
    header = [_("number"), title, _("organisation"), _("area"), *labels]
    return file_response(f"{register.label}-{part.label}", header, _lines(register, part, rows), suffix=suffix)


def _lines(register: Register, part: Part, rows: Any) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=1000):
        record = getattr(row, part.owner)
        begins = [record.pk, getattr(record, register.title), record.organisation_name, record.area.shown_name]
        yield [*begins, *(shown(part.model, one, row) for one in part.fields)]
