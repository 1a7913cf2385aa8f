"""The list of organisations as a file."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.portal.exports import XLSX
from duijie.registry.interfaces.organisation_columns import Column, text_of
from duijie_match.lists.writing import Cell, write_table

TYPES = {".xlsx": XLSX, ".csv": "text/csv; charset=utf-8"}


def list_response(rows: Any, columns: tuple[Column, ...], *, suffix: str) -> HttpResponse:
    """``rows`` with ``columns`` as a download, named after the day. Cells are safe to open in a spreadsheet."""
    title = _("Organisations")
    table = ([_cell(text_of(one, column)) for column in columns] for one in rows.iterator(chunk_size=1000))
    return file_response(title, [str(column.label) for column in columns], table, suffix=suffix)


def file_response(title: str, header: list[str], rows: Iterator[list[Cell]], *, suffix: str) -> HttpResponse:
    """Any table as a download."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix}"
        write_table(path, header, rows, sheet=title[:31])
        response = HttpResponse(path.read_bytes(), content_type=TYPES[suffix])
    name = f"{title}-{clock.today():%Y%m%d}{suffix}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def _cell(value: Any) -> Cell:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int | float) else str(value)
