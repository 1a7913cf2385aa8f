"""Fields that several registers have, with the headings by which lists call them."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.registry.models.words import FIELD_WORDS
from duijie.registry.register import Findings, Listed, RecordField

DISCLOSURE_WORDS = {
    "内部": "internal", "内部使用": "internal", "不公开": "internal", "暂不公开": "internal", "非公开": "internal", "保密": "internal",
    "否": "internal", "公开": "registered", "可公开": "registered", "同意公开": "registered", "登录可见": "registered", "是": "registered",
}  # fmt: skip

TIER_WORDS = {**DISCLOSURE_WORDS, "摘要公开": "consent", "经同意公开": "consent", "同意后公开": "consent"}

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

TIER = replace(DISCLOSURE, words=TIER_WORDS)
"""``disclosure`` of records with a public summary."""
PUBLIC_TITLE = RecordField(
    "public_title", ("公开标题", "对外名称", "public title"), listed=Listed.NEVER,
    help=_("What it is called in public. It tells nothing of what is kept back; empty: a number."),
)  # fmt: skip
PUBLIC_SUMMARY = RecordField(
    "public_summary", ("公开摘要", "对外简介", "public summary"),
    help=_("Read by everybody, also without an account. What it says must be fit for the public."),
)  # fmt: skip
NAMES_OWNER = RecordField(
    "names_owner", ("公开单位名称", "是否公开单位名称", "names the owner"), listed=Listed.OFFERED,
    help=_("Whether the public summary says whose it is: the owner decides."),
)  # fmt: skip
SUMMARY = (PUBLIC_TITLE, PUBLIC_SUMMARY, NAMES_OWNER)
"""The fields of a public summary (``models.tiered``)."""


def check_summary(values: Mapping[str, Any]) -> Findings:
    """A public summary is there where the rest is kept back, and gives neither owner nor contact away unasked."""
    found: Findings = {}
    if values.get("disclosure") == "consent" and not values.get("public_summary"):
        words = _("Write the public summary: until the owner consents, it is all that others see.")
        found["public_summary"] = [ValidationError(words, code="required")]
    kept_back = [str(values.get(name) or "") for name in ("contact_name", "contact_phone", "asked_by")]
    if not values.get("names_owner"):
        owner = values.get("organisation")
        kept_back += [str(values.get("organisation_name") or ""), owner.name if owner is not None else ""]
    for name in ("public_title", "public_summary"):
        text = str(values.get(name) or "")
        if any(len(one) > 1 and one in text for one in kept_back):
            words = _("This is read by everybody and names the owner or the contact person. Take the name out.")
            found[name] = [ValidationError(words, code="names")]
    return found


def changed(one: RecordField, **changes: Any) -> RecordField:
    """``one`` with other headings, or otherwise listed."""
    return replace(one, **changes)
