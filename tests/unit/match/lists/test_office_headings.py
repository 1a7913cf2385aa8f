"""What headings of office lists mean: kinds, groups of columns, units, second headers."""

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.unit.match.lists.books import xlsx

from duijie_match.documents import Kind, MoneyRange
from duijie_match.lists.reading import inspect_list, read_documents
from duijie_match.lists.readings import SheetMapping


def test_the_heading_over_the_title_decides_before_other_headings(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "z.xlsx",
        [["成果名称", "姓名", "职称", "研究方向"], ["球阀堆焊", None, "教授", "堆焊"], [None, "张三", "教授", "熔覆"]],
    )
    assert [(d.title, d.kind) for d in read_documents(path, None).documents] == [
        ("球阀堆焊", Kind.ACHIEVEMENT),
        ("张三", Kind.EXPERT),
    ]


def test_the_type_of_a_platform_does_not_make_it_an_achievement(tmp_path: Path) -> None:
    rows = [
        ["平台名称", "平台类型", "研究方向"],
        ["表面中心", "工程技术研究中心", "熔覆"],
        ["发酵室", "重点实验室", "发酵"],
    ]
    assert [d.kind for d in read_documents(xlsx(tmp_path / "z.xlsx", rows), None).documents] == [Kind.CARRIER] * 2


def test_the_kind_of_a_demand_is_carried_along(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "z.xlsx", [["需求名称", "类型", "预算"], ["球阀堆焊", "技术攻关", "30万元"]])
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.kind, dict(demand.extra)) == (Kind.DEMAND, {"类型": "技术攻关"})


def test_a_name_under_the_group_of_the_firm_is_the_name_of_the_firm(tmp_path: Path) -> None:
    rows = [
        ["序号", "企业基本信息", None, "技术需求", None, None, "联系方式", None],
        [None, "名称", "所在地", "名称", "内容", "指标", "姓名", "手机"],
        [1, "甲公司", "A县", "球阀堆焊", "耐磨", "≥45", "王", 13900000001],
    ]
    path = xlsx(tmp_path / "g.xlsx", rows, merges=["A1:A2", "B1:C1", "D1:F1", "G1:H1"])
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.title, demand.organisation, demand.facets["area"]) == ("球阀堆焊", "甲公司", ("A县",))
    assert demand.body == "耐磨\n技术需求/指标：≥45"
    english = [["No.", "Company", None, "Demand", None], [None, "Name", "City", "Title", "Description"],
               [1, "Acme", "Wuhan", "Ball valve", "wear"]]  # fmt: skip
    path = xlsx(tmp_path / "e.xlsx", english, merges=["A1:A2", "B1:C1", "D1:E1"])
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.title, demand.organisation, demand.body) == ("Ball valve", "Acme", "wear")


def test_a_header_of_three_rows(tmp_path: Path) -> None:
    rows = [
        ["2025年技术需求表"],
        ["序号", "企业信息", None, None, "技术需求信息", None],
        [None, "企业名称", "联系方式", None, "需求名称", "需求内容"],
        [None, None, "联系人", "电话", None, None],
        [1, "甲公司", "王", "139", "球阀", "堆焊"],
    ]
    merges = ["A1:F1", "A2:A4", "B2:D2", "E2:F2", "B3:B4", "C3:D3", "E3:E4", "F3:F4"]
    found = read_documents(xlsx(tmp_path / "t.xlsx", rows, merges=merges), Kind.DEMAND)
    (demand,) = found.documents
    assert (demand.id, demand.title, demand.body, demand.organisation) == ("1", "球阀", "堆焊", "甲公司")
    assert list(demand.extra.values()) == ["王", "139"]
    assert all(heading.endswith(("联系人", "电话")) for heading in demand.extra)
    assert found.problems == []
    (sheet,) = inspect_list(tmp_path / "t.xlsx")
    confirmed = {sheet.name: SheetMapping(header_row=sheet.first_header_row)}
    assert inspect_list(tmp_path / "t.xlsx", mapping=confirmed) == (sheet,)


def test_a_second_list_below_the_first_is_read_by_its_own_header(tmp_path: Path) -> None:
    rows = [
        ["第一部分 工业需求"],
        ["序号", "企业名称", "需求名称", "需求内容"],
        [1, "甲公司", "球阀", "堆焊"],
        [],
        ["第二部分 农业需求"],
        ["序号", "需求名称", "需求描述", "企业名称", "备注"],
        [1, "水稻", "耐盐", "乙公司", "急"],
    ]
    found = read_documents(xlsx(tmp_path / "t.xlsx", rows), Kind.DEMAND)
    assert [(d.id, d.title, d.body, d.organisation) for d in found.documents] == [
        ("1", "球阀", "堆焊", "甲公司"),
        ("1#2", "水稻", "耐盐", "乙公司"),
    ]
    (problem,) = [p for p in found.problems if p.code == "header"]
    assert (problem.row, problem.severity) == (6, "warning")
    assert str(problem.message) == (
        "Another header: the cells below it were put under the columns of the first header. There is none for these, "
        "so they were left out: 备注. Put the two lists on sheets of their own."
    )


