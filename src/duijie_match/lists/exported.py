"""What other systems export as “Excel” and is none: tables of a web page, and the XML of Excel 2003.

Both are put into a workbook of their own, which is then read like any other: merged cells, forms and limits included.
"""

import contextlib
import math
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO, NamedTuple

import xlsxwriter
from lxml import etree, html

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import CellError
from duijie_match.lists.encodings import encoding_of
from duijie_match.lists.limits import Limits
from duijie_match.lists.sniffing import Format, wrong_format
from duijie_match.wording import Message, msg

MOST_BYTES = 32 << 20
"""A page is held in memory as a whole, at a multiple of its size."""
MOST_MERGED = 1_000_000
"""Cells that merged areas of a sheet have together; those beyond are not merged."""
PAGE, SHEETS_2003 = msg("a web page without a table"), msg("an XML file, but no “XML Spreadsheet 2003”")
_SAID_OF_PAGE = msg(
    "“{file}” is really a web page; its tables were read. Save it as .xlsx to be sure that nothing is lost."
)
_SAID_OF_XML = msg(
    "“{file}” is really an “XML Spreadsheet 2003” and was read as such. Save it as .xlsx to be sure that nothing is "
    "lost."
)
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
Value = str | float | CellError
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_BREAKS = frozenset(["br", "p", "div", "li"])


class Cell(NamedTuple):
    """A value at row and column, from 0, over so many rows and columns."""

    row: int
    column: int
    value: Value
    rows: int = 1
    columns: int = 1


def as_workbook(path: Path, kind: Format, limits: Limits, stack: ExitStack) -> tuple[Path, Message]:
    """A workbook with what ``path`` holds, there until ``stack`` is closed, and what is said of that. Raises
    ``DuijieError`` where it holds no table.
    """
    target = Path(stack.enter_context(TemporaryDirectory(prefix="duijie-export-"))) / path.name
    _write_workbook(path, kind, limits, target)
    said = _SAID_OF_PAGE if kind is Format.HTML else _SAID_OF_XML
    return target, Message(said.msgid, {"file": path.name})


def _write_workbook(path: Path, kind: Format, limits: Limits, target: Path) -> None:
    if path.stat().st_size > min(MOST_BYTES, limits.file_bytes):
        raise DuijieError(
            "too-large",
            msg("“{file}” is a web page or XML of {size} MB; up to {limit} MB are read. Open it in Excel or WPS and "
                "save it as .xlsx.",
                file=path.name, size=path.stat().st_size >> 20, limit=MOST_BYTES >> 20),
        )  # fmt: skip
    sheets = _of_page(path, limits) if kind is Format.HTML else _of_xml(path, limits)
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, cells in sheets:
            sheet = book.add_worksheet(name)
            sheet.xls_strmax = limits.cell + 1  # whoever reads it tells what is too long
            height, merged = max((cell.row for cell in cells), default=0) + 1, 0
            for cell in cells:
                rows = min(cell.rows, height - cell.row)
                merged += rows * cell.columns if rows * cell.columns > 1 else 0
                if rows * cell.columns > 1 and merged <= MOST_MERGED:
                    last = cell.row + rows - 1, cell.column + cell.columns - 1
                    # A page may contradict itself; its words stay.
                    with contextlib.suppress(xlsxwriter.exceptions.OverlappingRange):
                        sheet.merge_range(cell.row, cell.column, *last, "")
                if isinstance(cell.value, CellError):
                    sheet.write_formula(cell.row, cell.column, "=NA()", None, cell.value.code)
                elif isinstance(cell.value, str):
                    sheet.write_string(cell.row, cell.column, cell.value[: sheet.xls_strmax])
                else:
                    sheet.write_number(cell.row, cell.column, cell.value)


def _of_page(path: Path, limits: Limits) -> list[tuple[str, list[Cell]]]:
    text = path.read_bytes().decode(encoding_of(path).name, "replace")
    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise wrong_format(path, PAGE) from error
    # A table that holds another one is there for the looks of the page.
    tables = [table for table in page.iter("table") if next(table.iterdescendants("table"), None) is None]
    found = [cells for table in tables if len(cells := list(_of_table(table, limits))) > 1]
    if not found:
        raise wrong_format(path, PAGE)
    return [(f"{number}", cells) for number, cells in enumerate(found[: limits.sheets + 1], start=1)]


