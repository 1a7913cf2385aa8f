"""Handing out a list as a file: what pages use of ``common.exports``."""

from django.http import HttpRequest

from duijie.common.exports import MOST_ROWS, XLSX, file_response, workbook_response

__all__ = ["MOST_ROWS", "XLSX", "file_response", "suffix_asked_for", "workbook_response"]


def suffix_asked_for(request: HttpRequest) -> str:
    """``.csv`` where the address says ``format=csv``, else ``.xlsx``."""
    return ".csv" if request.GET.get("format") == "csv" else ".xlsx"
