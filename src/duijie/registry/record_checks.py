"""Values of records: tidied, and what is wrong with them. Needs no database, so imports can call it row by row."""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import Department
from duijie.registry.models import Area, Organisation
from duijie.registry.names import tidy_name
from duijie.registry.register import FieldKind, Findings, RecordField, kind_of, label_of, model_field

LONG_TEXT = 20_000
ORGANISATION_NAME = 120
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_SEPARATORS = re.compile(r"[;；,，、|\n\t]+")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")  # Word's cell marks, bells: never meant
_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LONG})
_LINKS: dict[FieldKind, type[models.Model]] = {
    FieldKind.AREA: Area, FieldKind.ZONE: Area, FieldKind.ORGANISATION: Organisation, FieldKind.DEPARTMENT: Department,
}  # fmt: skip


def split_words(text: str) -> tuple[str, ...]:
    """Keywords as written in one cell, without doubles."""
    return tuple(dict.fromkeys(word for part in _SEPARATORS.split(text) if (word := " ".join(part.split()))))


def tidy_values(model: type[models.Model], fields: Iterable[RecordField], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as they are kept. Unknown names raise ``TypeError``: a surface may not invent fields.

    Values of a wrong type raise ``ValidationError`` by field (code ``type``), before anything is put on a row.
    """
    known = {one.name: one for one in fields}
    strange = set(values) - set(known) - {"organisation_name"}
    if strange:
        raise TypeError(f"no such fields: {', '.join(sorted(strange))}")
    tidied: dict[str, Any] = {}
    wrong: Findings = {}
    for name, value in values.items():
        kind = FieldKind.TEXT if name == "organisation_name" else kind_of(model, known[name])
        try:
            tidied[name] = _tidy(kind, name, value)
        except (TypeError, ValueError, ArithmeticError):
            wrong[name] = [ValidationError(_("This value is of a wrong kind."), code="type")]
    if wrong:
        raise ValidationError(wrong)
    return tidied


def is_text(value: str) -> bool:
    """Whether it can be stored and sent: no NUL, no half of a surrogate pair."""
    return not _NO_TEXT.search(value)


def _tidy(kind: FieldKind, name: str, value: Any) -> Any:
    """The value as it is kept; ``TypeError``, ``ValueError`` or ``ArithmeticError`` for one of a wrong type."""
    if kind in _TEXTS:
        text = _CONTROL.sub("", _exactly(str, value or ""))
        if kind is FieldKind.LONG:
            return text.replace("\r\n", "\n").replace("\r", "\n").strip()
        return tidy_name(text) if name in ("name", "organisation_name") else " ".join(text.split())
    if kind is FieldKind.CHOICE:
        return str(_exactly(str, value or ""))
    if kind is FieldKind.KEYWORDS:
        return "；".join(split_words(_CONTROL.sub("", value if isinstance(value, str) else "；".join(value or ()))))
    if kind is FieldKind.SEVERAL:
        parts = value.split(",") if isinstance(value, str) else [str(_exactly(str, part)) for part in value or ()]
        return ",".join(dict.fromkeys(part for part in parts if part))
    if kind is FieldKind.YESNO:
        return _exactly(bool, False if value is None else value)
    if value is None or value == "":
        return None
    if kind is FieldKind.DECIMAL:
        return value if isinstance(value, Decimal) else Decimal(str(_exactly((int, float, str), value)))
    if kind is FieldKind.INTEGER:
        return int(_exactly((int, str), value))
    if kind is FieldKind.DATE:
        return date.fromisoformat(value) if isinstance(value, str) else _exactly(date, value)
    return _exactly(_LINKS[kind], value)


def _exactly(kind: Any, value: Any) -> Any:
    """``value``, if it is of that type – a moment is no day, and a yes no number."""
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime):
        raise TypeError
    return value


def check_values(model: type[models.Model], fields: Sequence[RecordField], values: Mapping[str, Any]) -> Findings:
    """What is wrong with tidied, complete ``values``, by field. An owner that is not registered stands in
    ``organisation_name``."""
    found: Findings = {}
    for one in fields:
        kind, value = kind_of(model, one), values.get(one.name)
        if kind is FieldKind.ORGANISATION and value is None:
            value = values.get("organisation_name")
        error = _missing(one, value) or (None if value is None or value == "" else _wrong(model, one, kind, value))
        if error is None and is_idle(one, values) and value not in (None, ""):
            error = _idle(model, one)
        if error is not None:
            found[one.name] = [error]
    for one in fields:
        if not one.range_end:
            continue
        low, high = values.get(one.name), values.get(one.range_end)
        if low is None or high is None or {one.name, one.range_end} & set(found):
            continue
        if low > high:
            text = _("It must not be below “%(other)s”.")
            found[one.range_end] = [ValidationError(text, code="order", params={"other": label_of(model, one.name)})]
    return found


def is_idle(one: RecordField, values: Mapping[str, Any]) -> bool:
    """Whether a field means nothing because of the value of another (``RecordField.only_for``)."""
    if one.only_for is None:
        return False
    name, value = one.only_for
    return name in values and values[name] != value


def _idle(model: type[models.Model], one: RecordField) -> ValidationError:
    assert one.only_for is not None
    name, value = one.only_for
    column = model_field(model, name)
    words = _("Leave it empty, or choose “%(value)s” as %(field)s.")
    said = {"field": column.verbose_name, "value": dict(column.choices)[value]}
    return ValidationError(words, code="idle", params=said)


def _missing(one: RecordField, value: Any) -> ValidationError | None:
    if one.needed and value in (None, ""):
        return ValidationError(_("This is needed."), code="required")
    return None


def _wrong(model: type[models.Model], one: RecordField, kind: FieldKind, value: Any) -> ValidationError | None:
    if isinstance(value, Area):
        return _wrong_area(kind, value)
    if isinstance(value, str):
        return _wrong_text(model, one, kind, value)
    if kind is FieldKind.DATE and not EARLIEST <= value <= LATEST:
        return ValidationError(_("A day between 1900 and 2200 is needed."), code="date")
    if kind in (FieldKind.INTEGER, FieldKind.DECIMAL):
        return _wrong_number(model_field(model, one.name), value)
    return None


def _wrong_area(kind: FieldKind, area: Area) -> ValidationError | None:
    if kind is FieldKind.AREA and area.is_management:
        return ValidationError(
            _("This is a development zone. Choose the county it is counted in, and the zone as the zone."), code="zone"
        )
    if kind is FieldKind.ZONE and not area.is_management:
        return ValidationError(_("This is not a development zone."), code="no-zone")
    return None


def _wrong_text(model: type[models.Model], one: RecordField, kind: FieldKind, value: str) -> ValidationError | None:
    name = "organisation_name" if kind is FieldKind.ORGANISATION else one.name
    most, choices, validators = _bounds(model, name, one.several)
    if not is_text(value):
        return ValidationError(_("Characters that are no text."), code="no-text")
    if len(value) > most:
        return ValidationError(_("At most %(most)d characters."), code="too-long", params={"most": most})
    if choices and any(part not in choices for part in (value.split(",") if one.several else [value])):
        return ValidationError(_("Unknown value. Choose one of the list."), code="unknown")
    for validate in validators if kind is FieldKind.TEXT else ():
        try:
            validate(value)
        except ValidationError as error:
            return error
    return None


@functools.cache  # asked some ten times for each row of a list
def _bounds(
    model: type[models.Model], name: str, several: type[models.TextChoices] | None
) -> tuple[int, frozenset[str], tuple[Any, ...]]:
    """Of a column of text: how long, which values (none named: all), and its validators."""
    column = model_field(model, name)
    choices = several.values if several is not None else [key for key, _label in column.choices or ()]
    return column.max_length or LONG_TEXT, frozenset(choices), tuple(column.validators)


def _wrong_number(column: Any, value: Any) -> ValidationError | None:
    if isinstance(value, Decimal) and not value.is_finite():
        return ValidationError(_("A number is needed."), code="number")
    most = 2**15 - 1 if isinstance(column, models.PositiveSmallIntegerField) else 2**31 - 1
    if not isinstance(column, models.DecimalField) and not 0 <= value <= most:
        return ValidationError(_("A whole number, not negative, is needed."), code="range")
    for validate in column.validators:
        try:
            validate(value)
        except ValidationError as error:
            return error
    return None
