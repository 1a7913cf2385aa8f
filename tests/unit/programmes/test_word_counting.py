"""Numbers as Word writes them, with what stands at the ends of each kind."""

import pytest

from duijie.programmes.interfaces.word_counting import WRITTEN, bullet


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("decimal", {1: "1", 120: "120"}),
        ("decimalZero", {1: "01", 10: "10"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 261: "261"}),
        ("upperLetter", {28: "BB"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV", 4000: "4000", 0: "0"}),
        ("lowerRoman", {9: "ix"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 113: "113th", 121: "121st"}),
        ("chineseCounting", {1: "一", 10: "十", 12: "十二", 20: "二十", 21: "二十一", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {100: "一百", 101: "一百〇一", 110: "一百一十", 1010: "一千〇一十"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalFullWidth", {12: "１２"}),
        ("none", {5: ""}),
    ],
)  # fmt: skip
def test_kinds_of_numbers(kind: str, told: dict[int, str]) -> None:
    assert {number: WRITTEN[kind](number) for number in told} == told


def test_signs_of_symbol_fonts_become_signs_of_ours() -> None:
    assert [bullet(one) for one in ("\uf0b7", "o", "\uf0ff", "–", "")] == ["•", "○", "•", "–", "•"]
