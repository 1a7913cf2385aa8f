"""Answers as people write and read them, in cells and in print; texts in whichever language, one table for both."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from duijie.programmes.forms.definition import FormField
from duijie.programmes.forms.kinds import FieldKind
from duijie_match.lists.cells import Value, text_of

YES, NO = frozenset({"是", "有", "yes", "y", "true", "√"}), frozenset({"否", "无", "no", "n", "false", "×"})
_BETWEEN = re.compile(r"[;；、\n]")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)


def answer_of(field: FormField, cell: Value) -> Any:
    """What a cell says, as an answer. Raises ``ValueError`` with what is expected."""
    text = text_of(cell).strip()
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return _number(text)
    if field.kind is FieldKind.DATE:
        return _day(cell, text)
    if field.kind is FieldKind.YESNO:
        if text.casefold() not in YES | NO:
            raise ValueError(_("Expected: %(expected)s.") % {"expected": f"{_('yes')} / {_('no')}"})
        return text.casefold() in YES
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text)
    if field.kind is FieldKind.SEVERAL:
        return [_choice(field, part.strip()) for part in _BETWEEN.split(text) if part.strip()]
    if field.kind in (FieldKind.PERSON, FieldKind.ORGANISATION):
        return {"name": text, "number": None}
    return text


def shown_answer(field: FormField, answer: Any) -> str:
    """An answer for people; empty for none. Tables are shown row by row (``printing``)."""
    if answer is None or answer == "":
        return ""
    if field.kind is FieldKind.YESNO:
        return _("yes") if answer else _("no")
    if field.kind is FieldKind.CHOICE:
        return str(dict(field.choices).get(answer, answer))
    if field.kind is FieldKind.SEVERAL:
        labels = dict(field.choices)
        return pgettext("between choices in a cell", "; ").join(str(labels.get(one, one)) for one in answer)
    if field.kind in (FieldKind.PERSON, FieldKind.ORGANISATION, FieldKind.FILE):
        return str(answer.get("name", "")) if isinstance(answer, Mapping) else str(answer)
    if field.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return f"{Decimal(str(answer)).normalize():f}"
    return str(answer)


def words_of(field: FormField) -> str:
    """What to mind: the help, the choices, the unit, the form of a day."""
    parts = [str(field.help)] if field.help else []
    if field.kind is FieldKind.YESNO:
        parts.append(f"{_('yes')} / {_('no')}")
    if field.choices:
        offered = "; ".join(str(one) for _key, one in field.choices)
        lead = _("Several of:") if field.kind is FieldKind.SEVERAL else _("One of:")
        parts.append(f"{lead} {offered}")
    if field.kind is FieldKind.MONEY:
        parts.append(_("In 10,000 yuan."))
    elif field.unit:
        parts.append(_("Unit: %(unit)s.") % {"unit": field.unit})
    if field.kind is FieldKind.DATE:
        parts.append(_("Such as 2026-03-05."))
    if field.kind in (FieldKind.TEXT, FieldKind.LONG) and field.most is not None:
        parts.append(_("At most %(bound)s characters.") % {"bound": field.longest})
    return " ".join(parts)


def _number(text: str) -> int | float:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise ValueError(_("Expected: %(expected)s.") % {"expected": _("a number")}) from error
    if not number.is_finite():
        raise ValueError(_("Expected: %(expected)s.") % {"expected": _("a number")})
    return int(number) if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15 else float(number)


def _day(cell: Value, text: str) -> str:
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        raise ValueError(_("Expected: %(expected)s.") % {"expected": _("a day such as 2026-03-05")}) from None


def _choice(field: FormField, text: str) -> str:
    for key, label in field.choices:
        if text.casefold() in {key, label.zh.casefold(), label.en.casefold()}:
            return key
    offered = "; ".join(str(label) for _key, label in field.choices)
    raise ValueError(_("Expected: %(expected)s.") % {"expected": offered})
