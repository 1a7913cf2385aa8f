"""Spelling variants become equal and every place can be traced back."""

import pytest

from duijie_match.analysis.normalise import normalise


@pytest.mark.parametrize(
    "written, normal",
    [
        ("ＡＢＣ", "abc"),
        ("溫度", "温度"),
        ("℃", "°c"),
        ("㎡", "m2"),
        ("，", ";"),
        ("\x00", " "),
        ("\udfff", " "),
        ("a\nb", "a\nb"),
        ("Straße", "straße"),
    ],
)
def test_normalise_gives_the_normal_form(written: str, normal: str) -> None:
    assert normalise(written).text == normal


def test_span_leads_back_when_nothing_moved() -> None:
    assert normalise("高溫").span(1, 2) == (1, 2)


def test_span_leads_back_over_grown_characters() -> None:
    normal = normalise("5㎜球")
    assert normal.text == "5mm球"
    assert normal.span(1, 3) == (1, 2)
    assert normal.span(3, 4) == (2, 3)
