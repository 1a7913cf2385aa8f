"""What a text demands or offers in figures: "主轴转速不低于5000转/分" is a spindle speed from 5,000 rpm upwards.

A quantity is an interval in a base unit, and the words beside it say of what. Only numbers with a unit are read, since
without one nobody knows what is counted.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from duijie_match.analysis.fast import stem
from duijie_match.analysis.figures import BELOW_ZERO, Figure, read_figures
from duijie_match.analysis.languages import HAN
from duijie_match.analysis.normalise import normalise
from duijie_match.analysis.number_words import may_be_written_out
from duijie_match.analysis.signs import MINUS, TEMPERATURES, Sign, is_exponent, sign_before
from duijie_match.analysis.stopwords import CHINESE_EDGES, CHINESE_WORDS, ENGLISH
from duijie_match.analysis.units import in_celsius, measure

MOST_QUANTITIES = 64
"""Of one text; a price list would otherwise be compared line by line."""
LONGEST_TEXT = 100_000
"""Characters that are read; further on there are tables, not requirements."""
LONGEST_JOINT = 16
"""Characters between the two figures of a range or a tolerance."""
BEFORE, AFTER = 40, 24
"""Characters around a figure in which its subject is looked for."""

_LEAST_BEFORE = (
    "≥ >= > ⩾ ≧ 不低于 不小于 不少于 不短于 不得低于 不得小于 不得少于 大于等于 大于或等于 大于 高于 超过 多于 至少 "
    "最低 起码",
    "at least|not less than|no less than|not lower than|no lower than|more than|greater than|higher than|longer than|"
    "better than|over|above|exceeding|exceeds|exceed|minimum|min",
)
_MOST_BEFORE = (
    "≤ <= < ⩽ ≦ 不高于 不大于 不超过 不多于 不长于 不得高于 不得大于 不得超过 小于等于 小于或等于 小于 低于 少于 至多 "
    "最多 控制在",
    "at most|not more than|no more than|not exceeding|not exceed|not higher than|no higher than|less than|lower than|"
    "fewer than|shorter than|below|under|within|maximum|max",
)
_LEAST_AFTER = (
    "以上 及以上 或以上 或更高 起",
    "or more|or above|or higher|or longer|and above|and more|and up|minimum",
)
_MOST_AFTER = ("以下 及以下 或以下 以内 之内 或更低", "or less|or below|or lower|or fewer|and below|maximum")


def _alternatives(spellings: tuple[str, str]) -> str:
    signs = [re.escape(sign) for sign in sorted(spellings[0].split(), key=lambda sign: -len(sign))]
    words = sorted(spellings[1].split("|"), key=lambda word: -len(word))
    return "|".join([*signs, *(r"(?<![\w/])" + word.replace(" ", r"\s+") + r"\b" for word in words)])


def _either(least: tuple[str, str], most: tuple[str, str]) -> str:
    return f"(?:(?P<least>{_alternatives(least)})|(?P<most>{_alternatives(most)}))"


def _backwards(spellings: Iterable[str]) -> str:
    """What ends a text, to be matched from its end: the longest spelling first, since 不超过 is not 超过."""
    words = []
    for spelling in sorted(spellings, key=lambda one: -len(one)):
        turned = re.escape(spelling[::-1]).replace(r"\ ", r"\s+")
        words.append(rf"\b{turned}(?![\w/])" if spelling[-1].isascii() and spelling[-1].isalpha() else turned)
    return "|".join(words)


def _spellings(both: tuple[str, str]) -> list[str]:
    return [*both[0].split(), *both[1].split("|")]


_SAYS = dict.fromkeys(_spellings(_LEAST_BEFORE), "least") | dict.fromkeys(_spellings(_MOST_BEFORE), "most")
_BOUND_BEFORE = re.compile(r"\s*(?:(?:到|至|为|fo|ot|tuoba|:|约)\s*)?(?P<word>" + _backwards(_SAYS) + ")", re.ASCII)
_BOUND_AFTER = re.compile(r"\s*" + _either(_LEAST_AFTER, _MOST_AFTER), re.ASCII)
_DASH = rf"(?:--|——|[{MINUS}~—〜⁓至到]|\.{{2,6}}|(?:up\s+)?to|through)"
_SIGN = rf"(?P<sign>[{MINUS}]|负|零下|minus\s|negative\s|\+|正|零上|plus\s|positive\s)?"
_RANGE = re.compile(rf"\s*度?\s*(?:{_DASH}|/(?=\+))\s*{_SIGN}\s*")
_BETWEEN = re.compile(rf"\s*(?:and|和|与)\s*{_SIGN}\s*")
_BETWEEN_BEFORE = re.compile(r"(?:between|介于|在)\s*$")
_UPWARDS = ("+", "正", "零上", "plus", "positive")
_FREEZING = re.compile(r"\s*below\s+(?:zero|freezing)\b")
_TOLERANCE = re.compile(r"\s*(?:±|\+/-|正负)\s*")
_PLUS_MINUS = re.compile(r"(?:±|\+/-|正负)\s*$")
_CLAUSE = re.compile(r"[;。!?\n]|[,、.](?=\s)|[、]")
_SUBJECT = re.compile(rf"[{HAN}]+|[a-z]{{2,}}")
_LEAD = re.compile(rf"(?:[{HAN}]{{1,10}}[^{HAN}]{{0,3}}|[a-z]+(?:[^a-z{HAN}\n]+[a-z]+){{0,3}}[^a-z{HAN}\n]{{0,3}}|)$")
"""How much of what stands before a figure is repeated to say which one is meant."""
_DIGIT = re.compile(r"\d")

_CHINESE_FILLERS = CHINESE_WORDS | frozenset(
    """
    工作 最高 最低 最大 最小 最多 最少 可达 达到 不低 低于 不高 高于 不超 超过 大于 小于 不大 不小 不少 少于
    至少 控制 约为 范围
    """.split()  # noqa: SIM905 – a list to be read, not a program
)
_ENGLISH_FILLERS = frozenset(
    map(
        stem,
        ("about", "high", "higher", "low", "lower", "max", "maximum", "min", "minimum", "range", "reach", "required"),
    )
)

EARLIEST = 1900
"""So many years and more are a date."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """``low`` to ``high`` in the base ``unit``, either of them infinite; written at ``start`` to ``end`` of the text
    as given, the words that lead to it from ``subject_start``. ``beside`` are the words beside it in normal form,
    ``subject`` their terms: pairs of Chinese characters and English stems.
    """

    unit: str
    low: float
    high: float
    start: int
    end: int
    subject_start: int
    beside: str
    subject: frozenset[str]

    @property
    def is_bounded(self) -> bool:
        """Whether the text says more than a plain figure: a bound, a range or a tolerance."""
        return self.low < self.high


class Statement(NamedTuple):
    """A quantity as the text in normal form states it; ``start``, ``end`` and the words around are of that text."""

    unit: str
    low: float
    high: float
    start: int
    end: int
    before: str
    after: str
    subject: frozenset[str]

    @property
    def beside(self) -> str:
        """The words before and after the figure."""
        return f"{self.before}\n{self.after}"


@lru_cache(maxsize=8192)
def read_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in reading order; after the first ``MOST_QUANTITIES`` the text is read no further."""
    text = text[:LONGEST_TEXT]
    if not has_figures(text):
        return ()
    normal = normalise(text)
    found: list[Quantity] = []
    for one in statements(normal.text):
        lead, _ = normal.span(one.start - len(_LEAD.findall(one.before)[0]), one.end)
        place = normal.span(one.start, one.end)
        found.append(Quantity(one.unit, one.low, one.high, *place, lead, one.beside, one.subject))
    return tuple(found)


