"""A number in words is the figure that it says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.analysis.quantities import read_quantities
from duijie_match.analysis.texts import UNIT_NUMBERS, TextReader
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.testing.hashing import HashingEmbedder

SMALL = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SMALL += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
DIGITS = "零一二三四五六七八九"


def english(number: int, joint: str) -> str:
    """``number`` below a billion in words, ``joint`` between hundreds and what follows."""
    for name, times in (("million", 1_000_000), ("thousand", 1000)):
        if number >= times:
            return f"{english(number // times, joint)} {name} {english(number % times, joint)}".strip()
    if number >= 100:
        rest = english(number % 100, joint)
        return f"{SMALL[number // 100]} hundred" + (f"{joint}{rest}" if rest else "")
    if number >= 20:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    return SMALL[number]


def chinese(number: int) -> str:
    """``number`` from ten, below a myriad of myriads, in words."""
    if number >= 10_000:
        rest = number % 10_000
        return section(number // 10_000) + "万" + ("零" if 0 < rest < 1000 else "") + section(rest)
    return section(number)


def section(number: int) -> str:
    written, gap = "", False
    for name, times in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // times % 10
        if digit:
            written += ("零" if gap and written else "") + DIGITS[digit] + name
        gap = not digit
    return written


def says(text: str, number: int) -> None:
    """Both readers find ``number`` rpm in ``text`` and nothing else."""
    assert [(one.unit, one.low, one.high) for one in read_quantities(text)] == [("rpm", number, number)]
    read = TextReader().read([text])
    assert (read.units.tolist(), read.lows.tolist()) == ([UNIT_NUMBERS["rpm"]], [number])


@given(st.integers(2, 10**9 - 1), st.sampled_from([" ", " and "]))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_english_number_words(number: int, joint: str) -> None:
    says(f"Speed {english(number, joint)} rpm", number)


@given(st.integers(10, 10**8 - 1))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_chinese_number_words(number: int) -> None:
    says(f"转速{chinese(number)}转每分钟", number)


def test_what_is_asked_in_words_is_met_by_figures() -> None:
    demands = [
        Document("d1", Kind.DEMAND, body="Spindle speed of at least five thousand rpm"),
        Document("d2", Kind.DEMAND, body="Oven temperature not exceeding 212 °F"),
    ]
    supply = [Document("s", Kind.ACHIEVEMENT, body="Spindle speed 5,000 rpm, oven temperature 99 °C")]
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder())
    for match in matcher.score([("d1", "s"), ("d2", "s")]):
        assert [note.render("en")[-4:] for note in match.reasons.notes] == ["met."]
        assert match.reasons.notes[0].render("en")[-8:] != "not met."
