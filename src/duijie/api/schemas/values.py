"""The types of single values: what a field of a register's table takes and gives in JSON."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from ninja import Schema
from pydantic import Field, WithJsonSchema

from duijie.api.schemas.common import AreaCode
from duijie.registry.record_checks import LONG_TEXT, ORGANISATION_NAME, split_words
from duijie.registry.record_values import plain_number
from duijie.registry.register import FieldKind, RecordField, kind_of, model_field

NULLABLE = frozenset(
    {
        FieldKind.INTEGER,
        FieldKind.DECIMAL,
        FieldKind.DATE,
        FieldKind.AREA,
        FieldKind.ZONE,
        FieldKind.DEPARTMENT,
        FieldKind.ACCOUNT,
    }
)
_MOST_WORDS = 100


class OwnerOut(Schema):
    """An organisation; without a number it is not registered and stands as somebody wrote it."""

    id: int | None
    name: str


def said_type(model: Any, one: RecordField, *, patch: bool = False) -> Any:
    """The type that a body has for the field."""
    kind, column = kind_of(model, one), model_field(model, one.name)
    if kind is FieldKind.AREA:
        return AreaCode if patch else AreaCode | None
    made = _taken(model, one, kind)
    if kind is FieldKind.CHOICE:
        return made if one.needed or not column.blank else made | None
    return made | None if kind in NULLABLE and not one.needed else made


def _taken(model: Any, one: RecordField, kind: FieldKind) -> Any:
    column = model_field(model, one.name)
    if kind is FieldKind.TEXT:
        return Annotated[str, Field(max_length=column.max_length, min_length=1 if one.needed else None)]
    if kind is FieldKind.LONG:
        return Annotated[str, Field(max_length=LONG_TEXT)]
    if kind is FieldKind.KEYWORDS:
        return Annotated[list[Annotated[str, Field(max_length=column.max_length)]], Field(max_length=_MOST_WORDS)]
    if kind is FieldKind.ORGANISATION:
        return Annotated[str, Field(max_length=ORGANISATION_NAME, min_length=1 if one.needed else None)]
    if kind is FieldKind.DEPARTMENT:
        return Annotated[str, Field(max_length=40)]
    if kind is FieldKind.ZONE:
        return AreaCode
    if kind is FieldKind.SEVERAL:
        return Annotated[_shown(model, one, kind), Field(max_length=_MOST_WORDS)]
    if kind is FieldKind.INTEGER:
        least, most = _bounds(column)
        return Annotated[int, Field(ge=least, le=most)]
    if kind is FieldKind.DECIMAL:
        most_digits = 10 ** (column.max_digits - column.decimal_places)
        schema = {"type": "number", "minimum": 0, "exclusiveMaximum": most_digits}
        limits = Field(ge=0, lt=most_digits, decimal_places=column.decimal_places)
        return Annotated[Decimal, limits, WithJsonSchema(schema)]
    return _shown(model, one, kind)


def shown_type(model: Any, one: RecordField) -> Any:
    """The type that an answer has for the field."""
    kind = kind_of(model, one)
    made = _shown(model, one, kind)
    if kind is FieldKind.CHOICE:
        return made | None if model_field(model, one.name).blank else made
    optional = kind in (NULLABLE | {FieldKind.ORGANISATION}) - {FieldKind.AREA}
    return made | None if optional and not one.needed else made


def _shown(model: Any, one: RecordField, kind: FieldKind) -> Any:
    if kind is FieldKind.CHOICE:
        return Literal[tuple(key for key, _label in model_field(model, one.name).choices)]
    if kind is FieldKind.SEVERAL and one.several is not None:
        return list[Literal[tuple(one.several.values)]]  # type: ignore[misc]
    kinds: dict[FieldKind, Any] = {
        FieldKind.KEYWORDS: list[str], FieldKind.INTEGER: int, FieldKind.DECIMAL: float, FieldKind.DATE: date,
        FieldKind.YESNO: bool, FieldKind.ORGANISATION: OwnerOut,
    }  # fmt: skip
    return kinds.get(kind, str)


def _bounds(column: Any) -> tuple[int, int]:
    """The least and the most; not what the database at hand can hold, so that the description is the same with all."""
    said = column.validators
    least = max([0, *(one.limit_value for one in said if isinstance(one, MinValueValidator))])
    cap = 32_767 if isinstance(column, models.PositiveSmallIntegerField) else 2**31 - 1
    return least, min([cap, *(one.limit_value for one in said if isinstance(one, MaxValueValidator))])


def shown_value(model: Any, one: RecordField, row: Any) -> Any:
    """The value of a field of a record or a part, for JSON."""
    kind, value = kind_of(model, one), getattr(row, one.name)
    if kind is FieldKind.ORGANISATION:
        name = value.name if value is not None else row.organisation_name
        return {"id": value.pk if value is not None else None, "name": name} if name else None
    if kind in (FieldKind.AREA, FieldKind.ZONE):
        return value.code if value is not None else None
    if kind is FieldKind.DEPARTMENT:
        return value.key if value is not None else None
    if kind is FieldKind.ACCOUNT:
        return str(value) if value is not None else None
    if kind is FieldKind.SEVERAL:
        return [part for part in value.split(",") if part]
    if kind is FieldKind.KEYWORDS:
        return list(split_words(value))
    if kind is FieldKind.DECIMAL:
        return plain_number(value) if value is not None else None
    return (value or None) if kind is FieldKind.CHOICE else value
