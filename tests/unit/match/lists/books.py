"""Workbooks built by other people's libraries: the independent witness of our reader."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import xlwt


def xlsx(path: Path, rows: Sequence[Sequence[object]], *, merges: Sequence[str] = (), sheet: str = "需求") -> Path:
    """One sheet by openpyxl."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    book.save(path)
    return path


def xls(path: Path, rows: Sequence[Sequence[object]], *, sheet: str = "需求") -> Path:
    """One sheet in BIFF8 by xlwt, as old Excel and WPS .et files hold it."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    book.save(str(path))
    return path


WORKBOOK = (
    '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="{target}"/></Relationships>'
)
SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "{inside}</worksheet>"
)


def raw_xlsx(
    path: Path,
    sheet: str,
    *,
    target: str = "worksheets/sheet1.xml",
    parts: dict[str, str] | None = None,
) -> Path:
    """A package with just the parts given: no styles, no content types, no shared strings unless in ``parts``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", WORKBOOK)
        package.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target=target))
        package.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, text in (parts or {}).items():
            package.writestr(name, text)
    return path


def inline(reference: str, text: str) -> str:
    """A cell with an inline string, as WPS and many exporters write it."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
