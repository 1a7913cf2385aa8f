"""How values of the database stand in a backup: the same whichever database they came from.

A row is a JSON array. Text, numbers and booleans stand for themselves; moments are text in UTC, decimals and days are
text, UUIDs 32 hex digits, JSON its own text, and bytes base64. That is how SQLite keeps them, apart from bytes.
"""

import base64
import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

KINDS = {
    "AutoField": "integer", "BigAutoField": "integer", "SmallAutoField": "integer", "IntegerField": "integer",
    "BigIntegerField": "integer", "SmallIntegerField": "integer", "PositiveIntegerField": "integer",
    "PositiveBigIntegerField": "integer", "PositiveSmallIntegerField": "integer", "BooleanField": "boolean",
    "CharField": "text", "TextField": "text", "SlugField": "text", "FileField": "text", "FilePathField": "text",
    "GenericIPAddressField": "address", "FloatField": "real", "DecimalField": "decimal", "DateTimeField": "moment",
    "DateField": "day", "TimeField": "time", "UUIDField": "uuid", "JSONField": "json", "BinaryField": "bytes",
    "DurationField": "duration",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its kind; ``places`` are the digits behind the point of a decimal."""

    name: str
    kind: str
    places: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the program knows it. ``key`` is what its rows are ordered by; ``counts``: it hands out numbers."""

    name: str
    columns: tuple[Column, ...]
    key: str
    counts: bool


def tables() -> Iterator[Table]:
    """All tables of all apps, by name; many-to-many tables too."""
    known: dict[str, Table] = {}
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.proxy or not options.managed or options.db_table in known:
            continue
        columns = tuple(_column(one) for one in options.concrete_fields)
        key: Any = options.pk
        known[options.db_table] = Table(
            options.db_table, columns, str(key.column), isinstance(key, models.AutoField | models.BigAutoField)
        )
    for name in sorted(known):
        yield known[name]


def _column(field: Any) -> Column:
    target = field
    while target.remote_field is not None and hasattr(target, "target_field"):
        target = target.target_field
    kind = KINDS.get(target.get_internal_type())
    if kind is None:  # a field of a package we do not know yet: better no backup than one with a hole
        raise TypeError(f"{field.model.__name__}.{field.name} is of a kind that backups do not know")
    return Column(str(field.column), kind, int(getattr(target, "decimal_places", 0) or 0))


def _decimal(value: Any, column: Column) -> str:
    return format(Decimal(str(value)).quantize(Decimal(1).scaleb(-column.places)), "f")


_FROM_SQLITE: dict[str, Callable[[Any, Column], Any]] = {
    "boolean": lambda value, column: bool(value),
    "decimal": _decimal,
    "bytes": lambda value, column: base64.b64encode(value).decode(),
    "real": lambda value, column: float(value),
}


_FROM_POSTGRES: dict[str, Callable[[Any, Column], Any]] = {
    "decimal": _decimal,
    "bytes": lambda value, column: base64.b64encode(bytes(value)).decode(),
    "moment": lambda value, column: str(value),
    "day": lambda value, column: str(value),
    "time": lambda value, column: str(value),
    "uuid": lambda value, column: value.hex,
    "duration": lambda value, column: value // datetime.timedelta(microseconds=1),
}
_TO_SQLITE: dict[str, Callable[[Any], Any]] = {"boolean": int, "bytes": base64.b64decode}
_TO_POSTGRES: dict[str, Callable[[Any], Any]] = {
    "bytes": base64.b64decode,
    "moment": lambda value: f"{value}+00",
    "duration": lambda value: f"{value} microseconds",
}
READERS = {"sqlite": _FROM_SQLITE, "postgresql": _FROM_POSTGRES}
WRITERS = {"sqlite": _TO_SQLITE, "postgresql": _TO_POSTGRES}


def reader(vendor: str, columns: tuple[Column, ...]) -> Callable[[tuple[Any, ...]], list[Any]]:
    """Turns a row of the database into one of the backup."""
    ways = [(READERS[vendor].get(column.kind), column) for column in columns]

    def read(row: tuple[Any, ...]) -> list[Any]:
        return [
            value if value is None or way is None else way(value, column)
            for value, (way, column) in zip(row, ways, strict=True)
        ]

    return read


def writer(vendor: str, kinds: list[str]) -> Callable[[list[Any]], list[Any]]:
    """Turns a row of the backup into one for the database."""
    ways = [WRITERS[vendor].get(kind) for kind in kinds]

    def write(row: list[Any]) -> list[Any]:
        return [value if value is None or way is None else way(value) for value, way in zip(row, ways, strict=True)]

    return write


def plain(value: Any) -> Any:
    """For JSON: what a database hands out in a type of its own."""
    return str(value)
