"""The form of a programme: its fields, and what was answered, checked field by field.

``{"sections": [{"key", "title", "fields": [{"key", "kind", "label", "required", "choices", "states"}]}]}``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.programmes.rules import said

KINDS = ("text", "long_text", "number", "date", "yesno", "choice")
LONGEST = {"text": 200, "long_text": 4000}
LARGEST = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """``states`` is the fact that the answer states."""

    key: str
    kind: str
    label: Mapping[str, str]
    required: bool
    choices: tuple[tuple[str, Mapping[str, str]], ...] = ()
    states: str = ""

    def __str__(self) -> str:
        return said(self.label)


def fields_of(form: Mapping[str, Any]) -> Iterator[Field]:
    """The fields in their order."""
    for section in form.get("sections", ()):
        for one in section.get("fields", ()):
            choices = tuple((key, words) for key, words in one.get("choices", ()))
            yield Field(
                one["key"], one["kind"], one["label"], bool(one.get("required")), choices, one.get("states", "")
            )  # fmt: skip


def stated_in(form: Mapping[str, Any]) -> dict[str, str]:
    """Which field states which fact."""
    return {one.states: one.key for one in fields_of(form) if one.states}


def clean_answers(form: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` as JSON keeps it; what is not answered is left out. Raises ``ValidationError`` by field."""
    wrong: dict[str, list[ValidationError]] = {}
    known = {one.key: one for one in fields_of(form)}
    for name in sorted(set(given) - set(known)):
        wrong[str(name)[:40]] = [ValidationError(_("The form does not ask for this."), code="unknown")]
    kept = {}
    for key, one in known.items():
        try:
            answer = _clean(one, given.get(key))
        except ValidationError as error:
            wrong[key] = error.error_list
        else:
            if answer is not None:
                kept[key] = answer
    if wrong:
        raise ValidationError(wrong)
    return kept


def shown(field: Field, answer: Any) -> str:
    """An answer for people."""
    if answer is None:
        return ""
    if field.kind == "yesno":
        return _("yes") if answer else _("no")
    if field.kind == "choice":
        return next((said(words) for key, words in field.choices if key == answer), str(answer))
    return str(answer)


def _clean(field: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    if field.kind in LONGEST:
        return _text(field, value)
    if field.kind == "yesno":
        known = {True: True, False: False, "yes": True, "no": False}
        if not isinstance(value, bool | str) or value not in known:
            raise ValidationError(_("Answer yes or no."), code="type")
        return known[value]
    if field.kind == "choice":
        if value not in [key for key, _words in field.choices]:
            raise ValidationError(_("Choose one of the list."), code="choice")
        return value
    return _day(value) if field.kind == "date" else _number(value)


def _text(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        raise ValidationError(_("Write a text."), code="type")
    text = value.replace("\0", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST[field.kind]:
        raise ValidationError(_("At most %(limit)d characters."), code="length", params={"limit": LONGEST[field.kind]})
    return text or None


def _number(value: Any) -> float | int:
    try:
        if isinstance(value, bool):
            raise TypeError
        number = float(value)
        if not abs(number) <= LARGEST:
            raise ValueError
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Write a number."), code="type") from error
    return int(number) if number.is_integer() else number


def _day(value: Any) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError as error:
        raise ValidationError(_("Write a date as 2022-03-28."), code="type") from error
