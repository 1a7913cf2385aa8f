"""Values of records: tidied, and what is wrong with them. Needs no database, so imports can call it row by row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Area
from duijie.registry.names import tidy_name
from duijie.registry.register import FieldKind, Findings, RecordField, kind_of, label_of, model_field

LONG_TEXT = 20_000
ORGANISATION_NAME = 120
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_SEPARATORS = re.compile(r"[;；,，、|\n\t]+")
_LINKS = frozenset({FieldKind.AREA, FieldKind.ZONE, FieldKind.ORGANISATION, FieldKind.DEPARTMENT})


def split_words(text: str) -> tuple[str, ...]:
    """Keywords as written in one cell, without doubles."""
    return tuple(dict.fromkeys(word for part in _SEPARATORS.split(text) if (word := " ".join(part.split()))))


def tidy_values(model: type[models.Model], fields: Iterable[RecordField], values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as they are kept. Unknown names raise ``TypeError``: a surface may not invent fields."""
    known = {one.name: one for one in fields}
    strange = set(values) - set(known) - {"organisation_name"}
    if strange:
        raise TypeError(f"no such fields: {', '.join(sorted(strange))}")
    return {
        name: tidy_name(value or "") if name == "organisation_name" else _tidy(kind_of(model, known[name]), name, value)
        for name, value in values.items()
    }


def _tidy(kind: FieldKind, name: str, value: Any) -> Any:
    if kind is FieldKind.TEXT:
        return tidy_name(value or "") if name == "name" else " ".join(str(value or "").split())
    if kind is FieldKind.LONG:
        return str(value or "").replace("\r\n", "\n").strip()
    if kind is FieldKind.CHOICE:
        return str(value or "")
    if kind is FieldKind.KEYWORDS:
        return "；".join(split_words(value if isinstance(value, str) else "；".join(value or ())))
    if kind is FieldKind.SEVERAL:
        parts = value.split(",") if isinstance(value, str) else value or ()
        return ",".join(dict.fromkeys(str(part) for part in parts if str(part)))
    if kind is FieldKind.YESNO:
        return bool(value)
    if kind is FieldKind.DECIMAL and value is not None and value != "":
        return value if isinstance(value, Decimal) else Decimal(str(value))
    return None if value == "" else value


def check_values(model: type[models.Model], fields: Sequence[RecordField], values: Mapping[str, Any]) -> Findings:
    """What is wrong with tidied, complete ``values``, by field."""
    found: Findings = {}
    for one in fields:
        kind, value = kind_of(model, one), values.get(one.name)
        error = _missing(one, value) or (None if value in (None, "") else _wrong(model, one, kind, value))
        if error is not None:
            found[one.name] = [error]
    for one in fields:
        low, high = values.get(one.name), values.get(one.range_end) if one.range_end else None
        if low is not None and high is not None and low > high and one.range_end not in found:
            text = _("It must not be below “%(other)s”.")
            found[one.range_end] = [ValidationError(text, code="order", params={"other": label_of(model, one.name)})]
    return found


def _missing(one: RecordField, value: Any) -> ValidationError | None:
    if one.needed and value in (None, ""):
        return ValidationError(_("This is needed."), code="required")
    return None


def _wrong(model: type[models.Model], one: RecordField, kind: FieldKind, value: Any) -> ValidationError | None:
    if kind in _LINKS:
        return _wrong_area(kind, value) if isinstance(value, Area) else None
    if isinstance(value, str):
        return _wrong_text(model, one, kind, value)
    if kind is FieldKind.DATE and not EARLIEST <= value <= LATEST:
        return ValidationError(_("A day between 1900 and 2200 is needed."), code="date")
    if kind in (FieldKind.INTEGER, FieldKind.DECIMAL):
        return _wrong_number(model_field(model, one.name), value)
    return None


def wrong_organisation_name(name: str) -> ValidationError | None:
    """What is wrong with an organisation as written; it stands beside the field that names the registered one."""
    if "\x00" in name:
        return ValidationError(_("Characters that are no text."), code="no-text")
    if len(name) > ORGANISATION_NAME:
        text = _("At most %(most)d characters.")
        return ValidationError(text, code="too-long", params={"most": ORGANISATION_NAME})
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
    column = model_field(model, one.name)
    most = column.max_length or LONG_TEXT
    if "\x00" in value:
        return ValidationError(_("Characters that are no text."), code="no-text")
    if len(value) > most:
        return ValidationError(_("At most %(most)d characters."), code="too-long", params={"most": most})
    choices = one.several.values if one.several is not None else [key for key, _label in column.choices or ()]
    if choices and any(part not in choices for part in (value.split(",") if one.several else [value])):
        return ValidationError(_("Unknown value. Choose one of the list."), code="unknown")
    for validate in column.validators if kind is FieldKind.TEXT else ():
        try:
            validate(value)
        except ValidationError as error:
            return error
    return None


def _wrong_number(column: Any, value: Any) -> ValidationError | None:
    if isinstance(value, Decimal) and not value.is_finite():
        return ValidationError(_("A number is needed."), code="number")
    if not isinstance(column, models.DecimalField) and not 0 <= value <= 2**31 - 1:
        return ValidationError(_("A whole number, not negative, is needed."), code="range")
    for validate in column.validators:
        try:
            validate(value)
        except ValidationError as error:
            return error
    return None
