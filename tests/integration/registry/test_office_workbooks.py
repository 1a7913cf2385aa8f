"""Workbooks as offices keep them mean in an import what they mean in a match of lists."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common.domain.imports import add_import, apply_import, correct_row, decide_rows, map_import, preview_import
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.jobs import run_job
from duijie.common.models import ImportBatch

pytestmark = pytest.mark.django_db(transaction=True)

Rows = Sequence[Sequence[object]]
HEADER = ["序号", "需求单位", "需求名称", "需求内容", "预算（万元）", "联系人"]
ROW = [1, "甲阀门有限公司", "球阀密封", "浸液氮后泄漏超标", 50, "张三"]


def workbook(*sheets: tuple[str, Rows], merges: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
        for area in merges:
            page.merge_cells(area)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def by() -> Any:
    return make_user(role="city_officer", area=make_region().city)


def brought(by: Any, data: bytes, name: str = "需求.xlsx", noun: str = "demands") -> ImportBatch:
    area = by.memberships.get().area
    batch = add_import(noun=noun, area=area.children.first() or area, name=name, chunks=[data], by=by)
    return checked(batch, preview_import(batch=batch, by=by), by)


def checked(batch: ImportBatch, job: Any, by: Any) -> ImportBatch:
    done = run_job(job.pk)
    assert (done.state, done.error) == ("succeeded", None)
    return find_import(by=by, pk=batch.pk)


def values(batch: ImportBatch, *names: str) -> list[tuple[Any, ...]]:
    return [(row.outcome, *(row.values.get(name) for name in names)) for row in list_rows(batch)]


def corrected(batch: ImportBatch, by: Any, number: int, **texts: str) -> ImportBatch:
    return checked(batch, correct_row(batch=batch, number=number, run=batch.run, texts=texts, by=by), by)


def told(batch: ImportBatch) -> list[tuple[str, str]]:
    return [(note["code"], note["column"] or note["sheet"]) for note in batch.notes]


def test_the_same_as_above_is_what_stands_above(by):
    rows = [HEADER, ROW, [2, "同上", "阀杆喷涂", "寿命短", "同上", "〃"]]
    batch = brought(by, workbook(("需求", rows)))
    assert (
        values(batch, "organisation_name", "budget_to", "contact_name")
        == [("new", "甲阀门有限公司", "50.00", "张三")] * 2
    )


def test_each_of_several_demands_in_a_row_is_a_demand_and_can_be_corrected(by):
    rows = [
        ["企业名称", "需求1名称", "需求1内容", "需求1预算（万元）", "需求2名称", "需求2内容", "需求2预算（元）"],
        ["甲阀门有限公司", "球阀密封", "泄漏", 50, "阀杆喷涂", "寿命短", 300000],
        ["乙轴承有限公司", "套圈磨削", "烧伤", 30, None, None, None],
    ]
    batch = brought(by, workbook(("需求", rows)))
    names = ("organisation_name", "title", "body", "budget_to")
    assert values(batch, *names) == [
        ("new", "甲阀门有限公司", "球阀密封", "泄漏", "50.00"),
        ("new", "甲阀门有限公司", "阀杆喷涂", "寿命短", "30.00"),
        ("new", "乙轴承有限公司", "套圈磨削", "烧伤", "30.00"),
    ]
    second = list_rows(batch).get(number=2)
    assert set(second.cells) == {"企业名称", "需求2名称", "需求2内容", "需求2预算（元）"}
    texts = {"title": "阀杆喷涂层", "body": "寿命短"}
    batch = checked(batch, correct_row(batch=batch, number=2, run=batch.run, texts=texts, by=by), by)
    assert [title for _outcome, title in values(batch, "title")] == ["球阀密封", "阀杆喷涂层", "套圈磨削"]


def test_the_second_demand_of_each_row_may_be_left_out_by_hand(by):
    rows = [["企业名称", "需求1名称", "需求1内容", "需求2名称", "需求2内容"], ["甲", "球阀", "泄漏", "阀杆", "寿命短"]]
    batch = brought(by, workbook(("需求", rows)))
    fields = {"0": "organisation", "1": "title", "2": "body", "3": None, "4": None}
    said = {"需求": {"use": True, "header_row": 0, "fields": fields}}
    batch = map_import(batch=batch, mapping=said, existing="update", by=by)
    batch = checked(batch, preview_import(batch=batch, by=by), by)
    assert values(batch, "title") == [("new", "球阀")]


def test_a_unit_above_the_header_holds_for_bare_amounts(by):
    rows = [["单位：元"], [*HEADER[:4], "预算"], [*ROW[:4], 500000]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "budget_to") == [("new", "50.00")]


def test_the_lower_row_of_a_header_of_two_stands_for_both(by):
    rows = [
        ["汇总表"],
        ["企业名称", "需求信息", None, "预算（元）"],
        [None, "需求名称", "需求内容", None],
        ["甲", "球阀", "泄漏", 500000],
    ]
    merges = ["A1:D1", "A2:A3", "B2:C2", "D2:D3"]
    batch = brought(by, workbook(("需求", rows), merges=merges))
    fields = {"0": "organisation", "1": "title", "2": "body", "3": "budget_from"}
    said = {"需求": {"use": True, "header_row": batch.sheets[0]["header_row"], "fields": fields}}
    batch = map_import(batch=batch, mapping=said, existing="update", by=by)
    batch = checked(batch, preview_import(batch=batch, by=by), by)
    assert (batch.sheets[0]["header_row"], values(batch, "title", "budget_to")) == (3, [("new", "球阀", "50.00")])


def test_sheets_that_are_no_lists_are_left_out_and_told(by):
    sheets = [
        ("填表说明", [["需求名称", "填写说明"], ["企业遇到的技术难题", "不超过30字"]]),
        ("需求", [HEADER, ROW]),
        ("选项", [["合作方式", "技术领域"], ["联合开发", "新材料"]]),
        ("汇总", [["县市区", "企业名称", "需求名称"], ["北渡县", 2, 2], ["南渡县", 3, 3]]),
    ]
    batch = brought(by, workbook(*sheets))
    assert values(batch, "title") == [("new", "球阀密封")]
    assert [(sheet["name"], sheet["use"]) for sheet in batch.sheets if sheet["use"]] == [("需求", True)]
    assert told(batch) == [("sheet-skipped", "填表说明"), ("sheet-skipped", "选项"), ("sheet-skipped", "汇总")]


def test_texts_in_several_columns_are_joined_and_what_is_not_read_is_told(by):
    header = ["需求单位", "需求名称", "需求背景", "存在问题", "技术指标", "预期目标", "经办股室"]
    rows = [header, ["甲阀门有限公司", "球阀密封", "进口替代", "泄漏超标", "≤0.1", "国产化", "成果股"]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "body", "targets") == [("new", "进口替代\n存在问题：泄漏超标", "≤0.1\n预期目标：国产化")]
    assert told(batch) == [("column", "存在问题"), ("column", "预期目标"), ("columns-left-out", "需求")]
    assert batch.notes[-1]["texts"]["zh-hans"] == "下列各列在登记项目中没有对应内容，未读取：经办股室。"
    texts = {"body": "进口替代；泄漏超标"}
    batch = checked(batch, correct_row(batch=batch, number=1, run=batch.run, texts=texts, by=by), by)
    assert values(batch, "body") == [("new", "进口替代；泄漏超标")]


def test_a_column_an_option_as_questionnaires_are_exported(by):
    header = ["需求单位", "需求名称", "需求内容", "合作方式(联合开发)", "合作方式(委托开发)", "合作方式(技术转让)"]
    rows = [header, ["甲", "球阀密封", "泄漏", 0, 0, 1], ["乙", "套圈磨削", "烧伤", 0, 0, 0]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "title", "mode") == [("new", "球阀密封", "transfer"), ("new", "套圈磨削", None)]


def test_marks_of_web_pages_are_no_part_of_a_text(by):
    rows = [["需求单位", "需求名称", "需求内容"], ["甲", "球阀", "<p>泄漏&nbsp;超标</p><br/>R&amp;D"]]
    assert values(brought(by, workbook(("需求", rows))), "body") == [("new", "泄漏 超标\nR&D")]


def test_a_formula_that_failed_is_told(by):
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, ROW)
        page.write_formula(1, 4, "=1/0", None, "#DIV/0!")
    batch = brought(by, target.getvalue())
    assert values(batch, "title", "budget_to") == [("new", "球阀密封", None)]
    assert told(batch) == [("formula", "预算（万元）")]


def test_a_second_header_with_the_columns_in_another_order(by):
    rows = [HEADER[:4], ROW[:4], ["序号", "需求名称", "需求内容", "需求单位"], [1, "套圈磨削", "烧伤", "乙轴承"]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "organisation_name", "title") == [
        ("new", "甲阀门有限公司", "球阀密封"),
        ("new", "乙轴承", "套圈磨削"),
    ]
    assert told(batch) == [("header", "需求")]
    texts = {"title": "轴承套圈磨削"}
    batch = checked(batch, correct_row(batch=batch, number=2, run=batch.run, texts=texts, by=by), by)
    assert values(batch, "organisation_name", "title")[1] == ("new", "乙轴承", "轴承套圈磨削")


def test_a_row_below_a_second_header_that_was_put_right_and_then_that_header_is_chosen(by):
    second = ["序号", "需求名称", "需求内容", "需求单位"]
    rows = [HEADER[:4], ROW[:4], second, [1, "套圈磨削", "烧伤", "乙轴承"], [2, "电机散热", "发热", "丙电机"]]
    batch = corrected(brought(by, workbook(("需求", rows))), by, 2, title="轴承套圈磨削")
    said = {"需求": {"use": True, "header_row": 3, "fields": {}}}
    batch = map_import(batch=batch, mapping=said, existing="update", by=by)
    batch = checked(batch, preview_import(batch=batch, by=by), by)
    assert values(batch, "title", "body") == [("new", "套圈磨削", "烧伤"), ("new", "电机散热", "发热")]
    batch = corrected(batch, by, 2, title="电机的散热")
    batch = map_import(batch=batch, mapping=said, existing="update", by=by)
    batch = checked(batch, preview_import(batch=batch, by=by), by)
    assert values(batch, "title", "body")[1] == ("new", "电机的散热", "发热")


def test_amounts_in_another_currency_beside_those_in_yuan(by):
    rows = [[*HEADER[:4], "Budget (EUR)", "预算（万元）"], [*ROW[:4], 50000, 40]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "budget_to") == [("new", "40.00")]
    assert told(batch) == [("column", "Budget (EUR)")]


def test_a_row_without_anything_that_is_read_is_passed_over_and_told(by):
    rows = [[*HEADER, "备注"], [*ROW, "急"], [None] * 6 + ["另行说明"]]
    batch = brought(by, workbook(("需求", rows)))
    assert values(batch, "title") == [("new", "球阀密封")]
    assert told(batch) == [("columns-left-out", "需求"), ("no-text", "需求")]


def test_of_many_remarks_the_gravest_are_kept_and_the_others_counted(by):
    rows = [[*HEADER, "备注"], *([None] * 6 + ["另行说明"] for _ in range(230)), ROW]
    batch = brought(by, workbook(("需求", rows)))
    assert (len(batch.notes), batch.notes[-1]["texts"]["zh-hans"]) == (201, "另有 31 条提示未列出。")


def test_the_file_is_called_as_the_person_called_it(by):
    cells = "".join(f"<td>{text}</td>" for text in ("甲", "球阀", "泄漏"))
    page = f"<table><tr><th>需求单位</th><th>需求名称</th><th>需求内容</th></tr><tr>{cells}</tr></table>"
    batch = brought(by, page.encode("gb18030"), "北渡县需求.xls")
    assert values(batch, "title") == [("new", "球阀")]
    assert batch.notes[0]["texts"]["zh-hans"].startswith("“北渡县需求.xls”")


def test_what_a_firm_does_in_several_columns(by):
    header = ["企业名称", "所属县市区", "主营业务", "主要产品", "从业人员"]
    rows = [header, ["甲阀门有限公司", "北渡县", "阀门制造", "球阀", "约150人"], ["乙轴承", "同上", "轴承", None, 80]]
    batch = brought(by, workbook(("企业", rows)), noun="organisations")
    area = list_rows(batch).first().values["area"]
    assert values(batch, "area", "description", "staff") == [
        ("new", area, "阀门制造\n主要产品：球阀", 150),
        ("new", area, "轴承", 80),
    ]


def test_much_money_without_a_unit_is_asked_about(by):
    amounts = [("预算", 300000), ("预算", 50), ("预算", "300000元"), ("预算", "￥300,000"), ("预算（万元）", 300000)]
    found = []
    for heading, amount in amounts:
        rows = [["需求单位", "需求名称", "需求内容", heading], ["甲", "球阀密封", "泄漏", amount]]
        row = list_rows(brought(by, workbook(("需求", rows)))).get()
        found.append((row.values["budget_to"], [one["texts"]["zh-hans"] for one in row.questions]))
    asked = "未写单位，按 300,000 万元计。确认无误再导入，否则请写明单位，如“30万元”。"
    assert found == [("300000.00", [asked]), ("50.00", []), ("30.00", []), ("30.00", []), ("300000.00", [])]


def test_decisions_stay_with_their_rows_when_a_corrected_one_is_none_any_more(by):
    subjects = ["球阀密封", "套圈磨削", "阀杆喷涂", "电机散热", "齿轮降噪"]
    rows = [HEADER[1:4], *(["甲", subject, f"{subject}不好"] for subject in subjects)]
    batch = brought(by, workbook(("需求", rows)))
    decide_rows(batch=batch, decision="skip", by=by, numbers=[4])
    batch = corrected(batch, by, 2, organisation="合计", title="", body="")
    assert [(row.values["title"], row.decision) for row in list_rows(batch)] == [
        ("球阀密封", ""), ("阀杆喷涂", ""), ("电机散热", "skip"), ("齿轮降噪", ""),
    ]  # fmt: skip


def test_texts_that_are_too_long_together_are_told(by):
    rows = [["需求单位", "需求名称", "需求背景", "存在问题"], ["甲", "球阀", "背" * 15_000, "问" * 15_000]]
    batch = brought(by, workbook(("需求", rows)))
    assert len(list_rows(batch).get().cells["需求背景"]) == 20_000
    assert told(batch) == [("column", "存在问题"), ("long", "需求背景")]


def test_a_person_of_several_titles_is_one_person(by):
    rows = [["姓名", "工作单位", "职称", "研究方向"], ["张三", "甲大学", "1.教授；2.博导", "阀门密封"]]
    batch = brought(by, workbook(("专家", rows)), noun="experts")
    assert (values(batch, "title"), told(batch)) == ([("new", "1.教授；2.博导")], [])


def test_a_question_names_the_column_that_it_is_about(by):
    batch = brought(by, workbook(("需求", [HEADER, ROW])))
    checked(batch, apply_import(batch=batch, by=by), by)
    other = brought(by, workbook(("需求", [HEADER, [1, "乙阀门有限公司", *ROW[2:]]])))
    assert [(one["field"], one["column"]) for one in list_rows(other).get().questions] == [("title", "需求名称")]
