"""Workbooks that are laid out as forms, a sheet or more each."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from duijie_match.lists.cells import Row
from duijie_match.lists.form_labels import Labels
from duijie_match.lists.forms import LONGEST_SHEET, Form, Forms, NoForm, forms_of_sheet, looks_like_form
from duijie_match.lists.legacy import LegacyBook
from duijie_match.lists.limits import Limits
from duijie_match.lists.openxml import Area, OpenXmlBook
from duijie_match.lists.openxml_sheet import SheetNotes
from duijie_match.lists.sniffing import Format

_LARGEST_BOOK = 4 << 20  # bytes; a workbook above it is a list


def forms_of_book(path: Path, kind: Format, labels: Labels, limits: Limits) -> Forms | None:
    """The forms of a workbook in which every visible sheet with something in it is one; else ``None``."""
    if path.stat().st_size > _LARGEST_BOOK:
        return None
    forms: list[Form] = []
    empty = False
    for rows, merges in _small_sheets(path, kind, limits):
        if not rows:
            continue
        if not looks_like_form(rows, merges, labels):
            return None
        found = forms_of_sheet(rows, merges, labels)
        forms.extend(found.forms)
        if found.why_none is NoForm.OTHER:
            return None
        empty = empty or found.why_none is NoForm.EMPTY
    if forms:
        return Forms(forms)
    return Forms(why_none=NoForm.EMPTY) if empty else None


def _small_sheets(path: Path, kind: Format, limits: Limits) -> Iterator[tuple[list[Row], list[Area]]]:
    """The visible sheets with their first rows, one more than a form may have."""
    most = LONGEST_SHEET + 1
    if kind is Format.XLSX:
        with OpenXmlBook(path, limits) as book:
            for part in book.sheets:
                if not part.hidden:
                    rows = list(islice(book.rows(part, SheetNotes()), most))
                    yield rows, book.merges(part) if len(rows) < most else []
    else:
        with LegacyBook(path, limits) as legacy:
            for sheet in legacy.sheets():
                rows = list(islice(sheet.rows, most))
                for _ in sheet.rows:
                    pass
                if not sheet.hidden:
                    yield rows, sheet.merges
