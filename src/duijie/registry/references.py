"""Who refers to a record: foreign keys wherever they are declared, and rows that name it by register and number."""

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.module_loading import autodiscover_modules

from duijie.common.models import ImportRow
from duijie.registry.models import AccessRequest, Attachment, Comment
from duijie.registry.register import Register, kin_of, registers


def keys(register: Register) -> Iterable[str]:
    """The registers that hold records of this kind."""
    return [one.key for one in kin_of(register)]


def nouns(register: Register) -> Iterable[str]:
    """What this kind of record is called: one word, whichever register shows it."""
    return [register.noun]


@dataclass(frozen=True, slots=True)
class Link:
    """A column of ``model`` that holds numbers of records. ``key_column`` says of which register, where not all are.

    ``named`` gives the words that stand there for a register; ``also`` are columns that are set with the number.
    """

    model: type[models.Model]
    column: str
    key_column: str = ""
    named: Callable[[Register], Iterable[str]] = keys
    also: tuple[tuple[str, Any], ...] = ()

    def rows(self, register: Register, number: int) -> Any:
        """The rows that refer to a record of the register's kind, in the order in which they are locked."""
        return self.rows_of(register, [number]).order_by("pk")

    def rows_of(self, register: Register, numbers: Any) -> Any:
        """The rows that refer to any of ``numbers``, which may be a query."""
        found = self.model._base_manager.order_by().filter(**{f"{self.column}__in": numbers})
        if self.key_column:
            found = found.filter(**{f"{self.key_column}__in": self.named(register)})
        return found

    @property
    def is_single(self) -> bool:
        """Whether a record has one such row at most."""
        return any(one.attname == self.column and one.unique for one in self.model._meta.concrete_fields)

    @property
    def is_strict(self) -> bool:
        """Whether the database may refuse to let a row point elsewhere, since such a row is there already."""
        meta = self.model._meta
        field = next((one for one in meta.concrete_fields if one.attname == self.column), None)
        named = {self.column, field.name if field else self.column}
        together = [set(names) for names in meta.unique_together] + [
            {*one.fields, *_names_in(one)} for one in meta.constraints if isinstance(one, UniqueConstraint)
        ]
        return bool(field and field.unique) or any(names & named for names in together)


_numbered: list[Link] = [
    Link(Comment, "record", "register", nouns),
    Link(Attachment, "record", "register", nouns),
    Link(AccessRequest, "record", "register", nouns),
    # Version 0 is none: reverting the import finds the record changed since, and keeps it.
    Link(ImportRow, "record", "batch__noun", also=(("record_version", 0),)),
]


@functools.cache
def discover() -> None:
    """Import each app's ``record_links``."""
    autodiscover_modules("record_links")


def register_link(link: Link) -> None:
    """Make rows known that name records by register and number."""
    if link not in _numbered:
        _numbered.append(link)


_said_last: dict[type[models.Model], str] = {}


def keep_newest(model: type[models.Model], moment: str) -> None:
    """Of two rows of ``model`` of which only one can stay, the one of the later ``moment`` stays."""
    _said_last[model] = moment


def is_newer(row: models.Model, than: models.Model) -> bool:
    """Whether ``row`` rather than ``than`` stays where only one can."""
    moment = _said_last.get(type(row))
    return moment is not None and bool(getattr(row, moment) > getattr(than, moment))


def links_to(register: Register) -> Iterator[Link]:
    """All that may refer to a record of ``register``. History tells what was, and is left as it is."""
    discover()
    for relation in register.model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model = relation.related_model
        if not any(one.name == "history_id" for one in model._meta.concrete_fields):
            yield Link(model, relation.field.attname)
    yield from _numbered


def is_part(model: type[models.Model]) -> bool:
    """Whether rows of ``model`` belong to a record and say nothing by standing there twice."""
    return any(part.model is model for one in registers() for part in one.parts)


def has_dependents(row: models.Model) -> bool:
    """Whether other rows refer to this one, so that it cannot simply go."""
    relation: Any
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            name = relation.field.attname
            if relation.related_model._base_manager.filter(**{name: row.pk}).exists():
                return True
    return False


def _names_in(constraint: UniqueConstraint) -> set[str]:
    """The columns named in the expressions of a constraint."""
    waiting: list[Any] = list(constraint.expressions)
    found: set[str] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, models.F):
            found.add(str(one.name))  # type: ignore[attr-defined]
        elif hasattr(one, "get_source_expressions"):
            waiting += [part for part in one.get_source_expressions() if part is not None]
    return found
