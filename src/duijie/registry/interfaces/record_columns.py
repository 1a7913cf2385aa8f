"""The columns in which records are listed and exported, and the value that stands in each."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.common.ordering import empties_last
from duijie.registry.record_values import shown
from duijie.registry.register import FieldKind, Listed, Register, kind_of, label_of, model_field


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """``order`` is what the list is sorted by, empty where it cannot be: the order of contact data would tell of rows
    whose contact data is not shown. ``usual`` columns are shown unless others were chosen."""

    key: str
    label: Any
    kind: FieldKind
    order: str
    usual: bool


_ORDER = {
    FieldKind.ACCOUNT: "",
    FieldKind.AREA: "area__path",
    FieldKind.ZONE: "zone__path",
    FieldKind.ORGANISATION: "organisation_name",
}


def columns_of(register: Register) -> tuple[RecordColumn, ...]:
    """All columns that the list can show, the title first."""
    reckoned = getattr(register.model, "reckoned", {})  # no column of the database: nothing to order by
    made = [
        RecordColumn(
            one.name,
            label_of(register.model, one.name),
            kind,
            "" if one.personal or one.name in reckoned else _ORDER.get(kind, one.name),
            one.listed is Listed.USUAL,
        )
        for one in (*register.told, *register.fields)
        if one.listed is not Listed.NEVER and (kind := kind_of(register.model, one)) is not FieldKind.LONG
    ]
    made.append(RecordColumn("updated_at", _("changed at"), FieldKind.DATE, "updated_at", usual=True))
    return tuple(sorted(made, key=lambda column: column.key != register.title))


def chosen_columns(register: Register, keys: list[str]) -> tuple[RecordColumn, ...]:
    """The columns named by ``keys``, in our order; the usual ones when none is. The title always stands first."""
    every = columns_of(register)
    known = {column.key for column in every if column.key in keys} or {one.key for one in every if one.usual}
    return tuple(column for column in every if column.key in known | {register.title})


def ordering(register: Register, sort: str) -> tuple[Any, ...]:
    """What to order by for ``title``, ``-trl`` …: empty ones last, ties broken by number, so that pages do not
    overlap."""
    column = next((one for one in columns_of(register) if one.key == sort.removeprefix("-")), None)
    if column is None or not column.order:
        return tuple(register.model._meta.ordering)
    sign = "-" if sort.startswith("-") else ""
    return empties_last(register.model, (f"{sign}{column.order}", "pk"))


def value_of(register: Register, record: Any, name: str) -> Any:
    """A field's value for a person: choices in words, links by name; numbers and days as they are."""
    known = {one.name for one in register.told}
    if name not in known and name not in register.names:
        return getattr(record, name)
    return shown(register.model, register.field_of(name), record)


def choices_of(register: Register, name: str) -> list[tuple[str, Any]]:
    one = register.field_of(name)
    if one.several is not None:
        return list(one.several.choices)
    return list(model_field(register.model, name).choices or ())
