"""Forms of list matching: bringing lists, correcting how they were understood, starting."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import ListFile, ListMatch, ListSide
from duijie.matching.validators import MOST_CANDIDATES, SUFFIXES
from duijie.portal.matching.labels import COLUMNS
from duijie_match.lists.columns import DOCUMENTS, WORKS

ACCEPTED = ",".join(SUFFIXES)
SKIP = ""


def _file(label: Any, help_text: Any, *, required: bool = True) -> forms.FileField:
    return forms.FileField(
        label=label, help_text=help_text, required=required, widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED})
    )


class AddForm(forms.Form):
    """Two lists, perhaps a third, and a title."""

    demands = _file(_("List of demands"), _("What firms need, one row each: .xlsx, .xls, .csv, .tsv or .jsonl."))
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


class StartForm(forms.Form):
    """How many candidates a row gets."""

    top = forms.IntegerField(label=_("Candidates per demand"), min_value=1, max_value=MOST_CANDIDATES, initial=10)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One column of a sheet as the correction form shows it."""

    name: str
    header: str
    field: str
    unit: str
    samples: list[str]


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """One sheet of a file as the correction form shows it. ``prefix`` starts the names of its inputs."""

    prefix: str
    sheet: dict[str, Any]
    used: bool
    columns: list[ColumnChoice]


def field_choices(side: str) -> list[tuple[str, str]]:
    """The fields a column can be read as, in the reader's language, with “carry along unchanged” first."""
    vocabulary = WORKS if side == ListSide.WORKS else DOCUMENTS
    return [
        (SKIP, str(_("– carry along unchanged –"))),
        *((field.name, str(COLUMNS.get(field.name, field.names[0]))) for field in vocabulary.fields),
    ]


def sheet_choices(file: ListFile) -> Iterator[SheetChoice]:
    """The sheets of ``file`` with what each column was read as."""
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
        yield SheetChoice(prefix, sheet, not sheet["skipped"], columns)


def mappings_from(list_match: ListMatch, posted: Any) -> dict[str, dict[str, Any]]:
    """What the correction form says, per side and sheet, as a ``SheetMapping``; unknown fields are dropped."""
    mappings: dict[str, dict[str, Any]] = {}
    for file in list_match.files.all():
        valid = {name for name, _label in field_choices(file.side)}
        corrections = {}
        for choice in sheet_choices(file):
            if f"{choice.prefix}-header" not in posted:
                continue
            fields = {
                str(column["index"]): posted.get(given.name, SKIP) or None
                for column, given in zip(choice.sheet["columns"], choice.columns, strict=True)
                if posted.get(given.name, SKIP) in valid
            }
            header = str(posted[f"{choice.prefix}-header"])
            header_row = int(header) if header.isdigit() and len(header) < 8 else choice.sheet["header_row"]
            moved = header_row != choice.sheet["header_row"]
            corrections[choice.sheet["name"]] = {
                "use": f"{choice.prefix}-use" in posted,
                "header_row": header_row,
                # Under another header row the columns mean something else: let them be recognised anew.
                "fields": {} if moved else fields,
            }
        if corrections:
            mappings[file.side] = corrections
    return mappings
