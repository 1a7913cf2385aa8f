"""The untidy office files of the samples are read as the records they were written from."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from duijie.demo import make_samples
from duijie_match.documents import Kind, MoneyRange
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import DocumentList
from duijie_match.samples import records, sample_files, write_samples


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return write_samples(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def demands(files: dict[str, Path]) -> DocumentList:
    return read_documents(files["demands"], Kind.DEMAND)


def test_every_demand_is_read_word_for_word_and_the_one_sent_twice_gets_an_id_of_its_own(demands: DocumentList) -> None:
    wanted = {row["id"]: (row["title"], row["body"], row["org"], tuple(row["keywords"])) for row in records("demands")}
    found = {each.id: (each.title, each.body, each.organisation, each.keywords) for each in demands.documents}
    twice = found.pop("XQ-005#2")
    assert found == wanted
    assert twice[2] == wanted["XQ-005"][2]


def test_money_is_understood_however_it_was_typed(demands: DocumentList) -> None:
    budgets = {each.id: each.budget for each in demands.documents}
    wan = Decimal(10_000)
    typed = {"XQ-001": 120, "XQ-002": 80, "XQ-006": 60, "XQ-009": 45, "XQ-016": 40, "XQ-020": 75}
    assert {key: budgets[key] for key in typed} == {key: MoneyRange(n * wan, n * wan) for key, n in typed.items()}
    assert budgets["XQ-004"] == MoneyRange(30 * wan, 40 * wan)
    assert budgets["XQ-008"] == MoneyRange(negotiable=True)
    assert budgets["XQ-013"] == MoneyRange(None, 70 * wan)
    assert budgets["XQ-025"] == MoneyRange(10_000 * wan, 20_000 * wan)


def test_what_cannot_be_understood_is_said_with_its_place(demands: DocumentList) -> None:
    assert [(problem.sheet, problem.row, problem.code) for problem in demands.problems] == [
        ("填表说明", 0, "sheet-skipped"),
        ("砺源市、锦浦市", 13, "no-text"),
        ("砺源市、锦浦市", 14, "total"),
        ("其他县（市、区）", 25, "same-id"),
    ]


def test_all_supply_is_read_with_its_kind(files: dict[str, Path]) -> None:
    supply = read_documents(files["supply"], None, works={"ZJ-007": ()})
    assert [each.id for each in supply.documents] == [row["id"] for row in records("supply")]
    assert Counter(each.kind for each in supply.documents) == {Kind.ACHIEVEMENT: 32, Kind.EXPERT: 10, Kind.SERVICE: 6}
    assert {each.id: each.trl for each in supply.documents if each.trl} == {
        row["id"]: row["trl"] for row in records("supply") if "trl" in row
    }
    assert supply.problems == []


def test_works_are_written_in_the_encoding_of_old_office_programs(files: dict[str, Path]) -> None:
    lines = files["works"].read_bytes().decode("gb18030").split("\r\n")
    assert lines[0] == "专家编号,成果题目,内容摘要,年份,成果类型,备注"
    assert len(lines) == 1 + len(list(records("works"))) + 1


def test_the_files_are_made_once_below_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path))
    first = sample_files()
    stamps = {side: path.stat().st_mtime_ns for side, path in first.items()}
    again = sample_files()
    assert first == again
    assert {side: path.stat().st_mtime_ns for side, path in again.items()} == stamps
    assert sorted(first) == ["demands", "supply", "works"]
    assert all(path.is_relative_to(tmp_path) for path in first.values())
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 3


def test_the_command_writes_them_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_samples.main([str(tmp_path / "new")]) == 0
    printed = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in printed] == [
        "需求汇总表.xlsx",
        "成果与专家清单.xlsx",
        "专家论文专利.csv",
        "forms.zip",
    ]
    assert all(path.is_file() for path in printed)
    assert make_samples.main([]) == 2
