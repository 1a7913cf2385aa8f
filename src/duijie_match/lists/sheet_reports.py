"""What is said about the sheets of a list as a whole."""

from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.readings import ColumnReading
from duijie_match.lists.sniffing import Format
from duijie_match.lists.sources import Source
from duijie_match.lists.tables import Table
from duijie_match.wording import Message, listed, msg


def report_sheets(source: Source, tables: list[Table], needed: Message | None = None) -> None:
    """Say which sheets were left out, and that nothing is left when none was used.

    ``needed`` says which columns such a list needs; without it, it is a text.
    """
    used = [table for table in tables if table.used]
    for table in tables:
        reading = table.reading
        if reading.skipped is not None and (used or reading.hidden) and len(tables) > 1:
            source.problems.append(
                Problem(source.path.name, "sheet-skipped", reading.skipped, Severity.NOTE, sheet=reading.name)
            )
        for column in reading.columns:
            if table.used and column.note is not None:
                source.problems.append(
                    Problem(
                        source.path.name,
                        "column",
                        column.note,
                        Severity.NOTE,
                        sheet=reading.name,
                        row=reading.header_row,
                        column=column.header,
                        field=column.field or "",
                    )
                )
    if used:
        return
    headings = [
        _called(column, table.reading.header_row)
        for table in tables
        for column in table.reading.columns
        if column.header
    ]
    if headings:
        wanted = needed or msg("Call one of them 名称 (title) or 内容 (body).")
        message = msg(
            "No column holds what is needed; the columns are: {columns}. {needed}",
            columns=listed(headings[:30]),
            needed=wanted,
        )
    elif source.kind is Format.JSONL:
        message = msg(
            "The file holds no JSON object, so no rows. Each line, or each entry of an array, needs the form "
            "{example}.",
            example='{"id": "1", "title": "…"}',
        )
    else:
        message = msg("The file holds no rows. Check that the right file was saved.")
    source.problems.append(Problem(source.path.name, "no-text-column" if headings else "no-rows", message))


def _called(column: ColumnReading, header_row: int) -> str:
    """A heading; where no row was taken for headings, the letter of the column with what stands in it first."""
    if header_row or not column.samples:
        return column.header
    return f"{column.header} “{column.samples[0][:20]}”"
