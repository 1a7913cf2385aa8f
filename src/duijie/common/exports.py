"""Handing out a list as a file."""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from duijie.common import clock, site
from duijie_match.lists.writing import Cell, write_table

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".xlsx": XLSX, ".csv": "text/csv; charset=utf-8"}


def file_response(
    title: Any, header: Sequence[Any], rows: Iterable[Sequence[Any]], *, suffix: str = ".xlsx"
) -> HttpResponse:
    """A table as a download named after ``title`` and the day. Cells are safe to open in a spreadsheet."""
    table = ([as_cell(value) for value in row] for row in rows)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix}"
        write_table(path, [str(name) for name in header], table, sheet=str(title)[:31], author=site.current().name)
        response = HttpResponse(path.read_bytes(), content_type=TYPES[suffix])
    name = f"{title}-{clock.today():%Y%m%d}{suffix}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def workbook_response(title: Any, data: bytes) -> HttpResponse:
    """A ready workbook as a download named after ``title``."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = str(content_disposition_header(True, f"{title}.xlsx"))
    return response


def refuse_too_many(count: int) -> None:
    """Raise ``ValidationError`` where ``count`` rows are more than a workbook should hold."""
    if count > MOST_ROWS:
        text = _("That is more than fits into one workbook. Narrow the filters and export again.")
        raise ValidationError(text, code="too-many")


def stored_file(path: Path, name: str) -> FileResponse:
    """A kept file, always as a download: nothing that somebody uploaded is ever shown as a page of ours."""
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


def as_cell(value: Any) -> Cell:
    """``value`` as a cell: numbers stay numbers, days and moments are written the Chinese way round."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return "" if value is None else str(value)
