"""Records as JSON: what goes in and out of each register and each part, made from their tables."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import override
from ninja import Schema
from pydantic import Field, create_model

from duijie.api.schemas.common import AreaCode, PageQuery, Strict, VersionIn
from duijie.api.schemas.values import NULLABLE, said_type, shown_type, shown_value
from duijie.registry.interfaces.record_columns import choices_of, columns_of
from duijie.registry.interfaces.record_narrowing import MOST_LENGTH, choices_for, narrowings_of
from duijie.registry.register import FieldKind, Part, RecordField, Register, kind_of, label_of, register_of

_ABOUT = {
    FieldKind.AREA: "Code. Left out, it is where the organisation is registered",
    FieldKind.ZONE: "Code of the development zone",
    FieldKind.ORGANISATION: "Name as registered, or unified social credit code; another name is kept as written",
    FieldKind.DEPARTMENT: "Key of the department that answers it",
}
"""What links are written as, in a body."""
NARROWED = r"^[A-Za-z0-9_.@-]*$"
SORT = "A column, with - in front for descending"


@dataclass(frozen=True, slots=True)
class Shapes:
    """The schemas of a register."""

    said: type[Schema]
    patch: type[Schema]
    out: type[Schema]
    page: type[Schema]
    query: type[Schema]
    sheet: type[Schema]


class VersionOnlyIn(Strict):
    """The body of a change of a part."""

    version: int = Field(ge=1, le=2**31 - 1, description="Version of the record")


@dataclass(frozen=True, slots=True)
class PartShapes:
    """The schemas of a part of a register."""

    said: type[Schema]
    patch: type[Schema]
    out: type[Schema]
    page: type[Schema]


def singular(key: str) -> str:
    """``achievements`` → ``achievement``, as operations and schemas are named; ``trl-evidence`` → ``trl_evidence``."""
    return key.removesuffix("s").replace("-", "_")


@functools.cache
def shapes_of(key: str) -> Shapes:
    """The schemas of the register ``key``."""
    register = register_of(key)
    name = singular(key).title()
    with override("en"):
        out = create_model(f"{name}Out", __base__=Schema, **_record_out(register))
        filters = _filters(register)
        return Shapes(
            said=create_model(f"{name}In", __base__=Strict, **_said(register.model, register.fields)),
            patch=create_model(f"{name}Patch", __base__=VersionIn, **_patched(register.model, register.fields)),
            out=out,
            page=_page(name, out),
            query=create_model(f"{name}Query", __base__=PageQuery, **filters),
            sheet=create_model(f"{name}SheetQuery", __base__=Schema, **filters, **_sheet(register)),
        )


@functools.cache
def part_shapes_of(register_key: str, part_key: str) -> PartShapes:
    """The schemas of a part. A part has no version of its own: ``version`` is the record's."""
    part = register_of(register_key).part_of(part_key)
    name = f"{singular(register_key).title()}{singular(part_key).title().replace('_', '')}"
    version = (int, Field(description="Version of the record, which counts changes of its parts, too"))
    with override("en"):
        fields = _shown(part.model, part.fields)
        out = create_model(f"{name}Out", __base__=Schema, id=(int, ...), version=version, **fields)
        return PartShapes(
            said=create_model(f"{name}In", __base__=VersionOnlyIn, **_said(part.model, part.fields)),
            patch=create_model(f"{name}Patch", __base__=VersionOnlyIn, **_patched(part.model, part.fields)),
            out=out,
            page=_page(name, out),
        )


def _page(name: str, out: type[Schema]) -> type[Schema]:
    items: Any = (list[out], ...)  # type: ignore[valid-type]
    return create_model(
        f"{name}Page", __base__=Schema, items=items, count=(int, ...), page=(int, ...), page_size=(int, ...)
    )


def _described(model: Any, one: RecordField) -> str:
    """The label in English, and the help."""
    help_text = f". {one.help}" if one.help else ""
    return f"{label_of(model, one.name)}{help_text}"


def _said(model: Any, fields: Iterable[RecordField]) -> dict[str, Any]:
    return {one.name: (said_type(model, one), _default(model, one)) for one in fields}


def _patched(model: Any, fields: Iterable[RecordField]) -> dict[str, Any]:
    """Everything may be left out; what is left out stays as it is."""
    found = _said(model, fields)
    for one in fields:
        if kind_of(model, one) is FieldKind.AREA:
            found[one.name] = (said_type(model, one, patch=True), Field("", description="Code"))
        elif found[one.name][1].is_required():
            kind = kind_of(model, one)
            empty = None if kind in (FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.DATE) else ""
            found[one.name] = (found[one.name][0], Field(empty, description=_described(model, one)))
    return found


