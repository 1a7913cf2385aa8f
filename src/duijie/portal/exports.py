"""Handing out a list as a workbook."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from duijie.common import clock

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767  # Excel's


def sheet_response(title: Any, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """One sheet with a frozen, filterable header, as a download named after ``title`` and the day.

    Text is written as text and never as a formula; what would become one in a csv file gets an apostrophe.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        sheet = book.add_worksheet(str(title)[:31])
        bold = book.add_format({"bold": True, "bg_color": "#e8f0f9", "text_wrap": True, "valign": "vcenter"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(header) - 1), 20)
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(last, column, timezone.localtime(value).replace(tzinfo=None), moment)
                elif isinstance(value, date):
                    sheet.write_datetime(last, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 – a day
                elif isinstance(value, int | float) and not isinstance(value, bool):
                    sheet.write_number(last, column, value)
                else:
                    sheet.write_string(last, column, safe_text(value))
        sheet.autofilter(0, 0, last, max(0, len(header) - 1))
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    name = f"{title}-{clock.today():%Y%m%d}.xlsx"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


def safe_text(value: Any) -> str:
    """``value`` as text that no spreadsheet takes for a formula, within Excel's limit."""
    text = "" if value is None else str(value)
    if text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        text = f"'{text}"
    return text if len(text) <= CELL_LIMIT else f"{text[: CELL_LIMIT - 1]}…"
