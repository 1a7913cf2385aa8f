"""Headings of lists that are imported: what means something where lists are matched means the same here."""

import pytest

from duijie.registry.interfaces.record_words import vocabulary_of
from duijie.registry.register import register_of
from duijie_match.lists.columns import DEMANDS


@pytest.mark.parametrize(
    ("key", "heading", "field"),
    [
        ("demands", "技术瓶颈", "body"),
        ("demands", "需求背景及意义", "body"),
        ("demands", "需求", "body"),
        ("demands", "榜单名称", "title"),
        ("demands", "主要技术指标", "targets"),
        ("demands", "项目总投资（万元）", "budget_from"),
        ("demands", "经费（元）", "budget_from"),
        ("demands", "拟转让价格", None),
        ("demands", "需求状态", None),
        ("demands", "附件说明", None),
        ("demands", "负责人电话", "contact_phone"),
        ("demands", "推荐单位", None),
        ("achievements", "许可费", "price"),
        ("achievements", "项目预算", None),
        ("achievements", "经费", None),
        ("achievements", "创新点", "body"),
        ("achievements", "专利名称", "title"),
        ("experts", "主持项目", "profile"),
        ("visits", "产品名称", None),
        ("carriers", "主要功能", "body"),
    ],
)
def test_the_field_of_a_heading(key: str, heading: str, field: str | None) -> None:
    assert vocabulary_of(register_of(key)).recognise(heading).field == field


def test_every_heading_of_a_text_of_demands_is_read() -> None:
    vocabulary = vocabulary_of(register_of("demands"))
    names = [name for like in ("body", "summary", "keywords") for name in DEMANDS[like].names]
    assert [name for name in names if vocabulary.recognise(name).field is None] == []
