"""The workbook to fill in for a register: headings, an example, the words that are understood, and notes."""

import io
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from duijie.common.importing.nouns import ImportNoun

ROWS = 1_000  # rows below the header that offer the allowed words
LONGEST_OFFER = 255  # characters a list of words may have in a cell's rule


def template_name(noun: ImportNoun) -> str:
    """What the file is called."""
    return _("Template %(noun)s") % {"noun": noun.label}


def template_workbook(noun: ImportNoun, language: str) -> bytes:
    """The template in ``language``. Its headings are understood as they stand; a star marks what is needed."""
    chinese = language.startswith("zh")
    example, choices = noun.example(language), noun.choices(language)
    out = io.BytesIO()
    with translation.override(language), xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        head = book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF7"}
        )
        text = book.add_format({"num_format": "@"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_sheet_name(str(noun.label)))
        sheet.freeze_panes(1, 0)
        for column, (field, _label) in enumerate(noun.fields):
            heading = _heading(noun, field, chinese=chinese)
            sheet.set_column(column, column, max(14, 2 * len(heading) + 2), text)
            sheet.write_string(0, column, heading, head)
            sheet.write_string(1, column, example.get(field, ""), text)
            offered = list(choices.get(field, ()))
            if offered and len(",".join(offered)) <= LONGEST_OFFER:
                rule = {"validate": "list", "source": offered, "error_type": "warning"}
                sheet.data_validation(1, column, ROWS, column, rule)
        notes = book.add_worksheet(_("Notes for filling in"))
        notes.set_column(0, 0, 100, wrapped)
        for row, line in enumerate(_notes()):
            notes.write_string(row, 0, line, wrapped)
        start = len(_notes()) + 1
        for row, (field, words) in enumerate(choices.items(), start):
            notes.write_string(row, 0, f"{_heading(noun, field, chinese=chinese)}: {', '.join(words)}", wrapped)
    return out.getvalue()


def _notes() -> tuple[str, ...]:
    return (
        _("One row for each record. Columns may be left out or stand in another order; headings stay as they are."),
        _("Columns with a star must be filled in. The second row is an example: write over it."),
        _("Dates as 2026-03-05, telephone numbers and codes as text. What is not known stays empty."),
        _("Nothing is written before you have seen what each row would do."),
    )


def _heading(noun: ImportNoun, field: str, *, chinese: bool) -> str:
    names = [name for name in noun.vocabulary[field].names if name.isascii() != chinese]
    name = names[0] if names else field
    return f"*{name}" if field in noun.needed else name


def _sheet_name(text: Any) -> str:
    return "".join(c for c in str(text) if c not in "[]:*?/\\")[:31]
