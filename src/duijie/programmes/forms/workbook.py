"""A form as a workbook: empty or filled to write into, and read back with every mistake at its sheet, row and field.

The first sheet has a row for each field: its key (a narrow grey column), its name, the answer, and what to mind. Each
table of the form is a sheet of its own: keys in the first row (grey), names in the second.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from duijie.programmes.faults import Fault
from duijie.programmes.forms.answers import Checked, check_answers
from duijie.programmes.forms.cells import answer_of, shown_answer, words_of
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie_match.lists.cells import Value, text_of
from duijie_match.lists.limits import Limits
from duijie_match.lists.sources import open_source

LIMITS = Limits(file_bytes=10 << 20, unpacked_bytes=100 << 20, rows=5_000, columns=50, cell=32_767, sheets=40, forms=1)
ROWS_OFFERED = 200
LONGEST_OFFER = 255  # characters a list of choices may have in a cell's rule
FIRST_ROW = 3


@dataclass(frozen=True, slots=True)
class Written:
    """Where a mistake stands in the workbook."""

    sheet: str
    row: int
    field: str
    message: Any

    def __str__(self) -> str:
        filled = {"sheet": self.sheet, "row": self.row, "field": self.field, "message": self.message}
        return _("Sheet “%(sheet)s”, row %(row)d, “%(field)s”: %(message)s") % filled


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a workbook says. ``errors`` are all that is wrong; ``checked`` holds what is right and what is missing;
    ``asked`` are the fields that it has a place for, also where nothing was written there."""

    checked: Checked
    errors: tuple[Written, ...]
    asked: frozenset[str] = frozenset()

    def over(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """The answers ``before`` with those of the workbook: what was emptied in it is no answer any more. A workbook
        has names alone; one that was left as it was keeps its number of the register."""
        kept = {key: answer for key, answer in before.items() if key not in self.asked}
        said = {key: before[key] if _same(before.get(key), one) else one for key, one in self.checked.answers.items()}
        return {**kept, **said}


def form_workbook(form: FormDefinition, title: str, answers: Mapping[str, Any] | None = None) -> bytes:
    """The workbook in the language that is on, with ``answers`` filled in. Papers are handed in apart from it."""
    out, given = io.BytesIO(), answers or {}
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _styles(book)
        sheet = book.add_worksheet(_sheet_name(_("Form")))
        sheet.set_column(0, 0, 3, styles["key"])
        sheet.set_column(1, 1, 32, styles["wrap"])
        sheet.set_column(2, 2, 60, styles["text"])
        sheet.set_column(3, 3, 60, styles["hint"])
        sheet.write_string(0, 1, title, styles["title"])
        for column, words in ((1, _("Field")), (2, _("Answer")), (3, _("To mind"))):
            sheet.write_string(1, column, words, styles["head"])
        sheet.freeze_panes(2, 0)
        row = FIRST_ROW - 1
        for section in form.sections:
            sheet.write_string(row, 1, str(section.title), styles["section"])
            sheet.write_string(row, 3, str(section.help), styles["hint"])
            row += 1
            for field in section.fields:
                if field.kind is FieldKind.FILE:
                    continue
                _write_field(sheet, row, field, given.get(field.key), styles)
                row += 1
        for number, field in enumerate(_tables(form), start=1):
            rows = given.get(field.key) or []
            _write_table(book.add_worksheet(_table_name(field, number)), field, rows, styles)
    return out.getvalue()


def read_workbook(form: FormDefinition, path: Path) -> ReadForm:
    """The answers of a workbook. Raises ``DuijieError`` for a file that is none; never for what stands in it."""
    said: dict[str, Any] = {}
    where: dict[str, tuple[str, int]] = {}
    errors: list[Written] = []
    asked: set[str] = set()
    fields, tables = form.by_key(), {_table_name(one, at): one for at, one in enumerate(_tables(form), start=1)}
    with open_source(path, LIMITS, as_it_stands=True) as source:  # whatever its labels look like
        for number, sheet in enumerate(source.sheets()):
            rows = [(row.number, list(row.cells)) for row in sheet.rows]
            if sheet.name in tables:
                field = tables[sheet.name]
                asked.add(field.key)
                said[field.key], places = _read_table(field, sheet.name, rows, errors)
                where |= {f"{field.key}.{at}": (sheet.name, row) for at, row in enumerate(places)}
            elif number == 0:
                asked |= _read_fields(fields, sheet.name, rows, said, where, errors)
    checked = check_answers(form, said)
    errors += [_placed(fault, fields, where) for fault in checked.faults]
    return ReadForm(checked, tuple(errors), frozenset(asked))


def _same(before: Any, said: Any) -> bool:
    """Whether a person or an organisation is named as before."""
    named = isinstance(said, Mapping) and "number" in said and isinstance(before, Mapping)
    return named and said["number"] is None and before.get("name") == said["name"]


def _read_fields(
    fields: Mapping[str, FormField], sheet: str, rows: list[tuple[int, list[Value]]], said: dict[str, Any],
    where: dict[str, tuple[str, int]], errors: list[Written],
) -> set[str]:  # fmt: skip
    """Takes what is said; the keys of the fields that have a row."""
    found: set[str] = set()
    names = {str(one.label): one.key for one in fields.values()}
    for number, cells in rows:
        key, name, value = (text_of(cells[at]) if at < len(cells) else "" for at in range(3))
        field = fields.get(key) or fields.get(names.get(name.rstrip("*"), ""))
        if field is None:
            if key:
                errors.append(Written(sheet, number, key, _("The form has no such field.")))
            continue
        if field.kind in (FieldKind.TABLE, FieldKind.FILE):
            continue
        found.add(field.key)
        if not value.strip():
            continue
        if field.key in said:
            errors.append(Written(sheet, number, str(field.label), _("This field stands there twice.")))
            continue
        where[field.key] = (sheet, number)
        _take(field, cells[2], said, field.key, Written(sheet, number, str(field.label), ""), errors)
    return found


def _read_table(
    field: FormField, sheet: str, rows: list[tuple[int, list[Value]]], errors: list[Written]
) -> tuple[list[dict[str, Any]], list[int]]:
    columns = {one.key: one for one in field.columns}
    keys: list[str] = []
    found: list[dict[str, Any]] = []
    places: list[int] = []
    for number, cells in rows:
        texts = [text_of(cell) for cell in cells]
        if not keys:
            keys = texts if set(filter(None, texts)) <= set(columns) else [one.key for one in field.columns]
            if keys is texts:
                continue
        if texts[: len(field.columns)] == [_heading(one) for one in field.columns] or not any(texts):
            continue
        row: dict[str, Any] = {}
        for key, cell, text in zip(keys, cells, texts, strict=False):
            if text.strip() and key in columns:
                _take(columns[key], cell, row, key, Written(sheet, number, str(columns[key].label), ""), errors)
        found.append(row)
        places.append(number)
    return found, places


def _take(field: FormField, cell: Value, into: dict[str, Any], key: str, at: Written, errors: list[Written]) -> None:
    try:
        into[key] = answer_of(field, cell)
    except ValueError as error:
        errors.append(Written(at.sheet, at.row, at.field, error.args[0]))


def _placed(fault: Fault, fields: Mapping[str, FormField], where: Mapping[str, tuple[str, int]]) -> Written:
    sheet, row = where.get(fault.place or fault.field, ("", 0))
    field = fields.get(fault.place.split(".")[0] if fault.place else fault.field)
    if field is not None and fault.place:
        field = next((one for one in field.columns if one.key == fault.field), field)
    return Written(sheet, row, str(field.label) if field is not None else fault.field, fault.message)


def _write_field(sheet: Any, row: int, field: FormField, answer: Any, styles: Mapping[str, Any]) -> None:
    sheet.write_string(row, 0, field.key, styles["key"])
    sheet.write_string(row, 1, _heading(field), styles["wrap"])
    if field.kind is FieldKind.TABLE:
        sheet.write_string(row, 2, _("See the sheet of this name."), styles["hint"])
    else:
        sheet.write_string(row, 2, shown_answer(field, answer), styles["text"])
        _offer(sheet, field, row, 2, row)
    sheet.write_string(row, 3, words_of(field), styles["hint"])


def _write_table(sheet: Any, field: FormField, rows: list[Mapping[str, Any]], styles: Mapping[str, Any]) -> None:
    sheet.freeze_panes(2, 0)
    for column, one in enumerate(field.columns):
        sheet.set_column(column, column, max(14, 2 * len(str(one.label)) + 4), styles["text"])
        sheet.write_string(0, column, one.key, styles["key"])
        sheet.write_string(1, column, _heading(one), styles["head"])
        if words := words_of(one):
            sheet.write_comment(1, column, words)
        _offer(sheet, one, 2, column, 1 + ROWS_OFFERED)
        for number, row in enumerate(rows):
            sheet.write_string(2 + number, column, shown_answer(one, row.get(one.key)), styles["text"])


def _offer(sheet: Any, field: FormField, row: int, column: int, last: int) -> None:
    """A list to choose from, where the choices fit into a cell's rule."""
    offered = [_("yes"), _("no")] if field.kind is FieldKind.YESNO else []
    if field.kind is FieldKind.CHOICE:
        offered = [str(label) for _key, label in field.choices]
    if offered and len(",".join(offered)) <= LONGEST_OFFER and not any("," in one for one in offered):
        rule = {"validate": "list", "source": offered, "error_type": "warning"}
        sheet.data_validation(row, column, last, column, rule)


def _tables(form: FormDefinition) -> Iterator[FormField]:
    return (one for one in form.fields() if one.kind is FieldKind.TABLE)


def _heading(field: FormField) -> str:
    return f"{field.label}*" if field.required else str(field.label)


def _table_name(field: FormField, number: int) -> str:
    """Numbered, so that two tables of one name are two sheets, and the same in both languages."""
    return f"T{number} {field.key}"[:31]


def _sheet_name(text: str) -> str:
    return "".join(c for c in text if c not in "[]:*?/\\'")[:31]


def _styles(book: Any) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF7", "text_wrap": True}),
        "section": book.add_format({"bold": True, "bg_color": "#F2F2F2"}),
        "key": book.add_format({"font_color": "#808080", "font_size": 8}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "hint": book.add_format({"font_color": "#595959", "text_wrap": True, "valign": "top"}),
    }
