"""The sample lists as offices really send them.

Everything untidy here has been seen in such files: titles and a unit above a header of two merged lines, sheets with
different headings, notes, blank rows, a total, full-width digits, ranges and 面议 among bare numbers, dates of four
kinds, an id used twice, a row without text. The content is the same at every run; the bytes of a workbook are not,
because it carries its time of writing.
"""

import csv
import hashlib
import inspect
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypedDict

import xlsxwriter

from duijie_match.samples import office_columns
from duijie_match.samples.office_columns import (
    FIRST_COLUMNS,
    NOTES_FOR_FIRMS,
    NOTICE,
    SECOND_COLUMNS,
    SENT_TWICE,
    SUPPLY_SHEETS,
    Record,
    Value,
)

DEMANDS_FILE = "需求汇总表.xlsx"
SUPPLY_FILE = "成果与专家清单.xlsx"
WORKS_FILE = "专家论文专利.csv"
FIRST_SHEET_AREAS = ("砺源市", "锦浦市")


class OfficeLists(TypedDict):
    """The records that are written, by side."""

    demands: Sequence[Record]
    supply: Sequence[Record]
    works: Sequence[Record]


def fingerprint(lists: OfficeLists) -> str:
    """Twelve characters that change when the records or this code change."""
    code = inspect.getsource(sys.modules[__name__]) + inspect.getsource(office_columns)
    said = json.dumps(lists, ensure_ascii=False, sort_keys=True) + code
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def write_office_files(
    folder: Path, *, demands: Sequence[Record], supply: Sequence[Record], works: Sequence[Record], keep: bool = False
) -> dict[str, Path]:
    """Write the three files; with ``keep`` those already there are left as they are. ``OSError`` as it comes."""
    folder.mkdir(parents=True, exist_ok=True)
    plan: dict[str, tuple[str, Callable[[Path], None]]] = {
        "demands": (DEMANDS_FILE, lambda path: _write_demands(path, demands)),
        "supply": (SUPPLY_FILE, lambda path: _write_supply(path, supply)),
        "works": (WORKS_FILE, lambda path: _write_works(path, works)),
    }
    for name, write in plan.values():
        if not (keep and (folder / name).exists()):
            _replace(folder / name, write)
    return {side: folder / name for side, (name, _) in plan.items()}


def _replace(path: Path, write: Callable[[Path], None]) -> None:
    """Readers see the old file or the new one, never half of it."""
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=path.suffix)
    os.close(handle)
    try:
        write(Path(draft))
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)


MADE = datetime(2024, 3, 1, tzinfo=UTC)
"""When the workbooks say they were made: the same samples are the same bytes."""


@contextmanager
def _workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """A small workbook that is put together in memory, so that a full disk is an ``OSError`` and nothing else."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        yield book
    path.write_bytes(out.getvalue())


class _Formats:
    """The cell formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        line = {"border": 1, "valign": "vcenter", "font_name": "仿宋", "font_size": 11}
        self.title = book.add_format({"bold": True, "font_size": 18, "align": "center", "font_name": "方正小标宋简体"})
        self.note = book.add_format({"font_name": "楷体", "font_size": 11})
        self.head = book.add_format({**line, "bold": True, "align": "center", "text_wrap": True, "font_name": "黑体"})
        self.cell = book.add_format({**line, "text_wrap": True})
        self.date = book.add_format({**line, "num_format": "yyyy/m/d"})


def _write_demands(path: Path, demands: Sequence[Record]) -> None:
    with _workbook(path) as book:
        formats = _Formats(book)
        notes = book.add_worksheet("填表说明")
        notes.set_column(0, 0, 90)
        for row, text in enumerate(NOTES_FOR_FIRMS):
            notes.write_string(row, 0, text, formats.note)
        first = [demand for demand in demands if demand["area"] in FIRST_SHEET_AREAS]
        _first_sheet(book.add_worksheet("砺源市、锦浦市"), first, formats)
        second = [demand for demand in demands if demand["area"] not in FIRST_SHEET_AREAS]
        _second_sheet(book.add_worksheet("其他县（市、区）"), second, formats)


