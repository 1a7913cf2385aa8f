"""Cells as offices, questionnaires and other systems fill them: repeated, skipped, ticked, in percent."""

from pathlib import Path

import xlsxwriter
from tests.unit.match.lists.books import xlsx

from duijie_match.documents import Kind
from duijie_match.lists.reading import read_documents


def test_the_same_as_above_is_what_stands_above(tmp_path: Path) -> None:
    rows = [
        ["序号", "企业名称", "行业", "需求名称", "预算（万元）"],
        [1, "甲公司", "装备", "球阀堆焊", 30],
        [2, "同上", "同上", "阀杆喷涂", "同上"],
        [3, "〃", "医药", "阀座检测", "/"],
    ]
    found = read_documents(xlsx(tmp_path / "l.xlsx", rows), Kind.DEMAND)
    assert [d.organisation for d in found.documents] == ["甲公司"] * 3
    assert [d.facets["industry"] for d in found.documents] == [("装备",), ("装备",), ("医药",)]
    assert [d.budget and d.budget.low for d in found.documents] == [300_000, 300_000, None]
    assert found.problems == []


def test_a_questionnaire_as_it_is_exported(tmp_path: Path) -> None:
    """Answers that were skipped, and a question with a column an option."""
    rows = [
        ["序号", "提交答卷时间", "来源详情", "来自IP", "1、企业全称：", "2、请填写技术需求名称",
         "3、拟投入资金（万元）", "4、希望的合作方式(联合开发)", "4、希望的合作方式(委托开发)"],
        [1, "2025/3/1 10:00:00", "N/A", "1.2.3.4(湖北)", "甲公司", "球阀密封面堆焊", "(空)", 1, 0],
        [2, "2025/3/1 11:00:00", "N/A", "1.2.3.4(湖北)", "乙公司", "主轴热误差补偿", 50, 1, 1],
        [3, "2025/3/1 12:00:00", "N/A", "1.2.3.4(湖北)", "丙公司", "(跳过)", "(跳过)", "(跳过)", "(跳过)"],
    ]  # fmt: skip
    found = read_documents(xlsx(tmp_path / "q.xlsx", rows), Kind.DEMAND)
    assert [(d.organisation, d.title, d.body) for d in found.documents] == [
        ("甲公司", "球阀密封面堆焊", ""),
        ("乙公司", "主轴热误差补偿", ""),
    ]
    assert [d.facets["mode"] for d in found.documents] == [("联合开发",), ("联合开发", "委托开发")]
    assert [(p.code, p.row) for p in found.problems if p.code != "column"] == [("no-text", 4)]


def test_a_percentage_is_the_text_a_person_sees(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["名称", "技术指标", "自筹比例"])
    sheet.write(1, 0, "球阀")
    sheet.write_number(1, 1, 0.985, book.add_format({"num_format": "0.0%"}))
    sheet.write_number(1, 2, 0.07, book.add_format({"num_format": "0%"}))
    book.close()
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.body, dict(demand.extra)) == ("98.5%", {"自筹比例": "7%"})


def test_numbers_that_a_system_wrote_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text('编号,名称,电话\n="001",球阀,"=""0713-1234567"""\n', encoding="utf-8")
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.id, dict(demand.extra)) == ("001", {"电话": "0713-1234567"})


def test_serial_numbers_that_begin_again_in_each_group_are_told_once(tmp_path: Path) -> None:
    rows = [["序号", "需求名称", "需求内容", "备注"], *([at % 10 + 1, f"需求{at}", "内容", ""] for at in range(30))]
    found = read_documents(xlsx(tmp_path / "l.xlsx", rows), Kind.DEMAND)
    assert [d.id for d in found.documents][9:12] == ["10", "1#2", "2#2"]
    assert [(p.code, p.column, str(p.message)) for p in found.problems] == [
        ("same-id", "序号", "20 serial numbers occur again; the first such row is called “1#2”. Number the rows "
         "throughout, or add a column of ids (编号).")
    ]  # fmt: skip


def test_texts_with_the_marks_of_web_pages(tmp_path: Path) -> None:
    rows = [
        ["编号", "标题", "需求详情"],
        ["T1", "球阀", "<p style='x'>磨损&nbsp;快</p><br/>R&amp;D：耐磨 &lt;5μm"],
        ["T2", "轴径<50mm且>20mm", "&lt;p&gt;补偿&lt;/p&gt;"],
        ["T3", "R&D 平台", "x<b 且 c>d"],
    ]
    found = read_documents(xlsx(tmp_path / "w.xlsx", rows), Kind.DEMAND)
    assert [(d.title, d.body) for d in found.documents] == [
        ("球阀", "磨损 快\nR&D：耐磨 <5μm"),
        ("轴径<50mm且>20mm", "补偿"),
        ("R&D 平台", "x<b 且 c>d"),
    ]


def test_the_person_who_asks_is_not_the_title_of_a_demand(tmp_path: Path) -> None:
    rows = [["姓名", "单位", "需求"], ["张三", "甲公司", "希望解决球阀密封面磨损"], ["李四", "乙公司", None]]
    found = read_documents(xlsx(tmp_path / "p.xlsx", rows), Kind.DEMAND)
    assert [(d.title, d.body, dict(d.extra)) for d in found.documents] == [
        ("", "希望解决球阀密封面磨损", {"姓名": "张三"}),
        ("李四", "", {}),
    ]


def test_a_code_under_a_heading_with_brackets_is_no_tick(tmp_path: Path) -> None:
    rows = [["名称", "行业（代码）"], ["球阀", 1], ["齿轮", 0], ["轴承", 2]]
    found = read_documents(xlsx(tmp_path / "q.xlsx", rows), Kind.DEMAND)
    assert [d.facets["industry"] for d in found.documents] == [("1",), ("0",), ("2",)]


def test_who_asks_is_not_the_title_beside_the_name_of_the_demand(tmp_path: Path) -> None:
    rows = [["姓名", "需求名称", "需求内容"], ["张三", "球阀", "耐磨"], ["李四", "齿轮", None], ["王五", None, "磨削"]]
    found = read_documents(xlsx(tmp_path / "q.xlsx", rows), Kind.DEMAND).documents
    assert [(d.title, d.body, d.extra["姓名"]) for d in found] == [
        ("球阀", "耐磨", "张三"),
        ("齿轮", "", "李四"),
        ("", "磨削", "王五"),
    ]


def test_titles_that_number_several_demands_are_told_and_stay_as_they_are(tmp_path: Path) -> None:
    titles = [
        "球阀",
        "1.球阀密封；2.阀杆喷涂",
        "1、轴承\n2、齿轮",
        "①检测 ②磨削",
        "（一）a（二）b",
        "1.5MW风机2.0版",
        "1.风机2.5MW",
    ]
    rows = [["企业", "需求名称", "需求内容"], *(["甲", title, "1.精度；2.寿命"] for title in titles)]
    found = read_documents(xlsx(tmp_path / "l.xlsx", rows), Kind.DEMAND)
    assert [d.title for d in found.documents] == titles
    assert [(p.code, p.row, p.column, str(p.message)) for p in found.problems] == [
        ("numbered-title", 3, "需求名称", "4 cells number several things (1. …; 2. …); each row was read as one. Give "
         "each of them a row of its own.")
    ]  # fmt: skip
