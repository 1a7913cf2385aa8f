"""Amounts of money as offices write them, without a digit lost."""

from decimal import Decimal

import pytest

from duijie_match.amounts import amount_in_words
from duijie_match.wording import msg


@pytest.mark.parametrize(
    ("yuan", "chinese", "english"),
    [
        ("0", "0 元", "CNY 0"),
        ("800", "800 元", "CNY 800"),
        ("9999.5", "9,999.5 元", "CNY 9,999.5"),
        ("10000", "1 万元", "CNY 10,000"),
        ("500000", "50 万元", "CNY 500,000"),
        ("3000000", "300 万元", "CNY 3 million"),
        ("1234567", "1,234,567 元", "CNY 1,234,567"),
        ("1250000", "125 万元", "CNY 1.25 million"),
        ("120000000", "1.2 亿元", "CNY 120 million"),
        ("123456789.01", "123,456,789.01 元", "CNY 123,456,789.01"),
        ("123450000", "12,345 万元", "CNY 123.45 million"),
        ("1E+9", "10 亿元", "CNY 1 billion"),
    ],
)  # fmt: skip
def test_an_amount_is_written_in_its_largest_short_unit(yuan, chinese, english):
    told = amount_in_words([Decimal(yuan)], "zh-hans"), amount_in_words([Decimal(yuan)], "en")
    assert told == (chinese, english)


def test_both_ends_of_a_range_have_one_unit():
    ends = [Decimal(1_200_000), Decimal(2_000_000)]
    assert (amount_in_words(ends, "zh-hans"), amount_in_words(ends, "en")) == ("120–200 万元", "CNY 1.2–2 million")
    ends = [Decimal(50_000), Decimal(200_000_000)]
    assert (amount_in_words(ends, "zh-hans"), amount_in_words(ends, "en")) == (
        "5–20,000 万元",
        "CNY 50,000–200,000,000",
    )
    assert amount_in_words([Decimal(50_000)] * 2, "zh-hans") == "5 万元"


def test_reasons_on_money_are_in_the_units_of_the_reader():
    told = msg("Dearer than the budget: {price:yuan} against {budget:yuan}.", price="3000000", budget="120000")
    assert told.render("zh-hans") == "报价高于预算：报价 300 万元，预算 12 万元。"
    assert told.render("en") == "Dearer than the budget: CNY 3 million against CNY 120,000."
