"""The workbook that an officer forwards: read back by openpyxl."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl

from duijie_match.documents import Document, Kind
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.workbook import MATCH_COLUMNS, SCORE_COLUMNS, write_match_workbook, write_score_workbook
from duijie_match.lists.workbook_pages import RunSheet
from duijie_match.results import Level, Match, Reasons
from duijie_match.wording import msg

DEMANDS = [
    Document("D1", Kind.DEMAND, title="轴承", organisation="甲公司", extra={"联系人": "张三", "title": "别名"}),
    Document("D2", Kind.DEMAND, body="只有一段没有标题的文字"),
]
SUPPLY = [Document("S1", Kind.ACHIEVEMENT, title="=耐磨"), Document("S2", Kind.ACHIEVEMENT, title="水稻")]


def match(demand: str, supply: str, rank: int, level: Level) -> Match:
    reasons = Reasons(msg("strong"), (), notes=(msg("weak"),))
    return Match(demand, supply, rank, 1.0, 0.75, level, 3.5, 0.5, 0.25, reasons)


def written(path: Path, language: str) -> openpyxl.Workbook:
    write_match_workbook(
        path,
        run=lambda: RunSheet(((msg("Program"), "duijie 0"), (msg("Settings"), ""))),
        demands=DEMANDS,
        supply=SUPPLY,
        matches=[match("D1", "S1", 1, Level.STRONG), match("D2", "S1", 1, Level.NONE)],
        by_supply=[match("D1", "S1", 1, Level.STRONG), match("D2", "S2", 1, Level.NONE)],
        unmatched=[("D2", msg("weak"))],
        problems=[
            Problem("a.xlsx", "x", msg("note"), Severity.NOTE),
            Problem("a.xlsx", "y", msg("The sheet is empty."), sheet="需求", row=7, column="预算", value="-5"),
        ],
        language=language,
    )
    return openpyxl.load_workbook(path)


def table(sheet: openpyxl.worksheet.worksheet.Worksheet) -> Iterator[tuple[object, ...]]:
    return sheet.iter_rows(values_only=True)


def test_the_first_sheet_is_the_contract_and_shows_words(tmp_path: Path) -> None:
    sheet = written(tmp_path / "m.xlsx", "zh-hans").worksheets[0]
    header, *rows = table(sheet)
    assert header == (
        *MATCH_COLUMNS,
        "demand.title",
        "demand.org",
        "demand.联系人",
        "demand.title (2)",
        "supply.title",
    )
    assert rows == [
        ("D1", "S1", 1, 0.75, 4, 0.5, 0.25, "强弱", "轴承", "甲公司", "张三", "别名", "=耐磨"),
        ("D2", "S1", 1, 0.75, 1, 0.5, 0.25, "强弱", "只有一段没有标题的文字", None, None, None, "=耐磨"),
    ]
    assert sheet["A1"].number_format == ';;;"需求编号"'
    assert [sheet["E2"].number_format, sheet["E3"].number_format] == ['0" 强"', '0" 无"']
    assert sheet["E2"].fill.start_color.rgb == "FFB7E1C0"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C2", "A1:M3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$1:$1",
    )
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)


def test_the_other_sheets(tmp_path: Path) -> None:
    book = written(tmp_path / "m.xlsx", "zh-hans")
    assert book.sheetnames == ["按需求查看", "按供给查看", "未匹配及原因", "未读懂的行", "运行说明"]
    by_supply, without, problems, run = (list(table(sheet))[1:] for sheet in book.worksheets[1:])
    assert by_supply == [("S1", "=耐磨", 1, "D1", "轴承", 0.75, 4, 0.25, 0.5, "强弱")]
    assert without == [
        ("需求", "D2", "只有一段没有标题的文字", "弱"),
        ("供给", "S2", "水稻", "没有需求与其匹配程度达到“弱”。"),
    ]
    assert problems == [
        ("a.xlsx", "需求", 7, "预算", "未采用", "-5", "工作表为空。"),
        ("a.xlsx", None, None, None, "提示", None, "提示"),
    ]
    assert run == [("程序", "duijie 0"), ("参数设置", None)]


def test_in_english(tmp_path: Path) -> None:
    book = written(tmp_path / "m.xlsx", "en")
    assert book.sheetnames == [
        "Matches by demand",
        "Matches by supply",
        "Without a match",
        "Rows not understood",
        "What was run",
    ]
    assert book.worksheets[0]["A1"].value == "demand_id"
    assert book.worksheets[0]["A1"].number_format == ';;;"Demand id"'


def test_scored_pairs(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    write_score_workbook(
        path,
        run=lambda: RunSheet(()),
        demands=DEMANDS,
        supply=SUPPLY,
        matches=[match("D2", "S2", 0, Level.WEAK), match("D1", "S1", 0, Level.STRONG)],
        problems=[],
        language="en",
    )
    header, *rows = table(openpyxl.load_workbook(path).worksheets[0])
    assert header[: len(SCORE_COLUMNS)] == SCORE_COLUMNS
    assert [row[:7] for row in rows] == [("D2", "S2", 0.75, 2, 3.5, 0.5, 0.25), ("D1", "S1", 0.75, 4, 3.5, 0.5, 0.25)]


def test_units_and_teams_count_by_their_best_row_and_tell_the_next(tmp_path: Path) -> None:
    def expert(key: str, unit: str, team: str) -> Document:
        return Document(key, Kind.EXPERT, title=f"专家{key}", organisation=unit, extra={"所属团队": team})

    people = [
        expert("S1", "甲校", "密封"),
        expert("S2", "乙所", ""),
        expert("S3", "甲校", "密封"),
        expert("S4", "甲校", "阀门"),
    ]
    found = [match("D1", f"S{place}", place, Level.STRONG) for place in (2, 1, 3, 4)]
    found = [replace(one, raw=3.0 - place, score=0.9 - place / 10) for place, one in enumerate(found)]
    write_match_workbook(
        tmp_path / "u.xlsx", run=lambda: RunSheet(()), demands=DEMANDS, supply=people, matches=found, by_supply=[],
        unmatched=[], problems=[], language="zh-hans",
    )  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "u.xlsx")
    assert list(table(book["按单位查看"]))[1:] == [
        ("D1", "轴承", 1, "乙所", "S2", "专家S2", 0.9, 4, None),
        ("D1", "轴承", 2, "甲校", "S1", "专家S1", 0.8, 4, "专家S3 (0.70)；专家S4 (0.60)"),
    ]
    assert [row[3:6] for row in list(table(book["按团队查看"]))[1:]] == [
        ("密封", "S1", "专家S1"), ("阀门", "S4", "专家S4"),
    ]  # fmt: skip
    assert "按单位查看" not in written(tmp_path / "m.xlsx", "zh-hans").sheetnames
