"""The vocabulary of a register's lists: which heading means which field."""

from duijie.registry.register import FieldKind, Register, kind_of
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary

_KINDS = {
    FieldKind.DATE: ValueKind.DATE, FieldKind.INTEGER: ValueKind.INTEGER, FieldKind.DECIMAL: ValueKind.MONEY,
    FieldKind.KEYWORDS: ValueKind.LIST, FieldKind.SEVERAL: ValueKind.LIST,
}  # fmt: skip
CARRIED = ("序号", "备注", "no.", "remarks", "note")


def vocabulary_of(register: Register) -> Vocabulary:
    """Fields without headings are not imported."""
    fields = tuple(
        Field(one.name, one.headings, _KINDS.get(kind_of(register.model, one), ValueKind.TEXT), fallbacks=one.fallbacks)
        for one in register.fields
        if one.headings
    )
    return Vocabulary(fields, carried=CARRIED)
