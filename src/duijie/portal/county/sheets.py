"""The figures as files: a table as .xlsx or .csv, all of them as one workbook with a sheet each."""

import tempfile
from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.portal.county.blocks import Block, Figures, area_name
from duijie.portal.exports import XLSX, file_response
from duijie_match.lists.plain_workbook import Column, open_book


def table_response(figures: Figures, block: Block, *, suffix: str) -> HttpResponse:
    """One table as a download named after the area."""
    rows = ([str(row.label), *(cell.value for cell in row.cells)] for row in block.rows)
    return file_response(f"{area_name(figures.area)}-{block.title}", block.heads, rows, suffix=suffix)


def workbook_response(figures: Figures) -> HttpResponse:
    """Every table on a sheet of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.xlsx"
        with open_book(path) as book:
            for block in figures.tables:
                columns = [Column(str(head), width=14 if at else 42) for at, head in enumerate(block.heads)]
                page = book.sheet(str(block.title), columns)
                for row in block.rows:
                    page.write([str(row.label), *(cell.value for cell in row.cells)])
                page.close()
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    name = f"{area_name(figures.area)}-{_('The county on one page')}-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
