"""The register of achievements (DOMAIN §6)."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Achievement, Language, Mode, TrlEvidence
from duijie.registry.models.words import MODE_WORDS
from duijie.registry.register import Findings, Listed, Part, RecordField, Register, register
from duijie.registry.registers.fields import (
    AREA,
    BODY_EN,
    FIELD,
    INDUSTRY,
    KEYWORDS,
    ORGANISATION,
    SUMMARY,
    TIER,
    TITLE_EN,
    ZONE,
    check_summary,
)  # fmt: skip

KIND_WORDS = {
    "发明专利": "invention", "发明": "invention", "专利": "invention", "实用新型": "utility", "实用新型专利": "utility", "外观设计": "design", "外观设计专利": "design", "软件著作权": "software",
    "软著": "software", "动植物新品种": "variety", "植物新品种": "variety", "新品种": "variety", "标准": "standard", "集成电路布图": "layout",
    "获奖成果": "awarded", "获奖": "awarded", "其他": "other",
}  # fmt: skip
STAGE_WORDS = {
    "研发": "rd", "研发阶段": "rd", "实验室": "rd", "小试": "small_trial", "小试阶段": "small_trial", "中试": "pilot", "中试阶段": "pilot",
    "样品": "sample", "样机": "sample", "批量生产": "mass_production", "产业化": "mass_production", "量产": "mass_production", "其他": "other",
}  # fmt: skip
LANGUAGE_WORDS = {
    "中文": "zh",
    "汉语": "zh",
    "英文": "en",
    "英语": "en",
    **{str(key): str(key) for key in Language.values},
}


def check(values: Mapping[str, Any]) -> Findings:
    """An achievement without any text cannot be matched."""
    found = check_summary(values)
    if not (values.get("body") or values.get("body_en") or values.get("keywords")):
        found["body"] = [ValidationError(_("Describe it, so that it can be matched."), code="required")]
    return found


TRL = Part(
    "trl-evidence", TrlEvidence, "achievement", _("Evidence of readiness"), _("evidence of readiness"),
    (RecordField("level", needed=True), RecordField("evidence", needed=True), RecordField("proven_on")),
)  # fmt: skip

ACHIEVEMENTS = register(
    Register(
        key="achievements",
        model=Achievement,
        label=_("Achievements"),
        label_one=_("achievement"),
        lead=_("What universities, institutes and firms have developed and offer."),
        icon="achievement",
        add_label=_("Add an achievement"),
        fields=(
            RecordField("title", ("成果名称", "名称", "标题", "项目名称", "技术名称", "title", "achievement", "name"), needed=True),
            ORGANISATION,
            AREA,
            ZONE,
            RecordField("kind", ("成果类型", "成果类别", "知识产权类型", "类型", "类别", "type", "kind"), listed=Listed.USUAL, filtered=True,
                        needed=True, words=KIND_WORDS),
            RecordField("stage", ("成果阶段", "所处阶段", "阶段", "技术阶段", "stage"), filtered=True, words=STAGE_WORDS),
            RecordField("trl", ("技术成熟度", "成熟度", "成熟度等级", "trl", "readiness"), listed=Listed.USUAL, filtered=True,
                        help=_("1 to 9; put the evidence for each level below.")),
            RecordField("body", ("成果简介", "简介", "内容", "描述", "技术简介", "成果介绍", "摘要", "description", "abstract", "summary", "body")),
            KEYWORDS,
            FIELD,
            INDUSTRY,
            RecordField("modes", ("转化方式", "合作方式", "拟转化方式", "转让方式", "mode", "modes"), several=Mode, filtered=True, words=MODE_WORDS),
            RecordField("price", ("价格", "转让价格", "意向价格", "拟交易价格", "金额", "price", "amount"), help=_("Empty means by agreement.")),
            RecordField("rights", ("权属", "知识产权归属", "权利状态", "权属情况", "rights")),
            RecordField("published_on", ("发布日期", "发布时间", "published on", "date")),
            RecordField("language", ("语言", "language"), words=LANGUAGE_WORDS, needed=True),
            TITLE_EN,
            BODY_EN,
            TIER,
            *SUMMARY,
        ),
        parts=(TRL,),
        check=check,
        searched=("title", "title_en", "keywords"),
    )
)  # fmt: skip
