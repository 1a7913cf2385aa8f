"""Figures that are written out: "five thousand rpm", 五千转每分钟. What is plain is read, and nothing else.

English numbers from two on, Chinese ones from ten, since 一次性 and 三元 count nothing.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from duijie_match.analysis.fast import UNIT

_SMALL_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_SMALL_WORDS.split(), start=1)}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: value * 10 for value, word in enumerate(_TENS_WORDS.split(), start=2)}
_LARGE = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
_TIMES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


def _either(*tables: dict[str, int]) -> str:
    return "|".join(sorted((word for table in tables for word in table), key=lambda word: (-len(word), word)))


_LEAD = rf"{_either(_SMALL, _TENS)}|a(?=[ -](?:hundred|{_either(_LARGE)})(?![a-z]))"
_WORD = rf"{_either(_SMALL, _TENS, _LARGE)}|hundred|and(?=[ -](?:{_either(_SMALL, _TENS)})(?![a-z]))"
_ENGLISH = re.compile(rf"(?P<words>(?:{_LEAD})(?![a-z])(?:[ -](?:{_WORD})(?![a-z]))*)(?:[ -]?(?P<unit>{UNIT}))?")
_CHINESE = re.compile(
    r"[一二两三四五六七八九十](?:(?<=十)|(?=[十百千万亿]))[零一二两三四五六七八九十百千万亿]*"
    rf"(?:[ -]?(?P<unit>{UNIT}))?"
)
"""Both begin with what few texts hold, and are looked for at the speed of the search for a character."""
_TENS_AND_MORE = re.compile("[十百千万亿萬億]")
_PERCENT = "百分之"
_NO_LEAD = frozenset("第0123456789百千万亿点")
_NO_END = (" and a", " point", "-fold", " hundred", "-hundred", " dozen")


class WrittenOut(NamedTuple):
    """A number in digits, its unit or nothing, and the place of both in the text."""

    number: str
    unit: str
    start: int
    end: int


def may_be_written_out(text: str) -> bool:
    """Whether it is worth looking for such figures in ``text``, as it was given."""
    return _TENS_AND_MORE.search(text) is not None or _ENGLISH.search(text.lower()) is not None


def written_out(text: str) -> Iterator[WrittenOut]:
    """The written-out figures of a text in normal form, those without a unit too; English ones first."""
    place = 0
    while hit := _ENGLISH.search(text, place):
        place = hit.start() + 1
        if not text[max(0, hit.start() - 1) : hit.start()].isalnum():
            place = hit.end()
            yield from _english(hit)
    place = 0
    while hit := _CHINESE.search(text, place):
        place = hit.end()
        unit = hit["unit"] or ""
        end = hit.start("unit") if unit else place
        value = _chinese_value(text[hit.start() : end].rstrip(" -"))
        before = text[max(0, hit.start() - 1) : hit.start()]
        if value is None or (before and before in _NO_LEAD) or (unit == "年" and text.startswith("代", place)):
            continue
        is_percent = not unit and text.endswith(_PERCENT, 0, hit.start())
        start = hit.start() - len(_PERCENT) if is_percent else hit.start()
        yield WrittenOut(str(value), "%" if is_percent else unit, start, place)


def _english(hit: re.Match[str]) -> Iterator[WrittenOut]:
    """What the words of ``hit`` say: one number, or several with "and" between; nothing where they say none."""
    if hit.string.startswith(_NO_END, hit.end()) or hit.string.endswith(" point ", 0, hit.start()):
        return
    number = _Number()
    found: list[WrittenOut] = []
    start = end = hit.start()
    for word in re.finditer("[a-z]+", hit["words"]):
        if word.group() == "and" and not number.is_round:
            found.append(WrittenOut(str(number.value), "", start, end))
            number, start = _Number(), hit.start() + word.end() + 1
        elif not number.add(word.group()):
            return
        end = hit.start() + word.end()
    if hit["unit"] and number.value > 1:  # "one day" is no figure
        found.append(WrittenOut(str(number.value), hit["unit"], start, hit.end()))
    yield from found or [WrittenOut(str(number.value), "", start, end)]


class _Number:
    """A number that grows word by word."""

    def __init__(self) -> None:
        self._whole = self._part = 0
        self._least = 1_000_000_000_000  # of what was multiplied so far

    @property
    def value(self) -> int:
        return self._whole + self._part

    @property
    def is_round(self) -> bool:
        """Whether "and" may follow within the number."""
        return self.value > 0 and self._part % 100 == 0

    def add(self, word: str) -> bool:
        """Whether ``word`` may follow; if so, it is added."""
        if word == "and":
            return self.is_round
        if word in _LARGE:
            fits = self._part > 0 and _LARGE[word] < self._least
            self._whole += self._part * _LARGE[word]
            self._part, self._least = 0, _LARGE[word]
        elif word == "hundred":
            fits = 0 < self._part < 100
            self._part *= 100
        else:
            value = 1 if word == "a" else _SMALL.get(word) or _TENS[word]
            tens = self._part % 100
            fits = tens == 0 or (tens >= 20 and tens % 10 == 0 and value < 10)
            self._part += value
        return fits


def _chinese_value(written: str) -> int | None:
    """The number that Chinese characters write in full (三百二十, 一万零五百), if they do."""
    whole = part = digit = 0
    last = 10**9  # the smallest multiple so far, below a myriad
    largest = 10**12
    for character in written:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _TIMES:
            times = _TIMES[character]
            if times >= last or (not digit and times != 10):
                return None
            part, digit, last = part + (digit or 1) * times, 0, times
        else:
            part, digit = part + digit, 0
            if not part or _MYRIADS[character] >= largest:
                return None
            whole, part, last, largest = whole + part * _MYRIADS[character], 0, 10**9, _MYRIADS[character]
    if digit and last != 10 and written[-2:-1] != "零":
        return None  # 一千五 is 1500, but 一千五百 is what is written
    return whole + part + digit
