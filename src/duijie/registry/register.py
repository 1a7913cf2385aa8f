"""Registers as tables: what a noun's record holds, and what is shown, filtered, imported and exported of it.

Types, lengths, labels and choices are the model's; a ``RecordField`` adds what the model does not know. Every surface
(list, form, export, import, API) is made from these tables, by the modules called ``record_…``.
"""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.module_loading import autodiscover_modules

from duijie.accounts.permissions import Permission

Findings = dict[str, list[ValidationError]]


class FieldKind(StrEnum):
    """What a value is, for all surfaces alike."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    SEVERAL = "several"  # keys of choices, comma-separated
    KEYWORDS = "keywords"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    YESNO = "yesno"
    AREA = "area"
    ZONE = "zone"
    ORGANISATION = "organisation"
    DEPARTMENT = "department"
    ACCOUNT = "account"  # told only: nobody types it


class Listed(StrEnum):
    """Whether a field is a column of the list."""

    USUAL = "usual"
    OFFERED = "offered"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of the model. ``headings`` is how lists call it; ``words`` how lists write its choices.

    ``range_end`` names the field that takes the upper end, where a cell says "80-120". ``several`` are the choices of a
    field that holds some of them. ``personal``: reading it is audited, and only those who reach the record see it.
    ``inner``: only those who reach the record see it.
    ``exact``: no words are found inside longer ones (非公开 is not 公开). ``only_for``: it means something only where
    another field has this value. ``default`` is what a new record has, if not the model's.
    """

    name: str
    headings: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    listed: Listed = Listed.OFFERED
    filtered: bool = False
    needed: bool = False
    personal: bool = False
    inner: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    several: type[models.TextChoices] | None = None
    range_end: str = ""
    exact: bool = False
    only_for: tuple[str, str] | None = None
    default: Any = None
    help: Any = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong to a record: works of an expert, tags of an organisation. ``owner`` is their foreign key.

    ``verb`` is what one must be allowed to do to the record to change them.
    ``is_inner``: for those whose roles reach the record only, not for everybody to whom it is open.
    """

    key: str
    model: type[models.Model]
    owner: str
    label: Any
    label_one: Any
    fields: tuple[RecordField, ...]
    is_inner: bool = False
    verb: str = "edit"

    @property
    def accessor(self) -> str:
        """The record's name for them."""
        column: Any = self.model._meta.get_field(self.owner)
        return str(column.remote_field.related_name)

    def of(self, records: Any) -> Any:
        """The rows that belong to ``records``, a query that came through a door."""
        return self.model._default_manager.filter(**{f"{self.owner}__in": records.order_by().values("pk")})


def nothing_follows(record: Any) -> None:
    """What a change of parts means for the record itself, where it means nothing."""


def nothing_of_adder(by: Any) -> Mapping[str, Any]:
    """What whoever adds a record leaves in it, where that is nothing."""
    return {}


def nothing_more(values: Mapping[str, Any]) -> Findings:
    """The check of a register without rules of its own."""
    return {}


@dataclass(frozen=True, slots=True)
class Register:
    """One register. ``key`` stands in addresses, in file names and as the noun of imports.

    ``check`` adds rules to those of the fields; it gets tidied, complete values and needs no database. ``twins`` are
    the fields by which a row of a list is recognised as a record that is there already. ``has_own_pages``: only parts,
    comments and attachments go through the common machinery. ``settle`` derives what the record says of its parts,
    after these changed and before it is saved: the fields ``settled``. ``told`` are fields that nobody types: columns
    and filters, never in forms and imports. ``bare_pictures``: photos kept with a record lose what they say beside the
    picture, where they were taken above all. ``sheets`` are rows that are exported like those of parts, and written by
    verbs of their own. ``of_adder`` is what a record that is added by hand has from whoever adds it, where nothing else
    is said. ``several_a_row``: a row of a list may hold several records, in numbered columns (需求1名称, 需求2名称).
    """

    key: str
    model: Any
    label: Any
    label_one: Any
    lead: Any
    icon: str
    fields: tuple[RecordField, ...]
    title: str = "title"
    parts: tuple[Part, ...] = ()
    check: Callable[[Mapping[str, Any]], Findings] = nothing_more
    twins: tuple[str, ...] = ("title",)
    searched: tuple[str, ...] = ("title",)
    has_own_pages: bool = False
    settle: Callable[[Any], None] = nothing_follows
    settled: tuple[str, ...] = ()
    add_label: Any = ""
    told: tuple[RecordField, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    bare_pictures: bool = False
    sheets: tuple[Part, ...] = ()
    of_adder: Callable[[Any], Mapping[str, Any]] = nothing_of_adder
    several_a_row: bool = False

    @property
    def is_tiered(self) -> bool:
        """Whether its records have a public summary, and are seen whole after the owner's consent."""
        return hasattr(self.model, "has_summary")

    @property
    def noun(self) -> str:
        return str(getattr(self.model, "noun", self.model._meta.model_name))

    def permission(self, verb: str) -> Permission:
        return Permission(f"{self.noun}.{verb}")

    def blank(self, **values: Any) -> Any:
        """A new record, not yet saved, with the register's defaults."""
        preset = {one.name: one.default for one in self.fields if one.default is not None}
        return self.model(**{**preset, **self.fixed, **values})

    def field_of(self, name: str) -> RecordField:
        return next(one for one in (*self.fields, *self.told) if one.name == name)

    def part_of(self, key: str) -> Part:
        return next(one for one in self.parts if one.key == key)

    @property
    def exported_parts(self) -> tuple[Part, ...]:
        """What of its records can be taken along as lists of their own."""
        return (*self.parts, *self.sheets)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields)


