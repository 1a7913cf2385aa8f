"""The figures of a text in normal form, each with the unit that stands behind it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from duijie_match.analysis.fast import TOKEN, UNIT
from duijie_match.analysis.number_words import written_out

BELOW_ZERO = "零下"

_DIGIT = re.compile("[0-9]")
_UNIT_BEHIND_BRACKET = re.compile(rf"\s?\)\s?(?P<unit>{UNIT})")


class Figure(NamedTuple):
    """A number as written; ``multiplier`` and ``unit`` are empty where none is. ``end`` lies behind the unit."""

    number: str
    multiplier: str
    unit: str
    start: int
    end: int

    def in_degrees(self, text: str) -> "Figure":
        """With 度 behind it as degrees Celsius: said of a temperature only, elsewhere it is an angle, or a kWh."""
        if self.unit or not text.startswith("度", self.end):
            return self
        return self._replace(unit="°c", end=self.end + 1)

    def with_unit_behind_bracket(self, text: str, opening: int) -> "Figure":
        """With the unit of "(-40~85)℃", if there is one; the bracket opens before ``opening``. A sign before the
        bracket would be one of all that is in it: nothing is read then.
        """
        if self.unit or not text.startswith((")", " )"), self.end):
            return self
        lead = text[max(0, opening - 4) : opening].rstrip()
        if not lead.endswith("(") or lead[:-1].endswith((BELOW_ZERO, "负", "-", "−")):
            return self
        hit = _UNIT_BEHIND_BRACKET.match(text, self.end)
        return self._replace(unit=hit["unit"], end=hit.end()) if hit else self


def read_figures(text: str) -> Iterator[Figure]:
    """The tokens of a text that are numbers, and numbers in words; those between them are not even looked at."""
    words = [Figure(one.number, "", one.unit, one.start, one.end) for one in written_out(text)]
    return iter(sorted([*_in_digits(text), *words], key=lambda one: one.start)) if words else _in_digits(text)


def _in_digits(text: str) -> Iterator[Figure]:
    place = 0
    while digit := _DIGIT.search(text, place):
        hit = TOKEN.match(text, digit.start())
        place = hit.end() if hit else digit.end()
        if hit and hit["number"]:
            yield Figure(hit["number"], hit["multiplier"] or "", hit["unit"] or "", hit.start(), hit.end())
