"""The kinds of fields that a form can have, and the limits each takes, as a table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.programmes.conditions.facts import FactKind


class FieldKind(StrEnum):
    """What a field asks for. ``MONEY`` is in 10,000 yuan with up to six decimals; a ``TABLE`` has columns that are
    fields of a simple kind; a ``FILE`` is a paper handed in with the application."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YESNO = "yesno"
    CHOICE = "choice"
    SEVERAL = "several"
    TABLE = "table"
    FILE = "file"
    PERSON = "person"
    ORGANISATION = "organisation"

    @property
    def label(self) -> str:
        return str(KINDS[self].label)


@dataclass(frozen=True, slots=True)
class Kind:
    """``limits`` are entries of the definition that this kind takes; ``fact`` is what conditions can ask of an answer
    (for texts, files and names: whether there is one; for tables: how many rows)."""

    label: Any
    fact: FactKind
    limits: frozenset[str] = frozenset()
    in_tables: bool = True


_NUMBERS = frozenset({"least", "most", "decimals"})
KINDS: dict[FieldKind, Kind] = {
    FieldKind.TEXT: Kind(_("text of one line"), FactKind.YESNO, frozenset({"most"})),
    FieldKind.LONG: Kind(_("long text"), FactKind.YESNO, frozenset({"most"}), in_tables=False),
    FieldKind.NUMBER: Kind(_("number"), FactKind.NUMBER, _NUMBERS | {"unit"}),
    FieldKind.MONEY: Kind(_("amount of money (10,000 yuan)"), FactKind.NUMBER, _NUMBERS),
    FieldKind.DATE: Kind(_("date"), FactKind.DATE, frozenset({"from", "to"})),
    FieldKind.YESNO: Kind(_("yes or no"), FactKind.YESNO),
    FieldKind.CHOICE: Kind(_("one of a list"), FactKind.CHOICE, frozenset({"choices"})),
    FieldKind.SEVERAL: Kind(_("several of a list"), FactKind.SEVERAL, frozenset({"choices", "least", "most"}),
                            in_tables=False),
    FieldKind.TABLE: Kind(_("table"), FactKind.NUMBER, frozenset({"columns", "least", "most"}), in_tables=False),
    FieldKind.FILE: Kind(pgettext_lazy("kind of field", "file"), FactKind.YESNO, frozenset({"suffixes", "most"}),
                         in_tables=False),
    FieldKind.PERSON: Kind(_("person"), FactKind.YESNO, in_tables=True),
    FieldKind.ORGANISATION: Kind(_("organisation"), FactKind.YESNO, in_tables=True),
}  # fmt: skip

LONGEST = {FieldKind.TEXT: 300, FieldKind.LONG: 20_000}
"""Characters that an answer may have at most, whatever the definition says."""
MOST_ROWS = 200
MOST_MEGABYTES = 20
SUFFIXES = frozenset({".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".png", ".jpg", ".jpeg", ".zip"})
"""Papers of these kinds can be asked for: what ``store_checked`` knows to check."""
