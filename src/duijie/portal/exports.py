"""Handing out a list as a file: what pages use of ``common.exports``."""

from duijie.common.exports import MOST_ROWS, XLSX, file_response, workbook_response

__all__ = ["MOST_ROWS", "XLSX", "file_response", "workbook_response"]