_SPECIAL = {
    "area": FieldKind.AREA, "zone": FieldKind.ZONE, "organisation": FieldKind.ORGANISATION,
    "department": FieldKind.DEPARTMENT, "handler": FieldKind.ACCOUNT, "by": FieldKind.ACCOUNT,
    "keywords": FieldKind.KEYWORDS,
}  # fmt: skip


def kind_of(model: type[models.Model], one: RecordField) -> FieldKind:
    """What the values of a field are."""
    return _kind(model, one.name, one.several is not None)


@functools.cache  # asked some twenty times for each row of a list
def _kind(model: type[models.Model], name: str, is_several: bool) -> FieldKind:
    if name in _SPECIAL:
        return _SPECIAL[name]
    if is_several:
        return FieldKind.SEVERAL
    column = model_field(model, name)
    if column.choices:
        return FieldKind.CHOICE
    for kind, known in (
        (FieldKind.YESNO, models.BooleanField), (FieldKind.DATE, models.DateField),
        (FieldKind.DECIMAL, models.DecimalField), (FieldKind.INTEGER, models.IntegerField),
        (FieldKind.LONG, models.TextField), (FieldKind.TEXT, models.CharField),
    ):  # fmt: skip
        if isinstance(column, known):
            return kind
    raise TypeError(f"{model.__name__}.{name} is of no kind that registers know")


def model_field(model: type[models.Model], name: str) -> Any:
    """The model's field; of what is reckoned from others and kept nowhere, a field that says what it is."""
    reckoned: Mapping[str, Any] = getattr(model, "reckoned", {})
    return reckoned[name] if name in reckoned else model._meta.get_field(name)


def label_of(model: type[models.Model], name: str) -> Any:
    """The label of a field, in the reader's language."""
    return model_field(model, name).verbose_name


_registers: dict[str, Register] = {}


@functools.cache
def discover() -> None:
    """Import each app's ``registers``."""
    autodiscover_modules("registers")


def register(one: Register) -> Register:
    """Make a register known. Registering it again changes nothing."""
    _registers[one.key] = one
    return one


def registers() -> tuple[Register, ...]:
    """All of them, in the order in which apps registered them."""
    discover()
    return tuple(_registers.values())


def keys_of(model: Any) -> tuple[str, ...]:
    """The registers that a row of ``model`` may stand in."""
    return tuple(one.key for one in registers() if one.model is model)


def register_of(key: str) -> Register:
    """The register ``key``; ``KeyError`` for an unknown one."""
    discover()
    return _registers[key]


def home_registers() -> tuple[Register, ...]:
    """One register for each kind of record: experts are persons, and are found twice and merged as persons."""
    return tuple(one for one in registers() if not one.fixed)


def home_of(one: Register) -> Register:
    """The register that all records of the same kind stand in."""
    return next(other for other in home_registers() if other.model is one.model)


def kin_of(one: Register) -> tuple[Register, ...]:
    """All registers of the same kind of record, this one among them."""
    return tuple(other for other in registers() if other.model is one.model)
