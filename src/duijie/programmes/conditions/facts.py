"""The table of facts: what conditions can ask about, of which type, and where each is read."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from duijie.programmes.conditions.batch import Batch


class FactKind(StrEnum):
    """``NUMBER`` are whole or decimal numbers, ``CHOICE`` one key of a list, ``SEVERAL`` a set of keys."""

    YESNO = "yesno"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    SEVERAL = "several"

    @property
    def label(self) -> str:
        return str(KINDS[self])


class Source(StrEnum):
    """Who says it: the register, the form of the application, or the other applications and postings."""

    REGISTER = "register"
    FORM = "form"
    ROUND = "round"

    @property
    def label(self) -> str:
        return str(SOURCES[self])


KINDS = {
    FactKind.YESNO: _("yes or no"),
    FactKind.NUMBER: _("number"),
    FactKind.DATE: _("date"),
    FactKind.CHOICE: _("one of a list"),
    FactKind.SEVERAL: _("several of a list"),
}
SOURCES = {
    Source.REGISTER: _("register"),
    Source.FORM: _("form of the application"),
    Source.ROUND: _("other applications and postings"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """``value``: a ``bool``, a number (``int`` or ``Decimal``), a ``date``, a key, or a frozen set of keys. ``note``:
    by what it is known, where that is not the fact's usual source: a key of ``NOTES``, or words of the register."""

    value: Any
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why nothing can be told: a key of ``WHY``."""

    why: str


Value = Known | Unknown
Values = Mapping[Hashable, Value]
"""The value of one fact for each subject of a batch, by the subject's key."""

WHY: dict[str, Any] = {
    "no-person": _("The application names no person of the register."),
    "no-host": _("The application names no host unit of the register."),
    "no-home": _("The application names no home unit of the register."),
    "no-area": _("The application names no area."),
    "not-registered": _("The register says nothing about it."),
    "not-said": _("The form has no answer to it."),
    "no-count": _("What else there is was not counted."),
    "not-asked": _("The form does not ask for it."),
}


NOTES: dict[str, Any] = {
    "home-is-host": _("home unit and host unit are one and the same"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table.

    ``read`` gives the value for every subject of a batch as of a day, with a number of queries that does not depend on
    how many subjects there are. ``dated`` facts differ from day to day. ``choices`` are (key, label), for ``ordered``
    facts from the lowest. ``proof`` is the paper that settles what cannot be told.
    """

    name: str
    kind: FactKind
    label: Any
    source: Source
    read: "Callable[[Batch, Any], Values]" = field(compare=False, repr=False)
    proof: Any
    unit: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    ordered: bool = False
    dated: bool = False

    def label_of(self, key: str) -> str:
        """How the choice ``key`` is called; itself where there is none."""
        return next((str(label) for one, label in self.choices if one == key), key)


_table: dict[str, Fact] = {}


def fact(**line: Any) -> "Callable[[Callable[[Batch, Any], Values]], Callable[[Batch, Any], Values]]":
    """Put the function below into the table as the fact of this line."""

    def add(read: "Callable[[Batch, Any], Values]") -> "Callable[[Batch, Any], Values]":
        add_fact(Fact(read=read, **line))
        return read

    return add


def add_fact(one: Fact) -> None:
    if one.name in _table:
        raise ValueError(f"There are two facts {one.name}")
    _table[one.name] = one


def table() -> Mapping[str, Fact]:
    """All facts by name, in the order of the table."""
    from duijie.programmes.conditions import counted_facts, stated_facts, unit_facts  # noqa: F401, PLC0415, I001 – they fill it
    from duijie.programmes.conditions import person_facts  # noqa: F401, PLC0415 – as above

    return dict(sorted(_table.items()))
