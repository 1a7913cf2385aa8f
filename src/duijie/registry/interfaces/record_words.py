"""The vocabulary of a register's lists: which heading means which field."""

from django.utils import translation

from duijie.registry.register import FieldKind, Register, kind_of, model_field
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


_EXAMPLES: dict[FieldKind, tuple[str, str]] = {
    FieldKind.DATE: ("2026-03-05", "2026-03-05"),
    FieldKind.INTEGER: ("6", "6"),
    FieldKind.DECIMAL: ("30-50", "30-50"),
    FieldKind.KEYWORDS: ("球阀；低温；密封", "ball valve; cryogenic; seal"),
    FieldKind.YESNO: ("是", "yes"),
    FieldKind.ORGANISATION: ("示例阀门有限公司", "Example Valve Co., Ltd."),
}
_BY_NAME: dict[str, tuple[str, str]] = {
    "title": ("超低温球阀低温泄漏超标", "Cryogenic ball valve leaks at low temperature"),
    "name": ("张示例", "Zhang Shili"),
    "body": ("浸入液氮两小时后阀座泄漏超标，希望改进密封结构。", "After two hours in liquid nitrogen the seat leaks."),
    "research": ("低温密封", "cryogenic sealing"),
    "industry": ("C3443", "C3443"),
    "trl": ("6", "6"),
    "price": ("80", "80"),
}


def example_row(register: Register, language: str) -> dict[str, str]:
    """An invented row of the register's template, in ``language``."""
    place = 0 if language.startswith("zh") else 1
    row: dict[str, str] = {}
    for one in register.fields:
        kind = kind_of(register.model, one)
        if not one.headings:
            continue
        if kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
            choices = one.several.choices if one.several is not None else model_field(register.model, one.name).choices
            with translation.override("zh-hans" if place == 0 else "en"):
                row[one.name] = str(next(iter(choices))[1])
        else:
            known = _BY_NAME.get(one.name) or _EXAMPLES.get(kind)
            row[one.name] = known[place] if known else ""
    return row
