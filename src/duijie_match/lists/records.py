"""The records below the headers of tables: what is no record is passed over and said."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duijie_match.lists.cells import CellError, Row, has_illegal, text_of
from duijie_match.lists.numbered_titles import NumberedTitles
from duijie_match.lists.openxml import Area
from duijie_match.lists.openxml_sheet import UNCALCULATED, letters
from duijie_match.lists.passed_over import RowsPassedOver
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.second_header import SecondHeader
from duijie_match.lists.sources import Source
from duijie_match.lists.tables import Table
from duijie_match.lists.vocabulary import Fit
from duijie_match.wording import Message, msg

_DITTO = {"同上", "〃", "″", "ditto", "〞"}


@dataclass(slots=True)
class Record:
    """One row below a header: ``texts[i]`` is the tidy text of column i; missing columns at the end are empty.
    ``item`` counts where one row holds several.
    """

    table: Table
    number: int
    texts: list[str]
    item: int = 1

    def first(self, field: str) -> str:
        """The text of the (best) column of ``field``; empty where there is none."""
        index = self._filled(field)
        return self.texts[index] if index is not None else ""

    def heading_of(self, field: str) -> str:
        """The heading of the column that ``first`` takes; empty where it takes none."""
        index = self._filled(field)
        return self.table.reading.columns[index].header if index is not None else ""

    def unit_of(self, field: str) -> str | None:
        """The unit of the column that ``first`` takes, if its heading names one."""
        index = self._filled(field)
        return self.table.reading.columns[index].unit if index is not None else None

    def fit(self, field: str) -> Fit:
        """How the (best) column of ``field`` was recognised."""
        columns = self.table.columns.get(field, ())
        return self.table.reading.columns[columns[0]].fit if columns else Fit.NONE

    def _filled(self, field: str) -> int | None:
        for index in self.table.columns.get(field, ()):
            if index < len(self.texts) and self.texts[index]:
                return index
        return None

    def all(self, field: str) -> list[tuple[str, str]]:
        """(heading, text) of every column of ``field`` that holds something, left to right."""
        labels = self.table.reading.columns
        return [
            (labels[index].header, self.texts[index])
            for index in sorted(self.table.columns.get(field, ()))
            if index < len(self.texts) and self.texts[index]
        ]

    def carried(self) -> dict[str, str]:
        """The columns nobody recognised, by heading, and those that are not needed in this row."""
        spare = [
            (index, self.table.reading.columns[index].header)
            for index, others in self.table.instead.items()
            if any(other < len(self.texts) and self.texts[other] for other in others)
        ]
        return {
            label: self.texts[index]
            for index, label in (*self.table.carried, *spare)
            if index < len(self.texts) and self.texts[index]
        }

    def heading(self, field: str) -> str:
        """The heading of the best column of ``field``."""
        columns = self.table.columns.get(field, ())
        return self.table.reading.columns[columns[0]].header if columns else ""


def table_records(source: Source, tables: Sequence[Table]) -> Iterator[Record]:
    """The records of the used sheets in order; repeated headers, totals, section and signature rows are passed
    over and noted.
    """
    # The sheets come first, so that what is said after the last one is said.
    for sheet, table in zip(source.sheets(), tables, strict=False):
        if not table.used:
            continue
        last = table.reading.header_row
        columns = table.reading.columns
        counted = any(columns[index].fit is Fit.FALLBACK for index in table.columns.get("id", ())[:1])
        below = (area for area in sheet.merges if area[0] > last)
        passed = RowsPassedOver(table.header, table.columns, len(columns), below, counted=counted)
        second = SecondHeader(table)
        above: list[str] = []
        numbered = NumberedTitles(table)
        several = table.vocabulary is None or table.vocabulary.several
        rows = (row for row in sheet.rows if row.number > last)
        for row in filled_down(rows, sheet.merges, last):
            if second.is_one(row):
                source.problems.append(second.problem(source.path.name, row))
                continue
            arranged = second.arranged(row)
            if table.cells.get(row.number):
                _correct(arranged, table.cells[row.number])
            record = _record(source, table, arranged, passed)
            if record is not None:
                _repeat(record.texts, above, table.columns.get("id", ()))
                above = record.texts
                if several:
                    numbered.look(record.number, record.first("title"))
                yield from _items(record)
        source.problems.extend(numbered.problems(source.path.name))


def _items(record: Record) -> Iterator[Record]:
    """The items of a row: itself, or one for each number of a series of columns that holds something that is read."""
    series, columns = record.table.series, record.table.reading.columns
    read = (at for at in series if at < len(record.texts) and record.texts[at] and columns[at].field)
    numbers = sorted({series[at] for at in read})
    if len(numbers) < 2:
        yield record
        return
    for number in numbers:
        texts = [text if series.get(at, number) == number else "" for at, text in enumerate(record.texts)]
        yield Record(record.table, record.number, texts, number)


def _repeat(texts: list[str], above: Sequence[str], ids: Sequence[int]) -> None:
    """Write what stands above in the place of 同上; an id is never that of another row."""
    for index, text in enumerate(texts):
        if len(text) < 6 and text.rstrip("。.").lower() in _DITTO:
            texts[index] = above[index] if index < len(above) and index not in ids else ""


def filled_down(rows: Iterator[Row], merges: Sequence[Area], last: int) -> Iterator[Row]:
    """Rows with the value of a merged area in each of its rows (in its first column: one text stays in one column)."""
    areas = sorted(area for area in merges if area[1] > area[0] > last)
    if not areas:
        yield from rows
        return
    waiting = iter(areas)
    ahead = next(waiting, None)
    active: list[tuple[int, int, object]] = []
    for row in rows:
        active = [entry for entry in active if entry[0] >= row.number]
        for _, column, value in active:
            while len(row.cells) <= column:
                row.cells.append(None)
            if row.cells[column] is None:
                row.cells[column] = value  # type: ignore[call-overload]  # values of cells
        while ahead is not None and ahead[0] <= row.number:
            top, bottom, left, _ = ahead
            if top == row.number and left < len(row.cells) and row.cells[left] is not None:
                active.append((bottom, left, row.cells[left]))
            ahead = next(waiting, None)
        yield row


def _correct(row: Row, cells: Mapping[int, str]) -> None:
    """Put what a person wrote in the place of what the file says."""
    row.cells.extend([None] * (max(cells) + 1 - len(row.cells)))
    for index, text in cells.items():
        row.cells[index] = text


def _record(source: Source, table: Table, row: Row, passed: RowsPassedOver) -> Record | None:
    texts = [text_of(cell) for cell in row.cells]
    if (why := passed.reason(row, texts)) is not None:
        source.note(table.reading.name, row.number, *why)
        return None
    for index, cell in enumerate(row.cells):
        if isinstance(cell, CellError):
            _report_cell_error(source, table, row, index, cell)
        elif isinstance(cell, str) and texts[index] != cell and has_illegal(cell):
            source.problems.append(
                _problem(
                    source,
                    table,
                    row,
                    index,
                    "characters",
                    msg("Control characters were removed from the cell."),
                    cell,
                    Severity.NOTE,
                )
            )
    if not any(texts) and not any(isinstance(cell, CellError) for cell in row.cells):
        return None
    return Record(table, row.number, texts)


def _report_cell_error(source: Source, table: Table, row: Row, index: int, cell: CellError) -> None:
    if cell.code == UNCALCULATED:
        message = msg("The formula was never calculated. Open the file in Excel or WPS, save it, and use it again.")
    else:
        message = msg(
            "The formula failed ({code}); the cell counts as empty. Correct the formula or write the value.",
            code=cell.code,
        )
    source.problems.append(_problem(source, table, row, index, "formula", message, cell.code, Severity.WARNING))


def _problem(
    source: Source, table: Table, row: Row, index: int, code: str, message: Message, value: str, severity: Severity
) -> Problem:
    columns = table.reading.columns
    column = columns[index] if index < len(columns) else None
    return Problem(
        source.path.name,
        code,
        source.placed(table.reading.name, row.number, message),
        severity,
        sheet=table.reading.name,
        row=row.number,
        column=column.header if column else letters(index),
        field=(column.field or "") if column else "",
        value=value[:200],
    )
