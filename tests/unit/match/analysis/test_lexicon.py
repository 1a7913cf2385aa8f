"""The operator's term lexicon."""

from pathlib import Path

import pytest

from duijie_match.analysis.lexicon import EMPTY, build_lexicon, read_lexicon
from duijie_match.errors import DuijieError


def test_spellings_of_a_row_are_one_concept() -> None:
    lexicon = build_lexicon([["球阀", "Ball Valve"]])
    assert list(lexicon.find("a ball valve and 球阀")) == [("球阀", 2, 12), ("球阀", 17, 19)]


def test_the_longest_spelling_wins() -> None:
    lexicon = build_lexicon([["球阀", "ball"], ["高温球阀", "hot ball"]])
    assert [concept for concept, _, _ in lexicon.find("高温球阀")] == ["高温球阀"]


def test_rows_with_one_spelling_say_nothing() -> None:
    assert build_lexicon([["球阀"], []]) == EMPTY


def test_file_with_remarks_and_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text("\ufeff# remark\n球阀\tball valve\n\n", encoding="utf-8")
    assert read_lexicon(path).concepts == {"球阀": "球阀", "ball valve": "球阀"}


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(DuijieError) as error:
        read_lexicon(path)
    assert error.value.code == "lexicon-unreadable"
