"""What two people changed in one record at the same time, field by field: told on pages and by the API alike."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from duijie.registry.domain import organisations, record_parts, records
from duijie.registry.record_values import shown
from duijie.registry.register import Part, Register, label_of, model_field
from duijie.registry.validators import FIELDS

TOGETHER = {"organisation": ("organisation", "organisation_name"), "uscc": ("uscc", "uscc_confirmed")}
"""Fields that are one question, and the values that answer it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed, with its values as a person reads them.

    ``before`` is what both began with, None where that is not known any more; ``mine`` what was to be written, None
    where the field was not named. ``is_contested``: both changed it, and not to the same.
    """

    name: str
    label: Any
    before: Any
    theirs: Any
    mine: Any
    is_contested: bool


def differences_of(register: Register, current: Any, *, version: int, values: Mapping[str, Any]) -> list[Difference]:
    """What was changed on ``current`` since ``version``, beside ``values``, which somebody wants to write over it."""

    def fill(record: Any, said: Mapping[str, Any]) -> None:
        if register.has_own_pages:
            organisations.fill(record, said)
        else:
            records.fill(register, record, said)

    def show(record: Any, name: str) -> Any:
        if not register.has_own_pages:
            return shown(register.model, register.field_of(name), record)
        if model_field(register.model, name).choices:
            return getattr(record, f"get_{name}_display")()
        value = getattr(record, name)
        return "" if value is None else value

    rows = current.history.filter(version=version).select_related(*records.links_of(register.model))
    base = rows.order_by("-history_id").first()
    names = FIELDS if register.has_own_pages else register.names
    return _compare(names, base, current, _filled(current, values, fill), values, show)


def part_differences(part: Part, row: Any, *, began: Any, values: Mapping[str, Any]) -> list[Difference]:
    """The same for a row of a part, which has no history: ``began`` is the row as it was when its form was opened."""

    def fill(record: Any, said: Mapping[str, Any]) -> None:
        record_parts.fill(part, record, said)

    def show(record: Any, name: str) -> Any:
        return shown(part.model, next(one for one in part.fields if one.name == name), record)

    names = [one.name for one in part.fields]
    return _compare(names, began, row, _filled(row, values, fill), values, show)


def _compare(
    names: Iterable[str], base: Any, current: Any, typed: Any, values: Mapping[str, Any],
    show: Callable[[Any, str], Any],
) -> list[Difference]:  # fmt: skip
    found = []
    for name in names:
        if any(name in others[1:] for others in TOGETHER.values()):
            continue
        theirs, mine = _said(current, name), _said(typed, name)
        before = None if base is None else _said(base, name)
        is_named = name in values
        if before == theirs or (base is None and (mine == theirs or not is_named)):
            continue
        found.append(
            Difference(
                name, label_of(type(current), name), None if base is None else show(base, name),
                show(current, name), show(typed, name) if is_named else None,
                is_contested=is_named and mine not in (before, theirs),
            )
        )  # fmt: skip
    return found


def _filled(current: Any, values: Mapping[str, Any], fill: Callable[[Any, Mapping[str, Any]], None]) -> Any:
    """The record as it would be; values of a wrong kind are left out, since they are refused when they are saved."""
    typed = copy(current)
    try:
        fill(typed, values)
    except ValidationError as error:
        typed = copy(current)
        fill(typed, {name: value for name, value in values.items() if name not in error.error_dict})
    return typed


def _said(record: Any, name: str) -> tuple[Any, ...]:
    """What the columns of a field hold; ``record`` may be an entry of the history."""
    columns = {one.name: one.attname for one in record._meta.concrete_fields}
    return tuple(getattr(record, columns[one]) for one in TOGETHER.get(name, (name,)))