def has_figures(text: str) -> bool:
    """Whether it is worth looking for quantities in ``text``, as it was given."""
    return _DIGIT.search(text) is not None or may_be_written_out(text)


def statements(text: str) -> Iterator[Statement]:
    """The quantities of a ``text`` in normal form, of at most ``LONGEST_TEXT`` characters, in reading order."""
    said = set()  # titles are repeated in bodies
    for low, high, base, start, end in _intervals(text):
        (low, unit), (high, _unit) = in_celsius(low, base), in_celsius(high, base)
        if not unit or (unit == "year" and max(abs(value) for value in (low, high) if value < math.inf) >= EARLIEST):
            continue
        before, after = _beside(text, start, end)
        subject = frozenset(term for part in (before, after) for term in _subject(part))
        if (key := (unit, low, high, subject)) not in said:
            said.add(key)
            yield Statement(unit, low, high, start, end, before, after, subject)
        if len(said) == MOST_QUANTITIES:
            return


def _intervals(text: str) -> Iterator[tuple[float, float, str, int, int]]:
    """Low, high, base unit and place of the figures of a text in normal form; some without a unit are left out."""
    figures = list(read_figures(text))
    place = earlier = 0
    while place < len(figures):
        figure, following = figures[place], figures[place + 1] if place + 1 < len(figures) else None
        sign, earlier = sign_before(text, figure.start, earlier), figure.end
        place += 1
        if following and following.start - figure.end > LONGEST_JOINT:
            following = None
        figure = (figure.in_degrees(text) if sign.is_cold else figure).with_unit_behind_bracket(text, sign.start)
        if is_exponent(text, figure.start) or (not figure.unit and following is None):
            continue  # nobody knows what is counted
        if following and (pair := _pair(text, figure, following, sign)):
            earlier, place = pair[-1], place + 1
            yield pair
            continue
        value, unit = measure(figure.number, figure.multiplier, figure.unit)
        start, end = figure.start, figure.end
        if unit in TEMPERATURES and (hit := _FREEZING.match(text, end)):
            value, end = -value, hit.end()
        elif sign.is_minus(value, unit):
            value, start = -value, sign.start
        low = high = value
        bound, start, end = _bound(text, start, end)
        if bound == "least":
            high = math.inf
        elif bound == "most":
            low = -math.inf
        yield low, high, unit, start, end


