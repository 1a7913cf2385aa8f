"""Forms of list matching: bringing lists, correcting how they were understood, starting."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import ListFile, ListMatch, ListSide
from duijie.matching.validators import MOST_CANDIDATES
from duijie.portal.limits import LimitsForm
from duijie.portal.matching.labels import COLUMNS
from duijie.portal.uploads import FilesField
from duijie_match.lists.columns import DOCUMENTS, WORKS
from duijie_match.lists.sniffing import SUFFIXES

ACCEPTED = ",".join(SUFFIXES)
SKIP = ""
LONGEST_CELL = 32_767  # as in a workbook


def _file(label: Any, help_text: Any, *, required: bool = True) -> FilesField:
    return FilesField(label=label, help_text=help_text, required=required, accept=ACCEPTED)


class AddForm(forms.Form):
    """Two lists, perhaps a third, and a title."""

    demands = _file(
        _("List of demands"),
        _("What firms need, one row each: .xlsx, .xls, .csv, .tsv or .jsonl; or the forms of firms (.docx, .zip)."),
    )
    supply = _file(_("List of supply"), _("Achievements, experts, services or carriers, one row each."))
    works = _file(
        _("Works of the experts"), _("Papers, patents, projects, one row each, with the expert's id."), required=False
    )
    title = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("Left empty: the name of the list of demands.")
    )


class ReplaceForm(forms.Form):
    """Another file in the place of one."""

    side = forms.ChoiceField(choices=ListSide.choices, widget=forms.HiddenInput)
    file = _file(_("Another file"), "")


class StartForm(LimitsForm):
    """How many candidates a row gets, and what is shown on request."""

    top = forms.IntegerField(
        label=_("Candidates per demand"),
        min_value=1,
        max_value=MOST_CANDIDATES,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.on_request:  # they stand apart from the button
            field.field.widget.attrs |= {"class": "form-control", "form": "start"}

    @property
    def on_request(self) -> list[forms.BoundField]:
        """The fields that most leave empty."""
        return [self["most_shown"], self["diversity"]]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of a sheet as the correction form shows it."""

    name: str
    header: str
    field: str
    unit: str
    samples: list[str]


@dataclass(frozen=True, slots=True)
class CellChoice:
    """A cell a person may put right, or has. ``name`` is its input; ``remark`` is empty for one that was corrected."""

    name: str
    row: int
    column: int
    header: str
    value: str
    severity: str
    remark: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One sheet of a file as the correction form shows it. ``prefix`` starts the names of its inputs."""

    prefix: str
    sheet: dict[str, Any]
    used: bool
    columns: list[ColumnChoice]
    doubtful: list[CellChoice]
    corrected: list[CellChoice]


def field_choices(side: str) -> list[tuple[str, str]]:
    """The fields a column can be read as, in the reader's language, with “carry along unchanged” first."""
    vocabulary = WORKS if side == ListSide.WORKS else DOCUMENTS
    return [
        (SKIP, str(_("– carry along unchanged –"))),
        *((field.name, str(COLUMNS.get(field.name, field.names[0]))) for field in vocabulary.fields),
    ]


def sheet_choices(file: ListFile) -> Iterator[SheetChoice]:
    """The sheets of ``file`` with what each column was read as, and the cells in doubt."""
    for number, sheet in enumerate(file.reading.get("sheets", ())):
        prefix = f"{file.side}-{number}"
        columns = [
            ColumnChoice(
                f"{prefix}-column-{column['index']}",
                column["header"],
                column["field"] or SKIP,
                column["unit"] or "",
                column["samples"],
            )
            for column in sheet["columns"]
        ]
        doubtful, corrected = list(_doubtful(file, sheet, prefix)), list(_corrected(file, sheet, prefix))
        yield SheetChoice(prefix, sheet, not sheet["skipped"], columns, doubtful, corrected)


def mappings_from(list_match: ListMatch, posted: Any) -> dict[str, dict[str, Any]]:
    """What the correction form says, per side and sheet, as a ``SheetMapping``; unknown fields are dropped."""
    mappings: dict[str, dict[str, Any]] = {}
    for file in list_match.files.all():
        valid = {name for name, _label in field_choices(file.side)}
        corrections = {
            choice.sheet["name"]: _correction(file, choice, valid, posted)
            for choice in sheet_choices(file)
            if f"{choice.prefix}-header" in posted
        }
        if corrections:
            mappings[file.side] = corrections
    return mappings


def _correction(file: ListFile, choice: SheetChoice, valid: set[str], posted: Any) -> dict[str, Any]:
    header = str(posted[f"{choice.prefix}-header"])
    header_row = int(header) if header.isascii() and header.isdigit() and len(header) < 8 else 0
    use = f"{choice.prefix}-use" in posted
    if header_row not in (0, choice.sheet["header_row"]):
        # Under another header row the columns mean something else: let them be recognised anew.
        return {"use": use, "header_row": header_row}
    fields = {
        str(column["index"]): posted[given.name] or None
        for column, given in zip(choice.sheet["columns"], choice.columns, strict=True)
        if posted.get(given.name) in valid
    }
    cells: dict[str, dict[str, str]] = {}
    for cell in choice.doubtful:
        text = posted.get(cell.name, cell.value).strip()
        if text != cell.value.strip():
            cells.setdefault(str(cell.row), {})[str(cell.column)] = text[:LONGEST_CELL]
    for cell in choice.corrected:
        if cell.name in posted:  # a ticked box: the correction stays
            cells.setdefault(str(cell.row), {})[str(cell.column)] = cell.value
    # The first row of the header, as it was found or given: without it a guessed header would be looked for again.
    return {"use": use, "header_row": choice.sheet["first_header_row"], "fields": fields, "cells": cells}


def _doubtful(file: ListFile, sheet: dict[str, Any], prefix: str) -> Iterator[CellChoice]:
    columns = {column["header"]: column["index"] for column in sheet["columns"]}
    for problem in file.problems:
        column = columns.get(problem["column"] or "")
        if (
            problem["sheet"] == sheet["name"]
            and problem["row"]
            and column is not None
            and problem["severity"] != "note"
        ):
            name = f"{prefix}-cell-{problem['row']}-{column}"
            place = problem["row"], column, problem["column"]
            yield CellChoice(name, *place, problem["value"], problem["severity"], problem["text"])


def _corrected(file: ListFile, sheet: dict[str, Any], prefix: str) -> Iterator[CellChoice]:
    headers = {column["index"]: column["header"] for column in sheet["columns"]}
    for row, cells in file.mapping.get(sheet["name"], {}).get("cells", {}).items():
        for column, text in cells.items():
            name = f"{prefix}-corrected-{row}-{column}"
            yield CellChoice(name, int(row), int(column), headers.get(int(column), ""), text, "", None)
