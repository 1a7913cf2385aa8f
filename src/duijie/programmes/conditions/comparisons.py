"""What can be asked of a fact, by its type: a table of comparisons with the value that each takes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.facts import Fact, FactKind

LONGEST_LIST = 50
LARGEST = Decimal(10) ** 15
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a comparison's value is written: ``read`` gives it typed and raises ``ValueError`` or ``TypeError``."""

    key: str
    read: Callable[[Fact, Any], Any]
    expected: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """``holds`` tells whether what was found stands in this relation to the value."""

    key: str
    label: Any
    shape: Shape
    holds: Callable[[Fact, Any, Any], bool]


def _flag(_fact: Fact, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _number(_fact: Fact, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    number = Decimal(str(value))
    if not number.is_finite() or abs(number) > LARGEST:
        raise ValueError(value)
    return number


def _day(_fact: Fact, value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise TypeError(value)
    return date.fromisoformat(value)


def _key(fact: Fact, value: Any) -> str:
    if not isinstance(value, str) or value not in dict(fact.choices):
        raise ValueError(value)
    return value


def _keys(fact: Fact, value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not 0 < len(value) <= LONGEST_LIST:
        raise TypeError(value)
    return frozenset(_key(fact, one) for one in value)


def _pair(read: Callable[[Fact, Any], Any]) -> Callable[[Fact, Any], tuple[Any, Any]]:
    def read_both(fact: Fact, value: Any) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            raise TypeError(value)
        low, high = (read(fact, one) for one in value)
        if low > high:
            raise ValueError(value)
        return low, high

    return read_both


FLAG = Shape("flag", _flag, _("true or false"))
NUMBER = Shape("number", _number, _("a number"))
NUMBERS = Shape("numbers", _pair(_number), _("two numbers, the smaller first"))
DAY = Shape("day", _day, _("a day such as 2026-03-05"))
DAYS = Shape("days", _pair(_day), _("two days, the earlier first"))
KEY = Shape("key", _key, _("one of the choices of the fact"))
KEYS = Shape("keys", _keys, _("a list of choices of the fact"))


def _height(fact: Fact, key: str) -> int:
    return [one for one, _label in fact.choices].index(key)


def _within(_fact: Fact, found: Any, value: tuple[Any, Any]) -> bool:
    return bool(value[0] <= found <= value[1])


_IS = Comparison("is", _("is"), FLAG, lambda _fact, found, value: found is value)
_ORDER: tuple[tuple[str, Any, Any, Callable[[Fact, Any, Any], bool]], ...] = (
    ("eq", _("is exactly"), _("is on"), lambda _fact, found, value: found == value),
    ("ne", _("is not"), _("is not on"), lambda _fact, found, value: found != value),
    ("ge", _("is at least"), _("is on or after"), lambda _fact, found, value: found >= value),
    ("le", _("is at most"), _("is on or before"), lambda _fact, found, value: found <= value),
    ("gt", _("is more than"), _("is after"), lambda _fact, found, value: found > value),
    ("lt", _("is less than"), _("is before"), lambda _fact, found, value: found < value),
)
_CHOICE = (
    Comparison("is", _("is"), KEY, lambda _fact, found, value: found == value),
    Comparison("is_not", _("is not"), KEY, lambda _fact, found, value: found != value),
    Comparison("one_of", _("is one of"), KEYS, lambda _fact, found, value: found in value),
    Comparison("none_of", _("is none of"), KEYS, lambda _fact, found, value: found not in value),
)
_RANKED = (
    Comparison("at_least", _("is at least"), KEY,
               lambda fact, found, value: _height(fact, found) >= _height(fact, value)),
    Comparison("at_most", _("is at most"), KEY,
               lambda fact, found, value: _height(fact, found) <= _height(fact, value)),
)  # fmt: skip
_SEVERAL = (
    Comparison("all_of", _("has all of"), KEYS, lambda _fact, found, value: value <= found),
    Comparison("any_of", _("has one of"), KEYS, lambda _fact, found, value: bool(value & found)),
    Comparison("none_of", _("has none of"), KEYS, lambda _fact, found, value: not value & found),
)


def _by_key(*given: Comparison) -> Mapping[str, Comparison]:
    return {one.key: one for one in given}


_BY_KIND: Mapping[FactKind, Mapping[str, Comparison]] = {
    FactKind.YESNO: _by_key(_IS),
    FactKind.NUMBER: _by_key(
        *(Comparison(key, label, NUMBER, holds) for key, label, _of_day, holds in _ORDER),
        Comparison("between", _("is between"), NUMBERS, _within),
    ),
    FactKind.DATE: _by_key(
        *(Comparison(key, label, DAY, holds) for key, _of_number, label, holds in _ORDER),
        Comparison("between", _("is between"), DAYS, _within),
    ),
    FactKind.CHOICE: _by_key(*_CHOICE),
    FactKind.SEVERAL: _by_key(*_SEVERAL),
}
_OF_RANKED = _by_key(*_RANKED, *_CHOICE)


def comparisons_of(fact: Fact) -> Mapping[str, Comparison]:
    """What can be asked of ``fact``, the usual first."""
    return _OF_RANKED if fact.kind is FactKind.CHOICE and fact.ordered else _BY_KIND[fact.kind]