def _of_table(table: Any, limits: Limits) -> Iterator[Cell]:
    taken: dict[int, int] = {}  # by column the first row that is free again
    for row, line in enumerate(table.iter("tr")):
        if row > limits.rows:  # one too many, so that whoever reads it tells that there are more
            return
        column = 0
        for one in line.iter("td", "th"):
            while taken.get(column, 0) > row:
                column += 1
            rows, columns = (_span(one.get(name)) for name in ("rowspan", "colspan"))
            columns = min(columns, limits.columns + 1 - column)
            if columns < 1:
                break
            for at in range(column, column + columns):
                taken[at] = row + rows
            value = _text(one)
            if value or rows > 1 or columns > 1:
                yield Cell(row, column, value, rows, columns)
            column += columns


def _span(said: str | None) -> int:
    return max(1, int(said)) if said and said.isascii() and said.isdigit() and len(said) < 7 else 1


def _text(cell: Any) -> str:
    parts: list[str] = []
    for event, one in etree.iterwalk(cell, events=("start", "end")):
        if event == "start" and isinstance(one.tag, str):
            parts += ["\n"] if one.tag in _BREAKS else []
            parts += [" ".join(one.text.split("\n"))] if one.text and one.tag not in ("style", "script") else []
        elif event == "end" and one is not cell and one.tail:
            parts.append(" ".join(one.tail.split("\n")))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _of_xml(path: Path, limits: Limits) -> list[tuple[str, list[Cell]]]:
    found: list[tuple[str, list[Cell]]] = []
    try:
        with path.open("rb") as stream:
            _gather(stream, path, limits, found)
    except etree.LxmlError as error:
        raise wrong_format(path, SHEETS_2003) from error
    if not any(cells for _, cells in found):
        raise wrong_format(path, SHEETS_2003)
    return found[: limits.sheets + 1]  # one too many, as of rows


def _gather(stream: BinaryIO, path: Path, limits: Limits, found: list[tuple[str, list[Cell]]]) -> None:
    events = etree.iterparse(
        stream, events=("start", "end"), tag=[f"{_SPREADSHEET}Worksheet", f"{_SPREADSHEET}Row"],
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False,
    )  # fmt: skip
    row = 0
    for event, one in events:
        if one.getroottree().docinfo.internalDTD is not None:
            raise wrong_format(path, SHEETS_2003)
        if event == "start" and one.tag == f"{_SPREADSHEET}Worksheet":
            name = str(one.get(f"{_SPREADSHEET}Name") or len(found) + 1)
            found.append((_sheet_name(name, [known for known, _ in found]), []))
            row = 0
        elif event == "end" and one.tag == f"{_SPREADSHEET}Row" and found:
            row = max(row, _number(one, "Index") - 1)
            if row <= limits.rows:
                found[-1][1].extend(_of_row(one, row, limits))
            row += 1
            one.clear()


def _of_row(line: Any, row: int, limits: Limits) -> Iterator[Cell]:
    column = 0
    for one in line.iterchildren(f"{_SPREADSHEET}Cell"):
        column = _number(one, "Index") - 1 if _number(one, "Index") else column
        across, down = _number(one, "MergeAcross"), _number(one, "MergeDown")
        if column > limits.columns:
            return
        data = one.find(f"{_SPREADSHEET}Data")
        if data is not None and (text := "".join(data.itertext())):
            across = min(across, limits.columns - column)
            yield Cell(row, column, _value(text, data.get(f"{_SPREADSHEET}Type")), down + 1, across + 1)
        column += across + 1


def _number(one: Any, name: str) -> int:
    said = one.get(f"{_SPREADSHEET}{name}") or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0


def _value(text: str, kind: str | None) -> Value:
    if kind == "Error":
        return CellError(text if text in _ERRORS else "#N/A")
    if kind == "Number":
        try:
            number = float(text)
        except ValueError:
            return text
        return number if math.isfinite(number) else text  # no workbook holds NaN
    return text.partition("T")[0] if kind == "DateTime" else text


def _sheet_name(name: str, known: list[str]) -> str:
    tidy = "".join(" " if sign in r"[]:*?/\'" else sign for sign in name)[:28].strip() or "1"
    taken = {one.lower() for one in known}
    names = chain([tidy], (f"{tidy}-{number}" for number in count(2)))
    return next(one for one in names if one.lower() not in taken)
