"""What of two records is chosen when they are merged, and how columns are kept as JSON for taking it back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from duijie.registry.record_values import plain_number, shown
from duijie.registry.register import Register, kin_of

SILENT = frozenset({
    "id", "initials", "name_key", "name_tail", "version", "updated_at", "created_at", "is_demo", "archived_at", "state",
    "clock_due_on",
    "waiting",
})  # fmt: skip
"""Columns about which nobody is asked: the machine's own, and where a demand stands in its course. Neither is anybody
asked about what a record's parts prove (``Register.settled``)."""

TOGETHER = {
    "organisation_name": "organisation", "uscc_confirmed": "uscc", "zone": "area", "budget_to": "budget_from",
    "price_to": "price_from", "due_on": "department", "event_name": "source", "event_on": "source",
    "event_place": "source", "asked_by": "source", "agreed_how": "source", "public_title": "public_summary",
    "names_owner": "public_summary",
}  # fmt: skip
"""Columns that mean something only with another one, and are chosen with it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns that are chosen together; ``name`` is the first."""

    name: str
    columns: tuple[Any, ...]

    @property
    def label(self) -> Any:
        return self.columns[0].verbose_name


def choices_of(register: Register) -> tuple[Choice, ...]:
    """What is chosen, in the order of the model."""
    unasked = SILENT | {*register.settled}
    columns = {one.name: one for one in register.model._meta.concrete_fields if one.name not in unasked}
    heads = [name for name in columns if TOGETHER.get(name) not in columns]
    return tuple(
        Choice(name, (columns[name], *(one for other, one in columns.items() if TOGETHER.get(other) == name)))
        for name in heads
    )


def suggest(choice: Choice, kept: Any, merged: Any) -> str:
    """Whose value stays unless a person says otherwise: the one that is there, the longer text, the newer."""
    mine, theirs = (getattr(one, choice.columns[0].attname) for one in (kept, merged))
    if _empty(mine) != _empty(theirs):
        return "merged" if _empty(mine) else "kept"
    if mine == theirs:
        return "kept"
    if isinstance(choice.columns[0], models.TextField):
        return "merged" if len(theirs) > len(mine) else "kept"
    if choice.columns[0].unique or choice.name in ("name", "title"):
        return "kept"
    return "merged" if merged.updated_at > kept.updated_at else "kept"


def differs(choice: Choice, kept: Any, merged: Any) -> bool:
    return any(getattr(kept, one.attname) != getattr(merged, one.attname) for one in choice.columns)


def show(register: Register, choice: Choice, record: Any) -> Any:
    """The value of a choice for a person."""
    parts = [_show(register, one, record) for one in choice.columns if one.name != "organisation_name"]
    return " – ".join(str(part) for part in parts if part not in (None, ""))


def _show(register: Register, column: Any, record: Any) -> Any:
    for one in kin_of(register):
        if column.name in one.names:
            return shown(one.model, one.field_of(column.name), record)
    value = getattr(record, column.name)
    if column.choices:
        return getattr(record, f"get_{column.name}_display")()
    if isinstance(column, models.BooleanField):
        return ""
    return plain_number(value) if isinstance(value, Decimal) else value


def _empty(value: Any) -> bool:
    return value is None or value == ""


def row_of(record: models.Model) -> dict[str, Any]:
    """All columns of a row as JSON."""
    return {one.attname: as_json(getattr(record, one.attname)) for one in record._meta.concrete_fields}


def as_json(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | UUID) else value


def column_of(model: type[models.Model], attname: str) -> Any:
    return next(one for one in model._meta.concrete_fields if one.attname == attname)


def from_json(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    """The inverse of ``as_json`` for columns of ``model``, by the names of their attributes."""
    values = {}
    for attname, value in row.items():
        column = column_of(model, attname)
        target = column.target_field if column.is_relation else column
        values[attname] = None if value is None else target.to_python(value)
    return values


def missing_targets(
    model: type[models.Model], values: Mapping[str, Any], known: dict[Any, bool] | None = None
) -> list[str]:
    """Columns of ``values`` that refer to rows which are gone: foreign keys are only checked at the commit.

    ``known`` remembers what was asked, so that a thousand rows of one owner ask once.
    """
    known = {} if known is None else known
    gone = []
    for attname, value in values.items():
        column = column_of(model, attname)
        if value is None or not column.is_relation:
            continue
        target = (column.related_model, column.target_field.attname, value)
        if target not in known:
            known[target] = column.related_model._base_manager.filter(**{target[1]: value}).exists()
        if not known[target]:
            gone.append(attname)
    return gone


def taken(model: type[models.Model], values: Mapping[str, Any], *, besides: list[Any]) -> Iterator[str]:
    """Columns of ``values`` that must be unique and stand in another row."""
    for attname, value in values.items():
        column = column_of(model, attname)
        if value is not None and column.unique and not column.primary_key:
            others = model._base_manager.filter(**{attname: value}).exclude(pk__in=besides)
            if others.exists():
                yield attname