def _pair(text: str, figure: Figure, other: Figure, sign: Sign) -> tuple[float, float, str, int, int] | None:
    """The interval of two figures that belong together, as ``_intervals`` gives it; ``sign`` is that of the first."""
    joined, is_cold = _joined(text, figure, other, sign)
    if not joined:
        return None
    if sign.is_cold or is_cold:
        figure, other = figure.in_degrees(text), other.in_degrees(text)
    other = other.with_unit_behind_bracket(text, sign.start)
    low, unit = measure(figure.number, figure.multiplier, figure.unit)
    high, other_unit = measure(other.number, other.multiplier, other.unit)
    if unit and other_unit and unit != other_unit:
        return None
    if not unit:  # "200-300 ℃", "50±2 mm": the unit stands once
        low, unit = measure(figure.number, figure.multiplier or other.multiplier, other.unit)
    if not other_unit:
        high = measure(other.number, "", figure.unit)[0]
    start = figure.start
    is_minus = sign.is_minus(low, unit)
    if is_minus:
        low, start = -low, sign.start
    if joined == "±":
        return low - high, low + high, unit, start, other.end
    # A sign is said of its own figure only: 零下40至85℃ ends above zero, 零下40至零下10℃ does not.
    if joined == "-" or (joined == "--" and is_minus):
        high = -high
    return min(low, high), max(low, high), unit, start, other.end


def _joined(text: str, figure: Figure, following: Figure, sign: Sign) -> tuple[str, bool]:
    """How two figures belong together: ``±`` as a tolerance, ``~`` as a range, ``-`` and ``+`` as one whose second
    figure is said to be below or above zero, ``--`` as one that leaves it open; or not at all. And whether the second
    is said to be a temperature below zero.
    """
    between = text[figure.end : following.start]
    if _TOLERANCE.fullmatch(between):
        return "±", False
    joint = _RANGE.fullmatch(between)
    if joint is None and _BETWEEN_BEFORE.search(text, max(0, sign.start - 12), sign.start):
        joint = _BETWEEN.fullmatch(between)
    if joint is None:
        return "", False
    said = joint["sign"]
    if said is None:
        return "--" if between == "--" else "~", False
    return "+" if said.strip() in _UPWARDS else "-", said == BELOW_ZERO


def _bound(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Whether a figure is a least or a most, and the place with the words that say so."""
    first = max(0, start - 24)
    before = text[first:start]
    if sign := _PLUS_MINUS.search(before):  # "accuracy ±0.01 mm": the smaller the better
        return "most", first + sign.start(), end
    if hit := _BOUND_BEFORE.match(before[::-1]):
        word = " ".join(hit["word"][::-1].split())
        return _SAYS[word], start - hit.end(), end
    if hit := _BOUND_AFTER.match(text, end):
        return hit.lastgroup or "", start, hit.end()
    return "", start, end


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a figure, within its clause and up to the figures around it."""
    before = _CLAUSE.split(text[max(0, start - BEFORE) : start])[-1]
    after = _CLAUSE.split(text[end : end + AFTER])[0]
    return _DIGIT.split(before)[-1], _DIGIT.split(after)[0]


def _subject(beside: str) -> Iterator[str]:
    for hit in _SUBJECT.finditer(beside):
        run = hit.group()
        if run[0].isascii():
            if run not in ENGLISH and (root := stem(run)) not in _ENGLISH_FILLERS:
                yield root
            continue
        telling = [character not in CHINESE_EDGES for character in run]
        for index in range(len(run) - 1):
            if telling[index] and telling[index + 1] and (pair := run[index : index + 2]) not in _CHINESE_FILLERS:
                yield pair