def _first_sheet(sheet: Any, demands: Sequence[Record], formats: _Formats) -> None:
    width = len(FIRST_COLUMNS)
    sheet.merge_range(0, 0, 0, width - 1, "栖宁市2026年度企业技术需求汇总表（一）", formats.title)
    filled = f"填报单位：栖宁市科学技术局        填报日期：2026年11月12日        （{NOTICE}）"
    sheet.merge_range(1, 0, 1, width - 1, filled, formats.note)
    for column, (group, heading, _) in enumerate(FIRST_COLUMNS):
        if not group:
            sheet.merge_range(3, column, 4, column, heading, formats.head)
            continue
        sheet.write_string(4, column, heading, formats.head)
        members = [at for at, (other, _, _) in enumerate(FIRST_COLUMNS) if other == group]
        if column == members[0]:
            sheet.merge_range(3, column, 3, members[-1], group, formats.head)
    sheet.set_column(5, 5, 28)
    sheet.set_column(6, 6, 70)
    row = 5
    for number, demand in enumerate(demands, 1):
        if number == 3:  # someone left a line free between the two cities
            row += 1
        _write_row(sheet, row, [_cell(value, number, demand) for _, _, value in FIRST_COLUMNS], formats)
        row += 1
    money = next(at for at, (_, heading, _) in enumerate(FIRST_COLUMNS) if "资金" in heading)
    without_text = [""] * width
    without_text[:4] = [str(len(demands) + 1), "XQ-099", "锦浦某针织厂（材料退回，未补报）", "锦浦市"]
    without_text[money] = "看情况"
    _write_row(sheet, row, without_text, formats)
    sheet.write_string(row + 1, 0, "合计", formats.cell)
    letter = chr(ord("A") + money)
    sheet.write_formula(row + 1, money, f"=SUM({letter}6:{letter}{row + 1})", formats.cell, 320)


def _second_sheet(sheet: Any, demands: Sequence[Record], formats: _Formats) -> None:
    sheet.merge_range(0, 0, 0, len(SECOND_COLUMNS) - 1, f"技术难题征集表（二）——{NOTICE}", formats.title)
    for column, (heading, _) in enumerate(SECOND_COLUMNS):
        sheet.write_string(2, column, heading, formats.head)
    sheet.freeze_panes(3, 0)
    sheet.set_column(4, 4, 70)
    row = 3
    for number, demand in enumerate([*demands, SENT_TWICE], 1):
        if number in {8, 13}:
            row += 1
        _write_row(sheet, row, [_cell(value, number, demand) for _, value in SECOND_COLUMNS], formats)
        row += 1


def _write_supply(path: Path, supply: Sequence[Record]) -> None:
    with _workbook(path) as book:
        formats = _Formats(book)
        for kind, name, title, columns in SUPPLY_SHEETS:
            sheet = book.add_worksheet(name)
            sheet.merge_range(0, 0, 0, len(columns) - 1, f"{title}（{NOTICE}）", formats.title)
            for column, (heading, _) in enumerate(columns):
                sheet.write_string(1, column, heading, formats.head)
            sheet.set_column(2, 3, 50)
            for number, item in enumerate([item for item in supply if item["kind"] == kind], 1):
                _write_row(sheet, number + 1, [_cell(value, number, item) for _, value in columns], formats)


def _write_works(path: Path, works: Sequence[Record]) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["专家编号", "成果题目", "内容摘要", "年份", "成果类型", "备注"])
        for work in works:
            kept = (work["supply_id"], work["title"], work["body"], f"{work['year']}年", work["type"])
            writer.writerow([*kept, "演示数据"])


def _cell(value: Value, number: int, record: Record) -> Any:
    """What a column shows of a record: one of its fields, or what the function makes of it."""
    return record[value] if isinstance(value, str) else value(number, record)


def _write_row(sheet: Any, row: int, cells: Sequence[Any], formats: _Formats) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, formats.date)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, formats.cell)
        elif value:
            sheet.write_string(row, column, value, formats.cell)
        else:
            sheet.write_blank(row, column, None, formats.cell)
