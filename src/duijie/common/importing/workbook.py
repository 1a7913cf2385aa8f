"""The rows that were not taken, laid out as in the list they came from, with a column that says why."""

from collections.abc import Iterator

from duijie.common.domain.queries.imports import rows_with_errors
from duijie.common.models import ImportBatch
from duijie_match.lists.form_source import FILE_COLUMN
from duijie_match.lists.writing import Cell

MOST_COLUMNS = 200


def error_columns(batch: ImportBatch) -> list[str]:
    """The headings of the sheets in use, each once: a workbook with them is understood as the list was."""
    headings: dict[str, None] = {}
    for sheet in batch.sheets:
        if sheet["use"]:
            for column in sheet["columns"]:
                if column["field"]:
                    headings.setdefault(column["header"] or column["field"])
    return list(headings)[:MOST_COLUMNS]


def error_rows(batch: ImportBatch, headings: list[str], language: str) -> Iterator[list[Cell]]:
    """The cells under ``headings`` as they were written, then the reasons, the sheet and the row."""
    key = "zh-hans" if language.startswith("zh") else "en"
    for row in rows_with_errors(batch).iterator(chunk_size=500):
        reasons = "\n".join(
            f"{one['column'] or one['field']}: {one['texts'][key]}" if one["field"] else one["texts"][key]
            for one in row.errors
        )
        yield [
            *(row.cells.get(heading, "") for heading in headings),
            reasons,
            row.cells.get(FILE_COLUMN) or row.sheet,
            row.row,
        ]
