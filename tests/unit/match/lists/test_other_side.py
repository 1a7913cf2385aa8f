"""Lists given the wrong way round are told by their headings, and no others."""

from pathlib import Path

import openpyxl
import pytest
from tests.unit.match.embedding.small_models import make_folder

from duijie_match.commands import main
from duijie_match.documents import Kind
from duijie_match.lists.other_side import CODE
from duijie_match.lists.reading import read_documents
from duijie_match.samples import write_samples

DEMANDS = "需求编号,需求名称,需求内容\nXQ1,阀门密封面磨损,高温蒸汽阀门密封面磨损快\n"
SUPPLY = "成果编号,成果名称,成果简介\nCG1,阀座堆焊,高温阀座堆焊修复技术\n"


def told(path: Path, kind: Kind | None) -> list[tuple[str, str]]:
    problems = [problem for problem in read_documents(path, kind).problems if problem.code == CODE]
    return [(problem.sheet, problem.message.render("en")) for problem in problems]


def test_swapped_lists_are_told_before_the_work_and_in_the_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUIJIE_DATA", str(tmp_path / "data"))
    for name, text in (("demands", DEMANDS), ("supply", SUPPLY)):
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    assert main(["models", "add", "small", "--from", str(make_folder(tmp_path / "source")), "--quiet"]) == 0
    lists = [str(tmp_path / "supply.csv"), str(tmp_path / "demands.csv")]
    options = ("-o", str(tmp_path / "out.xlsx"), "--embedder", "small", "--lang", "zh")
    assert main(["match", *lists, *options]) == 0
    said = capsys.readouterr().err
    assert "supply.csv：该清单作为需求清单提供，但从列名看是供给清单（列：成果编号、成果名称、成果简介）。" in said
    assert "demands.csv：该清单作为供给清单提供，但从列名看是需求清单（列：需求编号、需求名称、需求内容）。" in said
    assert (said.count("请对调"), "存疑" in said) == (2, False)
    rows = openpyxl.load_workbook(tmp_path / "out.xlsx")["未读懂的行"].iter_rows(min_row=2, values_only=True)
    assert sum("请对调" in str(row[-1]) for row in rows) == 2
    assert main(["match", *reversed(lists), *options]) == 0
    assert "请对调" not in capsys.readouterr().err


def test_nothing_is_said_of_the_sample_lists_and_of_neutral_headings(tmp_path: Path) -> None:
    files = write_samples(tmp_path)
    assert [told(files[name], kind) for name, kind in (("demands", Kind.DEMAND), ("forms", Kind.DEMAND),
                                                       ("supply", None))] == [[], [], []]  # fmt: skip
    for headings in (
        "编号,名称,内容", "id,title,body", "序号,项目名称,技术领域", "姓名,联系电话,内容", "topic id,topic,expertise",
        "需求名称,拟对接专家姓名,研究方向", "成果名称,技术需求,合作方式", "编号,标题,服务内容及需求",
        "企业名称,产品名称,创新点",
    ):  # fmt: skip
        path = tmp_path / "neutral.csv"
        path.write_text(f"{headings}\n1,阀门密封面磨损,高温蒸汽阀门密封面磨损快\n", "utf-8")
        assert (headings, told(path, Kind.DEMAND), told(path, None)) == (headings, [], [])


def test_of_several_sheets_the_one_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, text in (("需求", DEMANDS), ("成果", SUPPLY)):
        sheet = book.create_sheet(name)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.remove(book.worksheets[0])
    book.save(tmp_path / "both.xlsx")
    found = told(tmp_path / "both.xlsx", Kind.DEMAND)
    assert ([sheet for sheet, _message in found], "looks like one of supply (columns: 成果编号" in found[0][1]) == (
        ["成果"], True
    )  # fmt: skip
    assert [sheet for sheet, _message in told(tmp_path / "both.xlsx", None)] == ["需求"]
