"""Rows of office lists that are no demands: what is passed over, and what is not."""

from pathlib import Path

import pytest
from tests.unit.match.lists.books import xlsx

from duijie_match.documents import Kind
from duijie_match.lists.reading import read_documents

HEADER = ["序号", "企业名称", "需求名称", "需求内容", "预算（万元）"]
ROWS = [[1, "甲公司", "球阀", "堆焊", 30], [2, "乙公司", "主轴", "补偿", 40]]


def read(tmp_path: Path, rows: list[list[object]], *merges: str) -> tuple[list[str], list[tuple[str, int]]]:
    found = read_documents(xlsx(tmp_path / "l.xlsx", rows, merges=merges), Kind.DEMAND)
    return [d.title for d in found.documents], [(p.code, p.row) for p in found.problems]


@pytest.mark.parametrize(
    "row",
    [
        ["单位负责人（签字）：", None, "填表人：张三", None, "联系电话：0713-1234567"],
        ["经办人：王五", None, "审核：赵六", "2025年3月10日"],
        ["單位負責人簽字：", None, "科室負責人："],
        ["填报单位（盖章）：甲县科技局", None, None, "日期：2025年3月10日"],
        ["（盖章）", None, None, "年 月 日"],
        ["Prepared by: A. Smith", None, "Date: 2025-03-10"],
    ],
)
def test_a_row_of_signatures_is_no_demand(tmp_path: Path, row: list[object]) -> None:
    assert read(tmp_path, [HEADER, *ROWS, row]) == (["球阀", "主轴"], [("footer", 4)])


def test_all_lines_of_a_note_below_the_list_are_one_note(tmp_path: Path) -> None:
    notes: list[list[object]] = [["注：1.请如实填写；"], ["    2.每项需求填写一行。"]]
    assert read(tmp_path, [HEADER, *ROWS, *notes]) == (["球阀", "主轴"], [("footer", 4), ("footer", 5)])


@pytest.mark.parametrize("row", [ROWS[1], [None, "乙公司", "主轴", "补偿"]])
def test_a_note_between_records_is_not_the_end_of_the_list(tmp_path: Path, row: list[object]) -> None:
    rows = [HEADER, ROWS[0], ["备注：以下为下半年"], row, [None, "丙公司"]]
    assert read(tmp_path, rows) == (["球阀", "主轴"], [("footer", 3), ("no-text", 5)])


@pytest.mark.parametrize("total", ["合计：2项", "共计2项", "總計"])
def test_totals_with_a_number_behind_the_word(tmp_path: Path, total: str) -> None:
    assert read(tmp_path, [HEADER, *ROWS, [total, None, "2项"]]) == (["球阀", "主轴"], [("total", 4)])


def test_groups_without_a_number_are_section_headings(tmp_path: Path) -> None:
    """Merged over the columns, or words where serial numbers stand."""
    rows = [HEADER, ["装备制造业（1项）"], ROWS[0], ["机床行业"], ROWS[1]]
    assert read(tmp_path, rows, "A2:E2") == (["球阀", "主轴"], [("section", 2), ("section", 4)])


def test_examples_and_prompts_below_the_header_are_no_demands(tmp_path: Path) -> None:
    prompts: list[object] = [None, "填写全称", "不超过30字", "详细描述技术难题，限500字", "请填数字"]
    example: list[object] = ["示例", "某某科技有限公司", "某某技术", "需要解决……", 50]
    assert read(tmp_path, [HEADER, prompts, example, *ROWS]) == (["球阀", "主轴"], [("example", 2), ("example", 3)])


def test_what_only_resembles_such_rows_stays(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["编号", "企业名称", "需求名称", "需求内容"],
        ["X1", "甲公司", "合计量控制：总氮", "请求解决：总氮超标"],
        [None, None, "总电流过大"],
        ["联系人：王五", "乙公司", "主轴", "补偿"],
    ]
    titles, problems = read(tmp_path, rows)
    assert (titles, problems) == (["合计量控制：总氮", "总电流过大", "主轴"], [])
