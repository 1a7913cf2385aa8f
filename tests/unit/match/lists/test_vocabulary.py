"""Headings as people write them."""

import pytest

from duijie_match.lists.columns import DOCUMENTS, PAIRS, WORKS
from duijie_match.lists.vocabulary import Fit, normalise


@pytest.mark.parametrize(
    ("heading", "field", "fit"),
    [
        ("id", "id", Fit.EXACT),
        ("编号", "id", Fit.EXACT),
        ("ID", "id", Fit.EXACT),
        ("Demand_ID", "id", Fit.NORMALISED),
        ("序号", "id", Fit.FALLBACK),
        ("1、需求 名称（必填）", "title", Fit.NORMALISED),
        ("＊成果名称", "title", Fit.NORMALISED),
        ("企业技术需求名称", "title", Fit.CONTAINED),
        ("姓名", "title", Fit.EXACT),
        ("联系人姓名", None, Fit.NONE),
        ("企业名称", "org", Fit.EXACT),
        ("需求单位名称", "org", Fit.CONTAINED),
        ("Company Name", "org", Fit.NORMALISED),
        ("所属技术领域", "field", Fit.EXACT),
        ("预算（万元）", "budget", Fit.NORMALISED),
        ("拟投入资金（万元）", "budget", Fit.NORMALISED),
        ("专利号", None, Fit.NONE),
        ("需求类型", None, Fit.NONE),
        ("project abstract", "summary", Fit.CONTAINED),
        ("description", "body", Fit.EXACT),
        ("Title-题名", "title", Fit.NORMALISED),
        ("Summary-摘要", "summary", Fit.NORMALISED),
        ("企业名称 Company", "org", Fit.NORMALISED),
        ("预算 Budget (RMB 10k)", "budget", Fit.NORMALISED),
        ("Author-作者", None, Fit.NONE),
        ("TRL等级", "trl", Fit.EXACT),
        ("项次", "id", Fit.FALLBACK),
        ("Reference", "id", Fit.FALLBACK),
        ("Type of Partnership", "mode", Fit.NORMALISED),
        ("来源详情", None, Fit.NONE),
        ("存在的技术瓶颈", "body", Fit.CONTAINED),
        ("企业诉求", "body", Fit.EXACT),
        ("Main technical need", "body", Fit.CONTAINED),
        ("许可方式", "mode", Fit.EXACT),
        ("颜色", None, Fit.NONE),
        ("", None, Fit.NONE),
    ],
)
def test_headings_of_documents(heading: str, field: str | None, fit: Fit) -> None:
    found = DOCUMENTS.recognise(heading)
    assert (found.field, found.fit) == (field, fit)


def test_every_name_in_the_tables_is_found_as_itself() -> None:
    for vocabulary in (DOCUMENTS, WORKS, PAIRS):
        for field in vocabulary.fields:
            clashes = [name for name in field.names if vocabulary.recognise(name).field != field.name]
            assert clashes == []


def test_the_columns_of_the_contract() -> None:
    names = {
        "id": "id 编号",
        "title": "title 名称 标题",
        "summary": "summary 简介",
        "body": "body 内容 描述",
        "keywords": "keywords 关键词",
        "language": "language 语言",
        "org": "org 单位",
        "area": "area 地区",
        "industry": "industry 行业",
        "field": "field 技术领域",
        "budget": "budget 金额",
        "trl": "trl 成熟度",
        "capacity": "capacity 容量",
    }
    found = {field: {DOCUMENTS.recognise(name).field for name in text.split()} for field, text in names.items()}
    assert found == {field: {field} for field in names}
    assert [WORKS.recognise(name).field for name in ("supply_id", "title", "body", "year")] == [
        "supply_id",
        "title",
        "body",
        "year",
    ]
    assert [PAIRS.recognise(name).field for name in ("demand_id", "supply_id", "level", "outcome")] == [
        "demand_id",
        "supply_id",
        "level",
        "outcome",
    ]


def test_normalising() -> None:
    assert [normalise(text) for text in ("（一）需求 名称：", "Demand_ID", "（必填）", "12")] == [
        "需求名称",
        "demandid",
        "(必填)",
        "12",
    ]
