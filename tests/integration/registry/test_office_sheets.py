"""Sheets as offices print and sign them, on their way into a register."""

import io

import openpyxl
import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.common.domain.imports import add_import, apply_import, preview_import
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.jobs import run_job
from duijie.demands.models import Demand

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = [
    ["2026 年度企业技术需求汇总表"],
    ["序号", "需求企业", "技术需求名称", "需求描述", "联系人"],
    ["示例", "某某公司", "××技术", "请写明技术指标", "张三"],
    ["一、装备制造"],
    [1, "云溪恒力轴承有限公司", "钢球表面缺陷在线检测", "人工目检漏检率高", "李工"],
    [2, None, "轴承套圈磨削", "磨削烧伤", "李工"],
    ["二、环保"],
    [3, "云溪铸造厂", "铸件余热回收", "余热未利用", "王工"],
    ["合计", None, "3 项"],
    ["填表人：赵敏", None, "审核人：", None, "日期：2026 年 3 月"],
]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("A1:E1")
    book.active.merge_cells("B5:B6")  # one firm for two demands
    for row in (4, 7):
        book.active.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_is_no_record_is_passed_over_and_told_and_a_merged_firm_counts_for_each_of_its_rows():
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    batch = add_import(noun="demands", area=region.north, name="汇总表.xlsx", chunks=[workbook()], by=by)
    assert run_job(preview_import(batch=batch, by=by).pk).state == "succeeded"
    batch = find_import(by=by, pk=batch.pk)
    assert [(row.row, row.outcome) for row in list_rows(batch)] == [(5, "new"), (6, "new"), (8, "new")]
    told = [(note["code"], note["row"]) for note in batch.notes]
    assert told == [("example", 3), ("section", 4), ("section", 7), ("total", 9), ("footer", 10)]
    assert run_job(apply_import(batch=batch, by=by).pk).state == "succeeded"
    assert list(Demand.objects.order_by("pk").values_list("title", "organisation_name")) == [
        ("钢球表面缺陷在线检测", "云溪恒力轴承有限公司"),
        ("轴承套圈磨削", "云溪恒力轴承有限公司"),
        ("铸件余热回收", "云溪铸造厂"),
    ]