@pytest.mark.parametrize("heading", ["Budget (EUR)", "预算（万美元）", "預算（新臺幣萬元）", "Price (US$)"])
def test_amounts_in_another_currency_by_their_heading_are_not_taken_for_yuan(tmp_path: Path, heading: str) -> None:
    path = xlsx(tmp_path / "c.xlsx", [["编号", "需求名称", "需求内容", heading], ["X1", "球阀", "堆焊", 3000]])
    found = read_documents(path, Kind.DEMAND)
    assert [(d.budget, dict(d.extra)) for d in found.documents] == [(None, {heading: "3000"})]
    assert [(p.code, p.column, p.severity) for p in found.problems] == [("column", heading, "note")]


def test_the_unit_above_the_header_holds_for_bare_amounts(tmp_path: Path) -> None:
    rows = [
        ["需求汇总表"],
        ["填报单位：甲县    单位：万元"],
        ["编号", "需求名称", "预算"],
        ["X1", "球阀", 30],
        ["X2", "主轴", "5000元"],
    ]
    found = read_documents(xlsx(tmp_path / "u.xlsx", rows), Kind.DEMAND)
    amounts = [Decimal(300_000), Decimal(5000)]
    assert [d.budget for d in found.documents] == [MoneyRange(amount, amount) for amount in amounts]
    assert [str(p.message) for p in found.problems] == [
        "Amounts without a unit are in 万元, as it says above the header."
    ]


def test_pages_of_counts_beside_the_list_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    pages = {
        "透视": [["行标签", "计数项:需求名称"], ["装备", 3], ["总计", 3]],
        "分县统计": [["县市", "技术需求（项）", "拟投入资金（万元）"], ["A县", 12, 300]],
        "联络表": [["县市", "联络员"], ["A县", "张三"]],
        "明细": [["县市", "需求名称"], ["A县", "球阀"], ["A县", "主轴"]],
    }
    for title, rows in pages.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    book["明细"].row_dimensions[3].hidden = True
    book.save(tmp_path / "w.xlsx")
    found = read_documents(tmp_path / "w.xlsx", Kind.DEMAND)
    assert [(d.id, d.title) for d in found.documents] == [("2", "球阀"), ("3", "主轴")]
    counts = "The sheet holds numbers where texts are expected; it was taken for a summary and left out."
    assert [(p.sheet, str(p.message)) for p in found.problems] == [
        ("透视", "No column of the sheet was recognised as what is needed."),
        ("分县统计", counts),
        ("联络表", "No column of the sheet was recognised as what is needed. Its columns: 县市, 联络员."),
        ("明细", "1 hidden row was read like the others. If that is not meant, copy the visible rows into a file of "
         "their own."),
    ]  # fmt: skip


def test_a_row_of_words_nobody_knows_is_of_the_header_where_all_other_headings_reach_down(tmp_path: Path) -> None:
    rows = [
        ["序号", "成果名称", None, "成果简介"],
        [None, "中文", "英文", None],
        [1, "激光熔覆", "Laser cladding", "耐磨"],
    ]
    found = read_documents(xlsx(tmp_path / "s.xlsx", rows, merges=["A1:A2", "B1:C1", "D1:D2"]), None)
    assert [(d.title, d.summary, dict(d.extra)) for d in found.documents] == [
        ("激光熔覆", "耐磨", {"成果名称/英文": "Laser cladding"})
    ]


