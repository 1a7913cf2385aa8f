"""Conditions as data: read from JSON with every mistake named at its place, and written back the same.

A condition is one of

* ``{"all": […]}``, ``{"any": […]}``, ``{"not": …}``, ``{"at_least": 2, "of": […]}`` – over other conditions;
* ``{"fact": "person.age", "is": "le", "value": 58, "on": "closing"}`` – a comparison. ``on`` is a day of the round or a
  date, left out for the closing day and for facts without days.

Each may have ``words``: how the notice says it, in both languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.batch import DAYS, Day
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.facts import Fact
from duijie.programmes.faults import Faults, Notes, gathered, read_json
from duijie.programmes.words import NOTHING, Words, read_words

DEEPEST = 8
MOST_PARTS = 40  # of one condition
MOST = 300  # in one tree
LONGEST_WORDS = 300
LARGEST = 200_000  # characters of JSON


@dataclass(frozen=True, slots=True)
class Comparing:
    """A comparison; ``value`` as it stands in the JSON, ``typed`` as it is compared."""

    place: str
    fact: Fact
    comparison: str
    value: Any
    typed: Any
    on: str
    words: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Joined:
    """``least`` of ``parts`` must be met: all of them under ``all``, one under ``any``; ``not`` has one part, which
    must not be met."""

    place: str
    join: str
    least: int
    parts: "tuple[Condition, ...]"
    words: Words = NOTHING


Condition = Comparing | Joined
JOINS: Mapping[str, Any] = {
    "all": _("all of these"),
    "any": _("one of these"),
    "at_least": _("at least so many of these"),
    "not": _("none of this"),
}


def read_condition(data: Any, facts: Mapping[str, Fact]) -> Condition:
    """The condition of ``data``, JSON as text or parsed, over ``facts`` by name.

    Raises ``Faults`` with codes ``wrong-type``, ``unknown-entry``, ``unknown-fact``, ``unknown-comparison``,
    ``wrong-value``, ``unknown-day``, ``wrong-count``, ``empty``, ``too-many``, ``too-deep``, ``too-large`` and
    ``no-json``.
    """
    if isinstance(data, str):
        data = read_json(data, most=LARGEST)
    with gathered() as notes:
        made = _Reader(facts, notes).read(data, "", 1)
    if made is None:
        raise Faults(notes.found)
    return made


def as_json(condition: Condition) -> dict[str, Any]:
    """What ``read_condition`` reads as the same condition."""
    if isinstance(condition, Comparing):
        data: dict[str, Any] = {
            "fact": condition.fact.name, "is": condition.comparison, "value": condition.value,
        }  # fmt: skip
        if condition.fact.dated:
            data["on"] = condition.on
    elif condition.join == "not":
        data = {"not": as_json(condition.parts[0])}
    elif condition.join == "at_least":
        data = {"at_least": condition.least, "of": [as_json(part) for part in condition.parts]}
    else:
        data = {condition.join: [as_json(part) for part in condition.parts]}
    return {**data, "words": condition.words.as_json()} if condition.words else data


def comparisons_in(condition: Condition) -> Iterator[Comparing]:
    """All comparisons, in the order in which they stand."""
    if isinstance(condition, Comparing):
        yield condition
    else:
        for part in condition.parts:
            yield from comparisons_in(part)


class _Refused(Exception):
    """Something is wrong with a condition, and noted; those beside it are read all the same."""


class _Reader:
    def __init__(self, facts: Mapping[str, Fact], notes: Notes) -> None:
        self._facts, self._notes, self._count = facts, notes, 0

    def read(self, data: Any, place: str, depth: int) -> Condition | None:
        """What stands at ``place``; None where something is wrong."""
        try:
            return self._node(data, place, depth)
        except _Refused:
            return None

    def _node(self, data: Any, place: str, depth: int) -> Condition | None:
        self._count += 1
        if self._count > MOST:
            self._refuse(place, "", "too-many", _("There are more than %(most)d parts.") % {"most": MOST})
        if depth > DEEPEST:
            words = _("Conditions lie within each other at most %(most)d deep.") % {"most": DEEPEST}
            self._refuse(place, "", "too-deep", words)
        if not isinstance(data, Mapping) or not all(isinstance(name, str) for name in data):
            self._refuse(place, "", "wrong-type", _("A condition is an object with entries."))
        told = read_words(data.get("words"), place=place, field="words", notes=self._notes, longest=LONGEST_WORDS)
        kinds = [name for name in ("fact", *JOINS) if name in data]
        if len(kinds) != 1:
            message = _("It has exactly one of the entries fact, all, any, not and at_least.")
            self._refuse(place, "", "wrong-type", message)
        made = self._compare(data, place) if kinds == ["fact"] else self._join(data, kinds[0], place, depth)
        return None if made is None else replace(made, words=told)

    def _join(self, data: Mapping[str, Any], join: str, place: str, depth: int) -> Joined | None:
        if not self._knows(data, place, {join, "words", *({"of"} if join == "at_least" else ())}):
            return None
        parts = [data[join]] if join == "not" else data.get("of") if join == "at_least" else data[join]
        entry = "of" if join == "at_least" else join
        if not isinstance(parts, list):
            self._refuse(place, entry, "wrong-type", _("It is a list of conditions."))
        if not parts:
            self._refuse(place, entry, "empty", _("Put a condition into it, or take it away."))
        if len(parts) > MOST_PARTS:
            message = _("At most %(most)d conditions stand beside each other.") % {"most": MOST_PARTS}
            self._refuse(place, entry, "too-many", message)
        least = {"all": len(parts), "any": 1, "not": 1}.get(join)
        if least is None:
            least = data[join]
            if isinstance(least, bool) or not isinstance(least, int) or not 1 <= least <= len(parts):
                message = _("A whole number from 1 to %(most)d.") % {"most": len(parts)}
                self._refuse(place, join, "wrong-count", message)
        read = [self.read(part, f"{place}.{number}".lstrip("."), depth + 1) for number, part in enumerate(parts)]
        good = tuple(one for one in read if one is not None)
        return Joined(place, join, least, good) if len(good) == len(read) else None

    def _compare(self, data: Mapping[str, Any], place: str) -> Comparing | None:
        if not self._knows(data, place, {"fact", "is", "value", "on", "words"}):
            return None
        fact = self._facts.get(data["fact"]) if isinstance(data["fact"], str) else None
        if fact is None:
            unknown = _("There is no fact “%(name)s”. Choose one of the table of facts.")
            self._refuse(place, "fact", "unknown-fact", unknown % {"name": str(data["fact"])[:60]})
        offered = comparisons_of(fact)
        comparison = offered.get(data["is"]) if isinstance(data.get("is"), str) else None
        if comparison is None:
            unfit = _("“%(name)s” cannot be asked of this fact. Possible: %(offered)s.")
            filled = {"name": str(data.get("is"))[:60], "offered": ", ".join(offered)}
            self._refuse(place, "is", "unknown-comparison", unfit % filled)
        value = data.get("value")
        try:
            typed = comparison.shape.read(fact, value)
        except (TypeError, ValueError, ArithmeticError):
            message = _("Expected: %(expected)s.") % {"expected": comparison.shape.expected}
            self._refuse(place, "value", "wrong-value", message)
        on = data.get("on", str(Day.CLOSING))
        if not _is_day(on) or ("on" in data and not fact.dated):
            self._refuse(place, "on", "unknown-day", self._day_message(fact))
        return Comparing(place, fact, comparison.key, value, typed, on)

    def _day_message(self, fact: Fact) -> Any:
        if not fact.dated:
            return _("This fact does not differ from day to day; leave the day out.")
        return _("Expected: %(days)s, or a date.") % {"days": ", ".join(str(day) for day in Day)}

    def _knows(self, data: Mapping[str, Any], place: str, known: set[str]) -> bool:
        unknown = sorted(set(data) - known)
        if unknown:
            message = _("Nothing of this name belongs here: %(names)s.") % {"names": ", ".join(unknown)[:100]}
            self._notes.add(place, unknown[0][:60], "unknown-entry", message)
        return not unknown

    def _refuse(self, place: str, field: str, code: str, message: Any) -> NoReturn:
        self._notes.add(place, field, code, message)
        raise _Refused


def _is_day(text: Any) -> bool:
    if not isinstance(text, str):
        return False
    if text in DAYS:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
