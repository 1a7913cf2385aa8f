"""Fields that several registers have, with the headings by which lists call them."""

# ruff: noqa: E501 – tables of words read better in long lines

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.registry.models.words import FIELD_WORDS
from duijie.registry.register import Listed, RecordField

DISCLOSURE_WORDS = {
    "内部": "internal", "内部使用": "internal", "不公开": "internal", "暂不公开": "internal", "非公开": "internal", "保密": "internal",
    "否": "internal", "公开": "registered", "可公开": "registered", "同意公开": "registered", "登录可见": "registered", "是": "registered",
}  # fmt: skip

ORGANISATION = RecordField(
    "organisation",
    (
        "单位", "所属单位", "单位名称", "工作单位", "完成单位", "企业名称", "机构名称", "依托单位", "持有单位", "权利人", "organisation", "organization",
        "company", "owner", "unit",
    ),
    listed=Listed.USUAL, filtered=True,
)  # fmt: skip
AREA = RecordField(
    "area",
    (
        "所属县市区",
        "所属区县",
        "所在区县",
        "所属地区",
        "所在地区",
        "县市区",
        "所属县(市、区)",
        "所在县(市、区)",
        "县(市、区)",
        "地区",
        "属地",
        "area",
        "county",
        "region",
    ),
    listed=Listed.USUAL,
    needed=True,
)
ZONE = RecordField("zone", ("所属园区", "所在园区", "开发区", "园区", "zone", "park"))
INDUSTRY = RecordField(
    "industry", ("所属行业", "行业", "行业代码", "国民经济行业", "应用行业", "industry", "sector"), filtered=True,
    help=_("Code of GB/T 4754, such as C3443."),
)  # fmt: skip
FIELD = RecordField(
    "field",
    ("技术领域", "所属技术领域", "高新技术领域", "领域", "专业领域", "technology field", "field"),
    filtered=True,
    words=FIELD_WORDS,
)
KEYWORDS = RecordField("keywords", ("关键词", "技术关键词", "标签", "keywords", "key words", "tags"))
DISCLOSURE = RecordField(
    "disclosure", ("公开范围", "是否公开", "公开方式", "disclosure"), filtered=True, needed=True, words=DISCLOSURE_WORDS,
    exact=True,
)  # fmt: skip
TITLE_EN = RecordField("title_en", ("英文名称", "英文标题", "title in english", "english title"), listed=Listed.NEVER)
BODY_EN = RecordField(
    "body_en", ("英文简介", "英文内容", "description in english", "english description"), listed=Listed.NEVER
)


def changed(one: RecordField, **changes: Any) -> RecordField:
    """``one`` with other headings, or otherwise listed."""
    return replace(one, **changes)