def test_several_demands_of_a_firm_in_one_row(tmp_path: Path) -> None:
    rows = [
        ["序号", "企业名称", "需求1名称", "需求1内容", "需求2名称", "需求2内容", "技术指标1", "技术指标2"],
        [1, "甲公司", "球阀堆焊", "耐磨", "阀杆喷涂", "耐蚀", "≥45", "≥5万次"],
        [2, "乙公司", "主轴补偿", "热误差", None, None, None, None],
    ]
    found = read_documents(xlsx(tmp_path / "s.xlsx", rows), Kind.DEMAND)
    figures = "技术指标1：≥45\n技术指标2：≥5万次"
    assert [(d.id, d.organisation, d.title, d.body, dict(d.extra)) for d in found.documents] == [
        ("1", "甲公司", "球阀堆焊", f"耐磨\n{figures}", {}),
        ("1-2", "甲公司", "阀杆喷涂", f"需求2内容：耐蚀\n{figures}", {}),
        ("2", "乙公司", "主轴补偿", "热误差", {}),
    ]
    one_column = [["企业名称", "技术需求（一）", "技术需求（二）"], ["甲公司", "球阀堆焊", "阀杆喷涂"]]
    found = read_documents(xlsx(tmp_path / "o.xlsx", one_column), Kind.DEMAND)
    assert [(d.id, d.body) for d in found.documents] == [("2", "球阀堆焊"), ("2-2", "阀杆喷涂")]
    assert [str(p.message) for p in found.problems] == ["Read as a demand of its own, 2 of the row."]
    together = [["需求单位1", "需求单位2", "需求名称"], ["甲公司", "乙公司", "球阀堆焊"]]
    (demand,) = read_documents(xlsx(tmp_path / "t.xlsx", together), Kind.DEMAND).documents
    assert (demand.title, demand.organisation) == ("球阀堆焊", "甲公司")


def test_merged_cells_without_a_word_beside_the_header_are_no_group(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["序号", "需求名称", "需求描述"], [None] * 4 + ["名称", "内容"], [1, "球阀堆焊", "耐磨"]):
        book.active.append(row)
    book.active.merge_cells("E1:G1")
    book.save(tmp_path / "z.xlsx")
    found = read_documents(tmp_path / "z.xlsx", Kind.DEMAND).documents
    assert [(d.id, d.title, d.body) for d in found if d.title] == [("1", "球阀堆焊", "耐磨")]


def test_brackets_behind_the_headings_of_several_demands_are_no_part_of_their_names(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "需求1名称（必填）", "需求1预算（万元）", "需求2名称（选填）", "需求2预算（元）"],
        ["甲公司", "球阀堆焊", 30, "主轴补偿", 4000],
    ]
    found = read_documents(xlsx(tmp_path / "z.xlsx", rows), Kind.DEMAND).documents
    assert [(d.title, d.organisation, d.budget and d.budget.low) for d in found] == [
        ("球阀堆焊", "甲公司", 300_000),
        ("主轴补偿", "甲公司", 4_000),
    ]


def test_several_demands_in_a_row_in_any_order_of_their_columns(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "需求2名称", "需求2内容", "需求2指标", "需求1名称", "需求1内容", "需求1指标"],
        ["甲公司", "阀杆", "喷涂", "5 年", "球阀", "堆焊", "1 级"],
    ]
    found = read_documents(xlsx(tmp_path / "s.xlsx", rows), Kind.DEMAND)
    assert [(d.id, d.title, d.body, dict(d.extra)) for d in found.documents] == [
        ("2", "球阀", "堆焊\n需求1指标：1 级", {}),
        ("2-2", "阀杆", "需求2内容：喷涂\n需求2指标：5 年", {}),
    ]


def test_of_two_columns_for_one_thing_of_the_second_demand_the_first_is_read_and_the_other_told(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "需求1名称", "需求1标题", "需求1备注", "需求2名称", "需求2标题", "需求2备注"],
        ["甲公司", "球阀堆焊", "球阀", "急", "主轴补偿", "主轴", "不急"],
        ["乙公司", "套圈磨削", "套圈", None, None, None, "另报"],
    ]
    found = read_documents(xlsx(tmp_path / "z.xlsx", rows), Kind.DEMAND)
    assert [(d.title, d.organisation, dict(d.extra)) for d in found.documents] == [
        ("球阀堆焊", "甲公司", {"需求1标题": "球阀", "需求1备注": "急"}),
        ("主轴补偿", "甲公司", {"需求2标题": "主轴", "需求2备注": "不急"}),
        ("套圈磨削", "乙公司", {"需求1标题": "套圈", "需求2备注": "另报"}),
    ]
    said = {problem.column: problem.message.render("zh-hans") for problem in found.problems}
    assert said["需求2标题"] == "该项已采用“需求2名称”列，本列仅随结果带出。"


def test_what_is_said_of_all_demands_of_a_row_is_not_said_to_be_of_one(tmp_path: Path) -> None:
    rows = [["企业名称", "项目名称", "需求1名称", "需求2名称"], ["甲公司", "低温阀门", "球阀堆焊", "主轴补偿"]]
    found = read_documents(xlsx(tmp_path / "z.xlsx", rows), Kind.DEMAND)
    assert [(d.title, dict(d.extra)) for d in found.documents] == [
        ("低温阀门", {"需求1名称": "球阀堆焊", "需求2名称": "主轴补偿"})
    ]
    assert {problem.message.render("zh-hans") for problem in found.problems} == {
        "该项已采用“项目名称”列，本列仅随结果带出。"
    }
