"""A filled form for reading: as rows for a page to print, and as PDF set by typst from ``files/form.typ``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from duijie.common.typesetting import SHIPPED, print_pdf
from duijie.programmes.forms.answers import is_shown
from duijie.programmes.forms.cells import shown_answer
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A field and its answer; for a table ``heads`` and ``rows`` of cells."""

    label: str
    value: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedSection:
    title: str
    rows: tuple[PrintedRow, ...]


def printed(form: FormDefinition, answers: Mapping[str, Any]) -> tuple[PrintedSection, ...]:
    """What was asked and answered, in the reader's language; what was not asked is left out."""
    shown = []
    for section in form.sections:
        rows = tuple(_row(one, answers.get(one.key)) for one in section.fields if is_shown(one, answers))
        if rows:
            shown.append(PrintedSection(str(section.title), rows))
    return tuple(shown)


def form_pdf(
    form: FormDefinition, answers: Mapping[str, Any], *, title: str, subtitle: str = "", footer: str = "",
    signatures: Sequence[str] = (),
) -> bytes:  # fmt: skip
    """The PDF in the language that is on; with neither title nor answers it is the empty form. ``footer`` stands on
    every page; ``signatures`` are the lines for dates and seals below it all: no seal is ever drawn."""
    told = {
        "title": title, "subtitle": subtitle, "footer": footer, "signatures": list(signatures), "fonts": [SHIPPED],
        "sections": [asdict(one) for one in printed(form, answers)],
    }  # fmt: skip
    return print_pdf(FILES / "form.typ", told)


def _row(field: FormField, answer: Any) -> PrintedRow:
    label = str(field.label)
    if field.kind is FieldKind.MONEY or field.unit:
        unit = _("10,000 yuan") if field.kind is FieldKind.MONEY else str(field.unit)
        label = pgettext("label and unit", "%(label)s (%(unit)s)") % {"label": label, "unit": unit}
    if field.kind is not FieldKind.TABLE:
        return PrintedRow(label, shown_answer(field, answer))
    heads = tuple(str(one.label) for one in field.columns)
    rows = tuple(tuple(shown_answer(one, row.get(one.key)) for one in field.columns) for row in answer or ())
    return PrintedRow(label, "", heads, rows)
