"""Handing out a list as a file: what pages use of ``common.exports``."""

from collections.abc import Callable, Sequence
from typing import Any

import django_tables2
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from duijie.common.domain import audit
from duijie.common.exports import MOST_ROWS, XLSX, file_response, refuse_too_many, workbook_response
from duijie.portal.permitted import tell
from duijie.portal.tables import Table

__all__ = [
    "MOST_ROWS",
    "XLSX",
    "export_list",
    "file_response",
    "rows_in_order",
    "suffix_asked_for",
    "workbook_response",
]


def suffix_asked_for(request: HttpRequest) -> str:
    """``.csv`` where the address says ``format=csv``, else ``.xlsx``."""
    return ".csv" if request.GET.get("format") == "csv" else ".xlsx"


def rows_in_order(request: HttpRequest, table: Table) -> Any:
    """All rows of ``table``, a query where it was made of one, in the order that the page has at this address."""
    django_tables2.RequestConfig(request, paginate=False).configure(table)
    return table.data.data


def export_list(
    request: HttpRequest, table: Table, line: Callable[[Any], Sequence[Any]], *, verb: str, back: str,
    target: Any = None, leave_out: Sequence[str] = (), header: Sequence[Any] = (),
    prepare: Callable[[list[Any]], Any] = lambda _rows: None,
) -> HttpResponse:  # fmt: skip
    """The rows of ``table`` in the order of the page; ``line`` makes the cells of one. Audited as ``verb``.

    Columns named in ``leave_out`` are of the page alone (buttons); ``header`` names the cells where the file tells
    more than the page does. ``table`` must hold a query, filtered as the page is; ``prepare`` is given all its rows
    before the first line is made. What is more than a workbook holds is refused: told, and back to the page at
    ``back``.
    """
    rows = rows_in_order(request, table)
    try:
        refuse_too_many(rows.count())
    except ValidationError as error:
        tell(request, error)
        return redirect(back)
    place = target.place if target is not None else None
    detail = {"filters": dict(request.GET.lists())}
    audit.record(by=request.user, verb=verb, target=target, place=place, detail=detail)
    header = header or [column.header for column in table.columns if column.name not in leave_out]
    found = list(rows)
    prepare(found)
    return file_response(table.caption, header, (line(one) for one in found), suffix=suffix_asked_for(request))
