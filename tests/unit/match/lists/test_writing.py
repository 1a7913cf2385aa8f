"""What leaves: safe in a spreadsheet, readable by programs, whole or not at all."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from duijie_match.documents import Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.reading import read_documents
from duijie_match.lists.writing import check_target, safe_cell, write_table

ROWS = [["=1+1", 3, 0.5, None], ["a\x00\ud800b", -5, 1e-7, "换\n行"], ["-12", 1, 1.0, "@x"]]


def test_formulas_are_disarmed_and_numbers_are_not() -> None:
    texts = ["=1", "+a", "-cmd|' /C calc'!A0", "@SUM", "\tx", "\rx", "-5", "+3.2", "-1e5", "普通", "", "＝1"]
    assert [safe_cell(text) for text in texts] == [
        "'=1",
        "'+a",
        "'-cmd|' /C calc'!A0",
        "'@SUM",
        "'\tx",
        "'\rx",
        "-5",
        "+3.2",
        "-1e5",
        "普通",
        "",
        "'＝1",
    ]


def test_csv_opens_in_excel_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_table(path, ["编号", "n", "x", "名称"], ROWS) == 3
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["编号", "n", "x", "名称"],
            ["'=1+1", "3", "0.5", ""],
            ["ab", "-5", "1e-07", "换\n行"],
            ["-12", "1", "1.0", "'@x"],
        ]
    assert [(d.id, d.title) for d in read_documents(path, Kind.DEMAND).documents] == [("ab", "换\n行"), ("-12", "@x")]


def test_tsv_has_one_line_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    write_table(path, ["a", "b"], [["x\ty", "1\n2"]])
    assert path.read_text(encoding="utf-8-sig") == "a\tb\nx y\t1 2\n"


def test_jsonl_keeps_types_and_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_table(path, ["a", "b", "c", "d"], ROWS)
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [
        {"a": "=1+1", "b": 3, "c": 0.5},
        {"a": "ab", "b": -5, "c": 1e-7, "d": "换\n行"},
        {"a": "-12", "b": 1, "c": 1.0, "d": "@x"},
    ]


def test_xlsx_holds_texts_never_formulas_and_marks_what_it_cuts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, ["a", "b", "c", "d"], [*ROWS, ["长" * 40_000, 1, 1, None]])
    sheet = openpyxl.load_workbook(path).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 5
    assert sheet["A2"].value == "=1+1"
    assert sheet["A3"].value == "ab"
    assert (len(sheet["A5"].value), sheet["A5"].value[-8:]) == (32_767, "…[40000]")
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:D5", "$1:$1")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".tsv", ".jsonl"])
def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_text("old", encoding="utf-8")

    def rows() -> Iterator[list[str]]:
        yield ["x"]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(path, ["a"], rows())
    assert path.read_text(encoding="utf-8") == "old"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_target_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "d.csv").mkdir()
    codes = []
    for name in ("a.pdf", "a", "none/a.csv", "d.csv"):
        with pytest.raises(DuijieError) as caught:
            check_target(tmp_path / name)
        codes.append(caught.value.code)
    assert codes == ["out-suffix", "out-suffix", "no-folder", "out-folder"]
    check_target(tmp_path / "a.csv")
    assert [item.name for item in tmp_path.iterdir()] == ["d.csv"]
