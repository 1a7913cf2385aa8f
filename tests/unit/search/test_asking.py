"""Questions and passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie.search.engine.asking import PASSAGE, highlight, read_question


@pytest.mark.parametrize(
    "text, terms, needed, letters",
    [
        ("轴承", ("b轴承",), 1, ""),
        ("軸承 ", ("b轴承",), 1, ""),
        ("泵", ("c泵",), 1, ""),
        ("数控机床", ("b数控", "b控机", "b机床"), 2, ""),
        ("hlzc", ("whlzc",), 1, "hlzc"),
        ("ＨＬＺＣ", ("whlzc",), 1, "hlzc"),
        ("pumps for water", ("wpump", "wwater", "ppump water"), 2, ""),
        ("的", (), 0, ""),
        ("", (), 0, ""),
    ],
)
def test_what_is_asked(text, terms, needed, letters):
    question = read_question(text)
    assert (question.terms, question.needed, question.letters) == (terms, needed, letters)


def test_a_long_question_is_cut_and_an_empty_one_is_false():
    assert len(read_question("轴承" * 5000).text) == 200
    assert [bool(read_question(text)) for text in ("", " \n\0", "的", "轴", "ab")] == [False, False, False, True, True]


def shown(text, question, length=None):
    return [(piece.text, piece.found) for piece in highlight(text, read_question(question).terms, length)]


def test_what_was_asked_for_is_marked():
    assert shown("生产深沟球轴承。", "轴承") == [("生产深沟球", False), ("轴承", True), ("。", False)]
    assert shown("生產軸承", "轴承") == [("生產", False), ("軸承", True)]
    assert shown("Pumps, and pumping", "pump") == [("Pumps", True), (", and ", False), ("pumping", True)]
    assert shown("别的", "轴承") == [("别的", False)]
    assert shown("", "轴承") == []


def test_a_passage_is_the_stretch_with_most_of_it():
    text = "轴承。" + "无关的话，" * 60 + "轴承噪声与轴承振动。" + "后面的话，" * 60
    pieces = shown(text, "轴承噪声振动", PASSAGE)
    assert [text for text, found in pieces if found] == ["轴承噪声", "轴承振动"]
    assert (pieces[0], pieces[-1]) == (("…", False), ("…", False))
    assert len("".join(text for text, _found in pieces)) == PASSAGE + 2


@given(text=st.text(max_size=400), question=st.text(max_size=30), length=st.integers(1, 200))
def test_nothing_is_lost_or_added_by_marking(text, question, length):
    terms = read_question(question).terms
    assert "".join(piece.text for piece in highlight(text, terms)) == text
    inner = "".join(piece.text for piece in highlight(text, terms, length))
    assert inner.strip("…") in text
