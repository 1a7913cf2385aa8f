"""The files of the term lexicon, as operators keep them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from duijie_match.errors import DuijieError
from duijie_match.lists.lexicon_list import VARIABLE, lexicon_files, operator_lexicon, read_terms


def test_a_workbook_with_chinese_headings_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["序号", "中文", "英文", "同义词", "备注"])
    book.active.append([1, "球阀", "Ball Valve", "球形阀；ball cock", "常用"])
    book.active.append([2, "聚四氟乙烯", "", "PTFE、特氟龙", ""])
    path = tmp_path / "术语.xlsx"
    book.save(path)
    found = read_terms(path)
    assert found.problems == []
    assert found.rows == [("球阀", "ball valve", "球形阀", "ball cock"), ("聚四氟乙烯", "ptfe", "特氟龙")]
    assert found.lexicon.concepts["ball cock"] == "球阀"


def test_bad_rows_are_told_with_their_place_and_good_ones_count(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text(
        f"chinese,english\n球阀,ball valve\n香菇,\n酶,e\n阀,{'v' * 81}\n球形阀,Ball  valve\n铜,copper\n",
        encoding="utf-8",
    )
    found = read_terms(path)
    assert [(problem.row, problem.code, problem.field) for problem in found.problems] == [
        (3, "one-term", "english"),
        (4, "bad-term", "english"),
        (5, "bad-term", "english"),
        (6, "same-term", "english"),
    ]
    assert "row 2" in found.problems[3].message.render("en")
    assert found.rows == [("球阀", "ball valve"), ("铜", "copper")]


def test_a_file_without_the_columns_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    found = read_terms(path)
    assert found.rows == []
    assert "中文, 英文, 同义词" in found.problems[0].message.render("en")


def test_a_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lexicon.xlsx").write_bytes(b"PK\x03\x04 cut short")
    with pytest.raises(DuijieError):
        operator_lexicon(tmp_path)


def test_the_files_of_the_data_folder_are_read_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert operator_lexicon(tmp_path).rows == []
    (tmp_path / "lexicon.csv").write_text("中文,英文\n球阀,ball valve\n", encoding="utf-8-sig")
    (tmp_path / "lexicon.tsv").write_bytes("中文\t英文\n菌渣\tspent substrate\n".encode("gb18030"))
    assert operator_lexicon(tmp_path).rows == [("球阀", "ball valve"), ("菌渣", "spent substrate")]


def test_the_variable_names_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "gone.csv"))
    with pytest.raises(DuijieError) as error:
        lexicon_files(tmp_path)
    assert error.value.code == "lexicon-missing"
    (tmp_path / "own.csv").write_text("中文,英文\n球阀,ball valve\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own.csv"))
    assert operator_lexicon(tmp_path).rows == [("球阀", "ball valve")]
