"""Answers to a form, whatever they came by – page, workbook, API: one check for all, errors at the place.

Kept as JSON by the key of the field: texts and keys as they are, numbers as numbers, days as ``2026-03-05``, tables as
lists of such objects, persons and organisations as ``{"name": …, "number": …}`` (``number`` of the register or null),
files as ``{"name": …, "sha256": …}``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.programmes.conditions.answers import Answer
from duijie.programmes.conditions.batch import Batch, Subject
from duijie.programmes.conditions.evaluation import evaluate
from duijie.programmes.faults import Fault, Notes
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie.registry.record_checks import is_text

LONGEST_NAME = 120
LARGEST = Decimal(10) ** 12
MOST_DECIMALS = 6
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Checked:
    """``answers`` that are right, by field; ``faults`` of those that are not; ``missing``: what has to be answered
    before the form can be handed in. ``hidden`` fields are not asked, and what was said there is dropped."""

    answers: dict[str, Any]
    faults: tuple[Fault, ...]
    missing: tuple[Fault, ...]
    hidden: frozenset[str]

    @property
    def is_complete(self) -> bool:
        return not self.faults and not self.missing


def check_answers(form: FormDefinition, data: Any) -> Checked:
    """What of ``data`` is right, wrong and missing. A draft may be kept whatever is missing."""
    notes, missing = Notes(), Notes(most=500)
    if not isinstance(data, Mapping):
        notes.add("", "", "wrong-type", _("The answers are an object by the keys of the fields."))
        data = {}
    fields = form.by_key()
    for key in data:
        if key not in fields:
            notes.add("", str(key)[:60], "unknown-field", _("The form has no such field."))
    answers: dict[str, Any] = {}
    hidden: set[str] = set()
    for field in fields.values():
        if not is_shown(field, answers):
            hidden.add(field.key)
            continue
        value = data.get(field.key)
        if is_empty(field, value):
            if field.required:
                missing.add("", field.key, "required", _("“%(label)s” is not filled in.") % {"label": field.label})
            continue
        try:
            answers[field.key] = tidy(field, value, field.key, notes, missing)
        except Wrong as error:
            notes.add("", field.key, error.code, error.message)
    return Checked(answers, tuple(notes.found), tuple(missing.found), frozenset(hidden))


def is_shown(field: FormField, answers: Mapping[str, Any]) -> bool:
    """Whether ``field`` is asked, given the answers above it. While that cannot be told it is not."""
    if field.shown_if is None:
        return True
    batch = Batch([Subject("", answers=answers)], days={"closing": date.min})
    return evaluate(field.shown_if, batch)[""].answer is Answer.YES


def is_empty(field: FormField, value: Any) -> bool:
    """Whether nothing was said: a text of blanks and a table without rows say nothing, a *no* does."""
    if isinstance(value, str):
        return not value.strip()
    if field.kind is FieldKind.PERSON or field.kind is FieldKind.ORGANISATION:
        return value is None or (isinstance(value, Mapping) and not value.get("name"))
    return value is None or value == [] or value == {}


class Wrong(Exception):
    """Why an answer is not taken."""

    def __init__(self, code: str, message: Any) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def tidy(field: FormField, value: Any, where: str, notes: Notes, missing: Notes) -> Any:
    """``value`` as it is kept. Raises ``Wrong``; what is wrong within a table goes to ``notes`` row by row."""
    if field.kind is FieldKind.TABLE:
        return _table(field, value, where, notes, missing)
    return _TIDY[field.kind](field, value)


def _text(field: FormField, value: Any) -> str:
    if not isinstance(value, str):
        raise _expected(_("a text"))
    if len(value) > field.longest:
        words = _("At most %(most)d characters; these are %(count)d.")
        raise Wrong("too-long", words % {"most": field.longest, "count": len(value)})
    if not is_text(value):
        raise Wrong("no-text", _("Characters that are no text."))
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if field.kind is FieldKind.LONG else " ".join(text.split())


def _number(field: FormField, value: Any) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _expected(_("a number"))
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise _expected(_("a number")) from error
    if not number.is_finite() or abs(number) > LARGEST:
        raise Wrong("out-of-range", _("This number is too large."))
    allowed = MOST_DECIMALS if field.kind is FieldKind.MONEY and not field.decimals else field.decimals
    if round(number, allowed) != number:
        words = _("At most %(count)d decimals.") if allowed else _("A whole number.")
        raise Wrong("decimals", words % {"count": allowed} if allowed else words)
    low = 0 if field.kind is FieldKind.MONEY and field.least is None else field.least
    if low is not None and number < Decimal(str(low)):
        raise Wrong("out-of-range", _("At least %(bound)s.") % {"bound": low})
    if field.most is not None and number > Decimal(str(field.most)):
        raise Wrong("out-of-range", _("At most %(bound)s.") % {"bound": field.most})
    return int(number) if number == number.to_integral_value() else float(number)


def _day(field: FormField, value: Any) -> str:
    if isinstance(value, date):
        value = value.isoformat()
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise _expected(_("a day such as 2026-03-05"))
    if field.from_on and day < field.from_on:
        raise Wrong("out-of-range", _("Not before %(day)s.") % {"day": field.from_on})
    if field.to_on and day > field.to_on:
        raise Wrong("out-of-range", _("Not after %(day)s.") % {"day": field.to_on})
    return day.isoformat()


def _yesno(_field: FormField, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _expected(_("true or false"))
    return value


def _choice(field: FormField, value: Any) -> str:
    if not isinstance(value, str) or value not in dict(field.choices):
        raise _expected(", ".join(str(label) for _key, label in field.choices))
    return value


def _several(field: FormField, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _expected(_("a list of choices"))
    for one in value:
        _choice(field, one)
    kept = [key for key, _label in field.choices if key in value]
    if field.least is not None and len(kept) < field.least:
        raise Wrong("out-of-range", _("At least %(bound)s.") % {"bound": field.least})
    if field.most is not None and len(kept) > field.most:
        raise Wrong("out-of-range", _("At most %(bound)s.") % {"bound": field.most})
    return kept


def _named(field: FormField, value: Any) -> dict[str, Any]:
    """Whether a number is one that the reader may name, the domain function asks."""
    if not isinstance(value, Mapping) or not set(value) <= {"name", "number"}:
        raise _expected(_("an object with name and number"))
    number = value.get("number")
    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 2**63):
        raise _expected(_("an object with name and number"))
    name = _text(FormField(field.key, FieldKind.TEXT, field.label, most=LONGEST_NAME), value.get("name"))
    return {"name": name, "number": number}


def _file(field: FormField, value: Any) -> dict[str, Any]:
    if not isinstance(value, Mapping) or set(value) != {"name", "sha256"}:
        raise _expected(_("an object with name and sha256"))
    name = _text(FormField(field.key, FieldKind.TEXT, field.label, most=LONGEST_NAME), value["name"])
    if not isinstance(value["sha256"], str) or not _SHA256.fullmatch(value["sha256"]):
        raise _expected(_("an object with name and sha256"))
    if not name.lower().endswith(field.suffixes):
        raise Wrong("kind", _("Files of these kinds: %(kinds)s.") % {"kinds": ", ".join(field.suffixes)})
    return {"name": name, "sha256": value["sha256"]}


def _table(field: FormField, value: Any, where: str, notes: Notes, missing: Notes) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise _expected(_("a list of rows"))
    if len(value) > field.most_rows:
        raise Wrong(
            "too-many",
            ngettext_lazy("At most %(bound)s row.", "At most %(bound)s rows.", field.most_rows)
            % {"bound": field.most_rows},
        )
    columns = {one.key: one for one in field.columns}
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(value):
        at, kept = f"{where}.{number}", {}
        for key in row:
            if key not in columns:
                notes.add(at, str(key)[:60], "unknown-field", _("The form has no such field."))
        for key, column in columns.items():
            if is_empty(column, row.get(key)):
                if column.required:
                    words = _("“%(label)s” is not filled in.") % {"label": column.label}
                    missing.add(at, key, "required", words)
                continue
            try:
                kept[key] = tidy(column, row[key], at, notes, missing)
            except Wrong as error:
                notes.add(at, key, error.code, error.message)
        rows.append(kept)
    if field.least is not None and len(rows) < field.least:
        missing.add("", where, "too-few", _("At least %(bound)s rows.") % {"bound": int(field.least)})
    return rows


def _expected(what: Any) -> Wrong:
    return Wrong("wrong-type", _("Expected: %(expected)s.") % {"expected": what})


_TIDY: dict[FieldKind, Callable[[FormField, Any], Any]] = {
    FieldKind.TEXT: _text, FieldKind.LONG: _text, FieldKind.NUMBER: _number, FieldKind.MONEY: _number,
    FieldKind.DATE: _day, FieldKind.YESNO: _yesno, FieldKind.CHOICE: _choice, FieldKind.SEVERAL: _several,
    FieldKind.FILE: _file, FieldKind.PERSON: _named, FieldKind.ORGANISATION: _named,
}  # fmt: skip