def _default(model: Any, one: RecordField) -> Any:
    """What a field is that a new record does not say; required where the register needs it and the model knows none."""
    kind, column, words = kind_of(model, one), model._meta.get_field(one.name), _described(model, one)
    words = _ABOUT.get(kind, words)
    if one.default is not None:
        return Field(one.default, description=words)
    if column.has_default():
        if callable(column.default):  # asked for each record: today is not the day on which the server began
            return Field(default_factory=column.default, description=words)
        return Field(column.default, description=words)
    if one.needed and kind is not FieldKind.AREA:
        return Field(description=words)
    if kind in (FieldKind.SEVERAL, FieldKind.KEYWORDS):
        return Field(default_factory=list, description=words)
    return Field(None if kind in NULLABLE or kind is FieldKind.CHOICE else "", description=words)


def _shown(model: Any, fields: Iterable[RecordField]) -> dict[str, Any]:
    return {one.name: (shown_type(model, one), Field(description=_described(model, one))) for one in fields}


def _record_out(register: Register) -> dict[str, Any]:
    found: dict[str, Any] = {"id": (int, ...), **_shown(register.model, (*register.told, *register.fields))}
    for one in register.fields:
        if one.personal:
            words = f"{_described(register.model, one)}. Empty for whom the record is only open to"
            found[one.name] = (str, Field(description=words))
    found |= {"archived_at": (datetime | None, ...), "created_at": (datetime, ...), "updated_at": (datetime, ...)}
    found["version"] = (int, Field(description="Send it back with a change"))
    return found


def _filters(register: Register) -> dict[str, Any]:
    """The filters of the list page (``RecordFilter``), and what it can be narrowed to beyond them."""
    found: dict[str, Any] = {
        "q": (str, Field("", max_length=100, description="Part of a title or name, or pinyin initials")),
        "area": (AreaCode | None, Field(None, description="Code; with everything below it")),
        "zone": (AreaCode | None, Field(None, description="Code")),
        "archived": (Literal["yes", "all"] | None, Field(None, description="yes: archived ones only, all: them too")),
        "sort": (str, Field("", max_length=30, description=SORT, examples=["-updated_at"])),
    }
    for one in (*register.told, *register.fields):
        if one.filtered:
            found[one.name] = _filter(register, one)
    for choice in choices_for(register.model):
        keys = tuple(key for key, _label in choice.choices)
        found[choice.key] = (Literal[keys] | None, Field(None, description=str(choice.label)))
    for more in narrowings_of(register.model):
        words = f"As figures of pages lead to lists: {more.label}"
        given: Any = Field("", max_length=MOST_LENGTH, pattern=NARROWED, description=words)
        found.setdefault(more.key, (str, given))
    return found


def _filter(register: Register, one: RecordField) -> Any:
    kind, label = kind_of(register.model, one), str(label_of(register.model, one.name))
    if kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
        keys = tuple(key for key, _label in choices_of(register, one.name))
        return (Literal[keys] | None, Field(None, description=label))
    if kind is FieldKind.YESNO:
        return (bool | None, Field(None, description=label))
    if kind is FieldKind.INTEGER:
        return (int | None, Field(None, ge=0, le=2**31 - 1, description=f"{label}, at least"))
    return (str, Field("", max_length=60, description=f"Part of: {label}"))


def _sheet(register: Register) -> dict[str, Any]:
    keys = tuple(column.key for column in columns_of(register))
    words = "Several; none: the usual ones"
    kind: Any = list[Literal[keys]]  # type: ignore[valid-type]
    return {
        "columns": (kind, Field(default_factory=list, max_length=len(keys), description=words)),
        "format": (Literal["xlsx", "csv"], Field("xlsx")),
    }


def show_record(register: Register, record: Any) -> dict[str, Any]:
    """The row as the API gives it; what is linked must be loaded, what is not for the reader's eyes be blanked."""
    own = ("id", "archived_at", "created_at", "updated_at", "version")
    return {
        **{name: getattr(record, name) for name in own},
        **{one.name: shown_value(register.model, one, record) for one in (*register.told, *register.fields)},
    }


def show_part(part: Part, row: Any) -> dict[str, Any]:
    """A row of a part; its record must be loaded."""
    values = {one.name: shown_value(part.model, one, row) for one in part.fields}
    return {"id": row.pk, "version": getattr(row, part.owner).version, **values}
