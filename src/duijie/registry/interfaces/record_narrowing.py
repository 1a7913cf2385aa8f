"""Narrowings of lists: what the address may ask beyond the filters of the form, so that a figure can lead to exactly
the records it counts. The list names each one above its rows, where it can be taken away.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import QueryDict
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.registry import industries
from duijie.registry.domain.queries.figures import beginning_of
from duijie.registry.domain.queries.work import TEXTS, without_text
from duijie.registry.models import Organisation

MOST_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``narrow`` raises ``ValueError`` for what means nothing; ``shown`` says the value in words, to ``by``."""

    key: str
    label: Any
    fits: Callable[[Any], bool]
    narrow: Callable[[Any, str], Any]
    shown: Callable[[Any, str, Any], Any]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """One that is in force. ``rest`` is the query of the address without it."""

    key: str
    value: str
    label: Any
    words: Any
    rest: str


@dataclass(frozen=True, slots=True)
class ListChoice:
    """One more filter of the form of a list, with ``choices`` that are no values of a field. ``narrow`` takes the rows,
    the choice, and who asks; and, where it says so, what was chosen ``beside`` it: the key of another one."""

    key: str
    label: Any
    model: Any
    choices: tuple[tuple[str, Any], ...]
    narrow: Callable[..., Any]
    beside: str = ""


_known: dict[str, Narrowing] = {}
_choices: dict[str, ListChoice] = {}


@functools.cache
def discover() -> None:
    """Import each app's ``narrowings``."""
    autodiscover_modules("narrowings")


def add_narrowing(one: Narrowing) -> None:
    """Make it known. Adding it again changes nothing."""
    _known[one.key] = one


def add_choice(one: ListChoice) -> None:
    """Make a filter known. Adding it again changes nothing."""
    _choices[one.key] = one


def choices_for(model: Any) -> list[ListChoice]:
    """The filters that lists of this model have beside those of its fields."""
    discover()
    return [one for one in _choices.values() if one.model is model]


def narrowings_of(model: Any) -> list[Narrowing]:
    """All that lists of this model know."""
    discover()
    return [one for one in _known.values() if one.fits(model)]


def narrow(rows: Any, data: Mapping[str, Any]) -> Any:
    """The rows that all narrowings of the address leave; one that means nothing leaves nothing."""
    for one, value in _asked(rows.model, data):
        try:
            rows = one.narrow(rows, value)
        except ValueError:
            return rows.none()
    return rows


def narrowed(model: Any, data: Any, *, by: Any) -> list[Narrowed]:
    """The narrowings in force, for the page."""
    found = []
    for one, value in _asked(model, data):
        rest = data.copy() if hasattr(data, "copy") else QueryDict(mutable=True)
        rest.pop(one.key, None)
        rest.pop("page", None)
        try:
            words = one.shown(model, value, by)
        except (ValueError, LookupError):
            words = value
        found.append(Narrowed(one.key, value, one.label, words, rest.urlencode()))
    return found


def _asked(model: Any, data: Mapping[str, Any]) -> Iterable[tuple[Narrowing, str]]:
    for one in narrowings_of(model):
        value = str(data.get(one.key) or "")[:MOST_LENGTH]
        if value:
            yield one, value


def has_field(*names: str) -> Callable[[Any], bool]:
    """Fits models with one of these fields."""
    return lambda model: bool({*names} & {column.name for column in model._meta.concrete_fields})


def _day(value: str) -> date:
    return date.fromisoformat(value)


def number(value: str) -> int:
    """A number of a row as an address says it; ``ValueError`` for what is none."""
    if not (value.isascii() and value.isdigit() and len(value) < 18):
        raise ValueError(value)
    return int(value)


def _industry(rows: Any, value: str) -> Any:
    if value != industries.UNCODED and value not in industries.NAMES:
        raise ValueError(value)
    return industries.in_industry(rows, value)


def _industry_name(model: Any, value: str, by: Any) -> str:
    if value == industries.UNCODED:
        return _("without a code")
    return f"{value} {industries.name_of(value)}"


def _without(rows: Any, value: str) -> Any:
    if value not in {"field", "source"}:
        raise ValueError(value)
    try:
        rows.model._meta.get_field(value)
    except FieldDoesNotExist as error:
        raise ValueError(value) from error
    return rows.filter(**{value: ""})


def _name_of_owner(model: Any, value: str, by: Any) -> str:
    seen = Organisation.objects.visible_to(by).filter(pk=number(value)).first()
    return seen.name if seen else _("organisation no. %(number)s") % {"number": value}


def _text(rows: Any, value: str) -> Any:
    if value != "no":
        raise ValueError(value)
    return without_text(rows)


for _one in (
    Narrowing(
        "since", gettext_lazy("added since"), has_field("created_at"),
        lambda rows, value: rows.filter(created_at__gte=beginning_of(_day(value))),
        lambda _model, value, _by: _day(value).isoformat(),
    ),
    Narrowing(
        "owner", gettext_lazy("organisation"), has_field("organisation"),
        lambda rows, value: rows.filter(organisation_id=number(value)), _name_of_owner,
    ),
    Narrowing("division", gettext_lazy("industry"), has_field("industry"), _industry, _industry_name),
    Narrowing(
        "without", gettext_lazy("fields left empty"), has_field("field", "source"), _without,
        lambda model, value, _by: model._meta.get_field(value).verbose_name,
    ),
    Narrowing("text", gettext_lazy("text"), has_field(*TEXTS), _text, lambda *_all: _("none yet")),
):  # fmt: skip
    add_narrowing(_one)
