"""Which figures of a text in normal form are below zero: "-196°c", "零下196°c", "−40~85°c" – and that "10-20" is not.

A hyphen is a minus sign, a dash between two figures, a part of a name or what stands between a label and its figure. So
it counts as a sign only where none of the others is likely; the sign U+2212 and words are believed.
"""

import math
import re
from typing import NamedTuple

from duijie_match.analysis.figures import BELOW_ZERO
from duijie_match.analysis.languages import HAN

MINUS = "-–‐−"
"""Hyphen-minus, en dash, hyphen and minus sign; NFKC has made the full-width ones hyphens."""
SIGNED_UNITS = frozenset("°c °f v mv ma db pa".split())  # noqa: SIM905
"""In which values below zero are ordinary; in others a hyphen before a figure is no sign."""
TEMPERATURES = {"°c": -273.15, "°f": -459.67}
"""Units of temperature, with the coldest there is."""

_BEFORE = re.compile(rf"(?:(?P<word>(?<!正)负|{BELOW_ZERO}|(?<![a-z])(?:minus|negative))\s*|(?P<sign>[{MINUS}]))$")
_EXPONENT = re.compile(rf"(?:⁻|\^[{MINUS}]?)$")  # normal form keeps the raised minus
_LONGEST = 12
"""Characters of the longest word and the space behind it."""


class Sign(NamedTuple):
    """What stands before a figure: ``kind`` is a word, ``−``, ``-``, ``label`` for a hyphen right behind Chinese
    characters, or nothing; ``start`` is its place.
    """

    kind: str
    start: int

    def is_minus(self, value: float, unit: str) -> bool:
        """Whether the figure is below zero, given its ``value`` without a sign in the base ``unit``."""
        if self.kind == "label":
            return unit in TEMPERATURES and -value >= TEMPERATURES[unit]
        if self.kind == "-":
            return unit in SIGNED_UNITS and -value >= TEMPERATURES.get(unit, -math.inf)
        return bool(self.kind)

    @property
    def is_cold(self) -> bool:
        """Whether only temperatures are spoken of so, which have 度 as their unit then."""
        return self.kind == BELOW_ZERO


def is_exponent(text: str, start: int) -> bool:
    """Whether the figure at ``start`` of ``text`` is raised, and no figure of its own."""
    return _EXPONENT.search(text, max(0, start - 2), start) is not None


def sign_before(text: str, start: int, earlier: int) -> Sign:
    """The sign of the figure at ``start`` of ``text``; the figure before it ends at ``earlier`` (0: there is none)."""
    first = max(earlier, start - _LONGEST)
    hit = _BEFORE.search(text, first, start)
    if hit is None:
        return Sign("", start)
    if hit["word"]:
        return Sign(hit["word"], hit.start())
    before = text[max(0, hit.start() - 1) : hit.start()]
    if before.isascii() and (before.isalnum() or before in ("+", "-")):  # a name, or "+-"
        return Sign("", start)
    if text.endswith("+/", 0, hit.start()) or (earlier and not text[earlier : hit.start()].strip()):
        return Sign("", start)  # a tolerance; a dash between two figures
    if hit["sign"] == "−":
        return Sign("−", hit.start())
    return Sign("label" if re.match(f"[{HAN}]", before) else "-", hit.start())
