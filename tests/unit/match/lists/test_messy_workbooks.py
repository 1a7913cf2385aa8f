"""Workbooks as offices send them: what is read, what is passed over, what is said."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import xlsxwriter
from tests.unit.match.lists.books import SHEET, inline, raw_xlsx, xls, xlsx

from duijie_match.documents import Kind, MoneyRange
from duijie_match.lists.reading import inspect_list, read_documents
from duijie_match.lists.readings import SheetMapping

MESSY = [
    ["2024年黄冈市企业技术需求汇总表"],
    ["填报单位：黄冈市科技局", "", "", "", "日期：2024年3月"],
    ["序号", "需求编号", "企业名称", "需求情况", "", "", "预算（万元）", "联系人", "", "备注"],
    ["", "", "", "名称", "主要技术内容", "技术指标", "", "姓名", "电话", ""],
    [1, "XQ001", "湖北甲公司", "高效换热器", "换热效率\n提高", "≥90%", 30, "张三", 13812345678, "急"],
    [2, "XQ002", None, "电池", "固态电池", "", "1-2亿元", "李四", "", ""],
    [],
    ["一、农业领域"],
    [3, "XQ002", "乙公司", "水稻", "育种", "", "面议", "", "", ""],
    [4, "XQ004", "丙公司", None, None, "", "约100", "", "", ""],
    ["序号", "需求编号", "企业名称", "名称", "主要技术内容", "技术指标", "预算（万元）", "姓名", "电话", "备注"],
    [5, "XQ005", "丙公司", "=1/0", "智能制造", "", "-5", "", "", ""],
    ["合计", None, None, None, None, None, 500],
    ["填表人：王五"],
]
MERGES = ["A1:J1", "D3:F3", "H3:I3", "A3:A4", "B3:B4", "C3:C4", "G3:G4", "J3:J4", "C5:C6"]


def messy(tmp_path: Path) -> Path:
    return xlsx(tmp_path / "汇总.xlsx", MESSY, merges=MERGES)


def test_title_rows_two_row_header_and_merged_cells(tmp_path: Path) -> None:
    found = read_documents(messy(tmp_path), Kind.DEMAND)
    assert [(d.id, d.title, d.body, d.organisation) for d in found.documents] == [
        ("XQ001", "高效换热器", "换热效率\n提高\n技术指标：≥90%", "湖北甲公司"),
        ("XQ002", "电池", "固态电池", "湖北甲公司"),
        ("XQ002#2", "水稻", "育种", "乙公司"),
        ("XQ005", "", "智能制造", "丙公司"),
    ]
    assert [d.budget for d in found.documents] == [
        MoneyRange(Decimal(300_000), Decimal(300_000)),
        MoneyRange(Decimal(10**8), Decimal(2 * 10**8)),
        MoneyRange(negotiable=True),
        None,
    ]
    assert dict(found.documents[0].extra) == {
        "序号": "1",
        "联系人/姓名": "张三",
        "联系人/电话": "13812345678",
        "备注": "急",
    }
    assert [(p.severity, p.code, p.row, p.column) for p in found.problems] == [
        ("note", "column", 4, "技术指标"),
        ("note", "section", 8, ""),
        ("warning", "same-id", 9, "需求编号"),
        ("error", "no-text", 10, "主要技术内容"),
        ("note", "header", 11, ""),
        ("warning", "formula", 12, "名称"),
        ("warning", "bad-budget", 12, "预算（万元）"),
        ("note", "total", 13, ""),
        ("note", "footer", 14, ""),
    ]
    assert found.sheets[0].header_row == 4
    assert found.sheets[0].rows == 4


def test_a_title_over_all_columns_is_no_group_of_columns(tmp_path: Path) -> None:
    rows = [["2024年技术需求汇总表"], ["编号", "名称", "备注"], ["X1", "轴承", "急"]]
    for merges in ([], ["A1:C1"]):
        (document,) = read_documents(xlsx(tmp_path / "t.xlsx", rows, merges=merges), Kind.DEMAND).documents
        assert (document.id, document.title, document.body, dict(document.extra)) == ("X1", "轴承", "", {"备注": "急"})


def test_each_problem_names_file_sheet_row_value_and_the_way_out_in_both_languages(tmp_path: Path) -> None:
    problem = next(p for p in read_documents(messy(tmp_path), Kind.DEMAND).problems if p.code == "bad-budget")
    assert (problem.file, problem.sheet, problem.row, problem.field, problem.value) == (
        "汇总.xlsx",
        "需求",
        12,
        "budget",
        "-5",
    )
    assert problem.message.render("en") == "An amount cannot be negative. Write it as in “30万元”."
    assert problem.message.render("zh-hans") == "金额不能为负数，请写成“30万元”的形式。"


def test_several_sheets_are_read_by_their_own_headers_and_notes_are_skipped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "填表说明"
    book.active.append(["名称：填写需求名称"])
    one = book.create_sheet("工业")
    one.append(["需求名称", "需求描述"])
    one.append(["轴承", "耐磨"])
    two = book.create_sheet("农业")
    two.append(["内容", "标题"])
    two.append(["耐盐", "水稻"])
    hidden = book.create_sheet("旧数据")
    hidden.append(["名称"])
    hidden.append(["不该出现"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Sheet3")
    book.save(tmp_path / "a.xlsx")
    found = read_documents(tmp_path / "a.xlsx", Kind.DEMAND)
    assert [(d.id, d.title, d.body) for d in found.documents] == [
        ("工业-2", "轴承", "耐磨"),
        ("农业-2", "水稻", "耐盐"),
    ]
    assert [(p.sheet, str(p.message)) for p in found.problems] == [
        ("填表说明", "The sheet holds notes by its name and was left out."),
        ("旧数据", "The sheet is hidden and was left out. Unhide it to have it read."),
        ("Sheet3", "The sheet is empty."),
    ]


def test_numbers_dates_and_booleans_become_the_text_a_person_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["编号", "名称", "数", "日期", "是", "补零", "时间", "百分"])
    sheet.write_number(1, 0, 12.0)
    sheet.write_string(1, 1, "甲")
    sheet.write_number(1, 2, 0.1 + 0.2)
    sheet.write_datetime(
        1,
        3,
        dt.datetime(2022, 3, 28),  # noqa: DTZ001 – spreadsheets know no time zone
        book.add_format({"num_format": "yyyy年m月d日"}),
    )
    sheet.write_boolean(1, 4, True)
    sheet.write_number(1, 5, 7, book.add_format({"num_format": "0000"}))
    sheet.write_number(1, 6, 0.5, book.add_format({"num_format": "h:mm"}))
    sheet.write_number(1, 7, 13812345678)
    book.close()
    (document,) = read_documents(path, Kind.DEMAND).documents
    assert document.id == "12"
    assert dict(document.extra) == {
        "数": "0.3",
        "日期": "2022-03-28",
        "是": "TRUE",
        "补零": "0007",
        "时间": "12:00",
        "百分": "13812345678",
    }


def test_habits_of_wps_and_exporters(tmp_path: Path) -> None:
    """Inline strings, no references, no dimension, no styles, an absolute target, prefixed elements, rich text,
    phonetic guides.
    """
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>名称</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>内容</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>值</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><r><t>轴</t></r><r><t>承</t></r><rPh><t>zhou</t></rPh></si></sst>"
    )
    path = raw_xlsx(
        tmp_path / "w.xlsx", sheet, target="/xl/worksheets/sheet1.xml", parts={"xl/sharedStrings.xml": strings}
    )
    assert [(d.id, d.title, d.body) for d in read_documents(path, Kind.DEMAND).documents] == [("2", "轴承", "值")]


def test_a_lone_cell_at_the_far_corner_costs_nothing_and_is_said(tmp_path: Path) -> None:
    rows = (
        f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{inline("A1", "名称")}</row>'
        f'<row r="2">{inline("A2", "甲")}{inline("XFD2", "远")}</row>'
        f'<row r="1048576">{inline("A1048576", "末行")}</row></sheetData>'
    )
    found = read_documents(raw_xlsx(tmp_path / "far.xlsx", SHEET.format(inside=rows)), Kind.DEMAND)
    assert [(d.id, d.title) for d in found.documents] == [("2", "甲"), ("1048576", "末行")]
    assert [(p.code, p.sheet) for p in found.problems] == [("beyond", "需求")]
    assert "XFD2" in str(found.problems[0].message)


def test_old_workbooks_and_wps_et_files(tmp_path: Path) -> None:
    rows = [["成果名称", "内容", "完成单位", "成熟度"], ["甲", "乙", 12, "中试"]]
    for name in ("a.xls", "a.et"):
        found = read_documents(xls(tmp_path / name, rows), None)
        assert [(d.kind, d.title, d.body, d.organisation, d.trl) for d in found.documents] == [
            (Kind.ACHIEVEMENT, "甲", "乙", "12", 6)
        ]
        assert found.problems == []


def test_a_list_of_experts_is_known_by_its_headings(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "z.xlsx",
        [["姓名", "工作单位", "职称", "研究方向", "学科"], ["张三", "某大学", "教授", "固态电池", "材料、化学"]],
    )
    (expert,) = read_documents(path, None).documents
    assert (expert.kind, expert.title, expert.body, expert.organisation) == (
        Kind.EXPERT,
        "张三",
        "固态电池",
        "某大学",
    )
    assert dict(expert.facets) == {"discipline": ("材料", "化学")}
    assert dict(expert.extra) == {"职称": "教授"}


def test_a_column_of_kinds_decides_each_row(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "z.xlsx",
        [["类型", "名称"], ["专家", "张三"], ["科技成果", "轴承"], ["服务机构", "检测"], ["中试平台", "基地"]],
    )
    assert [d.kind for d in read_documents(path, None).documents] == [
        Kind.EXPERT,
        Kind.ACHIEVEMENT,
        Kind.SERVICE,
        Kind.CARRIER,
    ]


def test_a_person_corrects_how_a_sheet_is_understood(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "c.xlsx", [["甲列", "乙列", "钱"], ["X1", "轴承耐磨", 5]], sheet="表")
    mapping = {"表": SheetMapping(header_row=1, fields={0: "id", 1: "title", 2: "budget"}, units={2: "万元"})}
    found = read_documents(path, Kind.DEMAND, mapping=mapping)
    assert [(d.id, d.title, d.budget) for d in found.documents] == [
        ("X1", "轴承耐磨", MoneyRange(Decimal(50_000), Decimal(50_000)))
    ]
    assert SheetMapping.from_json(mapping["表"].as_json()) == mapping["表"]
    left_out = read_documents(path, Kind.DEMAND, mapping={"表": SheetMapping(use=False)})
    assert left_out.documents == []


def test_inspection_says_how_columns_were_understood(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "i.xlsx",
        [["*需求名称（必填）", "Budget", "企业技术需求内容", "颜色"], ["甲", 3, "乙", "红"]],
    )
    (sheet,) = inspect_list(path)
    assert [(c.header, c.field, c.fit, c.samples) for c in sheet.columns] == [
        ("*需求名称（必填）", "title", "normalised", ("甲",)),
        ("Budget", "budget", "normalised", ("3",)),
        ("企业技术需求内容", "body", "contained", ("乙",)),
        ("颜色", None, "none", ("红",)),
    ]


def test_no_two_columns_become_one_field_silently(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", [["需求名称", "项目名称"], ["轴承", "二期"]])
    found = read_documents(path, Kind.DEMAND)
    assert [(d.title, dict(d.extra)) for d in found.documents] == [("轴承", {"项目名称": "二期"})]
    assert [str(p.message) for p in found.problems] == ["“需求名称” was taken for this; the column is carried along."]


def test_a_column_fills_in_where_another_of_its_kind_is_empty(tmp_path: Path) -> None:
    """Achievements and experts in one list; objects that call one thing by two names."""
    mixed = [
        ["编号", "成果名称", "姓名", "内容"],
        ["1", "球阀堆焊", None, "甲"],
        ["2", None, "周明", "乙"],
        [None, "阀座", None, "丙"],
    ]
    long = [*mixed, *[[None, "阀座", None, "丁"]] * 200, ["5", "阀杆", "王丽", "戊"]]
    lines = tmp_path / "m.jsonl"
    lines.write_text('{"id": "1", "title": "球阀堆焊"}\n{"编号": "2", "标题": "周明"}\n', encoding="utf-8")
    found = read_documents(xlsx(tmp_path / "m.xlsx", mixed), None)
    assert [(d.id, d.title) for d in found.documents] == [("1", "球阀堆焊"), ("2", "周明"), ("4", "阀座")]
    assert [str(p.message) for p in found.problems] == ["Taken where “成果名称” is empty."]
    last = read_documents(xlsx(tmp_path / "l.xlsx", long), None).documents[-1]
    assert (last.title, dict(last.extra)) == ("阀杆", {"姓名": "王丽"})
    assert [(d.id, d.title) for d in read_documents(lines, Kind.DEMAND).documents] == [("1", "球阀堆焊"), ("2", "周明")]


def test_amounts_without_any_unit_are_questioned_once(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "m.xlsx", [["名称", "预算"], ["甲", 30], ["乙", 50], ["丙", 80000]])
    found = read_documents(path, Kind.DEMAND)
    assert found.documents[0].budget == MoneyRange(Decimal(30), Decimal(30))
    assert [(p.code, p.column) for p in found.problems] == [("no-unit", "预算")]
    assert str(found.problems[0].message).startswith("2 amounts are below 1,000")


def test_a_list_without_known_headings_takes_the_longest_texts(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "g.xlsx", [["a1", "b1"], ["k", "一段很长的技术需求描述文字"], ["k2", "另一段很长的技术描述文字"]]
    )
    found = read_documents(path, Kind.DEMAND)
    assert [(d.id, d.body, dict(d.extra)) for d in found.documents] == [
        ("2", "一段很长的技术需求描述文字", {"a1": "k"}),
        ("3", "另一段很长的技术描述文字", {"a1": "k2"}),
    ]
    assert [p.code for p in found.problems] == ["column"]
