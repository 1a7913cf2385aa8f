"""Numbers of certificates and terms: what is printed, what is typed, what follows what."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie.programmes.faults import Faults
from duijie.programmes.numbers.certificates import (
    ALPHABET,
    draw_code,
    gaps,
    number_of,
    read_code,
    read_pattern,
    shown_code,
)
from duijie.programmes.numbers.terms import next_term, term_end

calm = settings(max_examples=40, deadline=None)


@pytest.mark.parametrize(
    "pattern, number",
    [
        ("云科联〔{year}〕{serial:4}号", "云科联〔2022〕0007号"),
        ("{area}-{year}-{serial}", "970121-2022-7"),
        ("{year}{serial:04}", "20220007"),
        ("KJTPY{year}{serial:1}", "KJTPY20227"),
    ],
)
def test_numbers_follow_the_pattern(pattern, number):
    assert number_of(read_pattern(pattern), year=2022, serial=7, area="970121") == number


@pytest.mark.parametrize(
    "pattern",
    ["", "{serial}", "{year}", "{year}{year}{serial}", "{year}{serial:9}", "{year:4}{serial}", "{year}{serial}{name}",
     "<b>{year}{serial}", "{year}{serial}" + "x" * 60, "{year.real}{serial}", "{year}{serial!r}"],
)  # fmt: skip
def test_patterns_that_make_no_numbers_are_refused(pattern):
    with pytest.raises(Faults):
        read_pattern(pattern)


def test_serials_outgrow_their_digits():
    assert number_of("{year}{serial:2}", year=2026, serial=123) == "2026123"


def test_codes_are_read_however_they_are_typed():
    code = draw_code()
    full_width = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert [read_code(text) for text in (code, shown_code(code).lower(), f" {full_width} ")] == [code] * 3
    assert len({draw_code() for _number in range(50)}) == 50


def test_every_wrong_character_and_every_swap_is_found():
    """All of them for two hundred codes: a few swaps agree with the check character of a code that is not chosen."""
    for code in (draw_code() for _number in range(200)):
        wrong = {code[:at] + other + code[at + 1 :] for at in range(16) for other in ALPHABET} - {code}
        swapped = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(15)} - {code}
        assert [text for text in wrong | swapped if read_code(text)] == []


@pytest.mark.parametrize("text", ["", "x" * 10_000, "0" * 16, "O" * 16, "一" * 16, "2345-6789"])
def test_what_is_no_code_is_none(text):
    assert read_code(text) is None


def test_gaps_are_what_was_neither_issued_nor_recorded_as_void():
    assert (gaps([]), gaps([1, 2, 4, 7], [5]), gaps([3], [1, 2])) == ([], [3, 6], [])


@pytest.mark.parametrize(
    "start, months, end",
    [
        (date(2022, 3, 28), 24, date(2024, 3, 27)),
        (date(2023, 6, 1), 36, date(2026, 5, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
        (date(2024, 1, 1), 12, date(2024, 12, 31)),
    ],
)
def test_terms_end_before_the_same_day(start, months, end):
    assert term_end(start, months) == end


@calm
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_terms_grow_with_their_months_and_follow_each_other(start, months):
    end = term_end(start, months)
    assert start < end < term_end(start, months + 1)
    assert next_term(end) - end == timedelta(days=1)
    assert start.day > 28 or next_term(end).day == start.day
