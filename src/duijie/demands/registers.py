"""The register of demands. Looked for by name (``registry.register``), like ``tasks``."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

import duijie.demands.visit_register  # noqa: F401 – registers itself
from duijie.demands.grades import derive_grade
from duijie.demands.models import Contract, Demand, DemandContact, DemandKind, Evidence, Milestone, Rating, Source
from duijie.registry.models.words import MODE_WORDS
from duijie.registry.register import Findings, Listed, Part, RecordField, Register, register
from duijie.registry.registers.achievements import LANGUAGE_WORDS
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
    changed,
    check_summary,
)  # fmt: skip

KIND_WORDS = {
    "技术": "technology", "技术需求": "technology", "技术攻关": "technology", "技术难题": "technology", "产品研发": "technology", "成果转化": "technology",
    "人才": "talent", "人才需求": "talent", "引才": "talent", "资金": "finance", "融资": "finance", "金融需求": "finance", "政策": "policy",
    "政策需求": "policy", "知识产权": "ip", "专利": "ip", "检测": "testing", "检验检测": "testing", "测试": "testing",
}  # fmt: skip
SOURCE_WORDS = {"走访": "visit", "上门走访": "visit", "企业填报": "enterprise", "自主填报": "enterprise", "活动": "event", "对接会": "event",
                "代企业填报": "behalf", "代填": "behalf", "代填报": "behalf", "受托填报": "behalf",
                "导入": "import", "征集": "import", "其他": "other"}  # fmt: skip

AGREED_WORDS = {"当面": "in_person", "口头": "in_person", "电话": "phone", "微信": "chat", "钉钉": "chat", "书面": "written", "盖章": "written",
                "签字": "written"}  # fmt: skip
AT_EVENT, ON_BEHALF = ("source", Source.EVENT.value), ("source", Source.BEHALF.value)
ORIGIN = (
    RecordField("source", ("需求来源", "来源", "source"), filtered=True, words=SOURCE_WORDS),
    RecordField("event_name", ("活动名称", "对接活动", "对接会名称", "event"), only_for=AT_EVENT),
    RecordField("event_on", ("活动日期", "活动时间", "event date"), only_for=AT_EVENT),
    RecordField("event_place", ("活动地点", "event place"), only_for=AT_EVENT),
    RecordField("asked_by", ("委托人", "企业委托人", "asked by"), only_for=ON_BEHALF, personal=True),
    RecordField("agreed_how", ("委托方式", "同意方式", "how agreed"), only_for=ON_BEHALF, words=AGREED_WORDS),
)  # fmt: skip
"""Where a demand comes from: the event at which it was found, or who asked on whose behalf it was filed."""


def check(values: Mapping[str, Any]) -> Findings:
    """A demand without any text cannot be matched; one that is no matter of technology has a department and a day; one
    that was filed on behalf of a firm says who asked and how the firm agreed."""
    found: Findings = check_summary(values)
    if not (values.get("body") or values.get("body_en") or values.get("targets")):
        found["body"] = [ValidationError(_("Say what the problem is, so that it can be matched."), code="required")]
    if values.get("department") is not None and values.get("kind") == DemandKind.TECHNOLOGY:
        found["department"] = [
            ValidationError(_("Only demands of another kind than technology are handed to a department."), code="kind")
        ]
    if values.get("department") is not None and values.get("due_on") is None:
        found["due_on"] = [ValidationError(_("Name the day by which the department answers."), code="required")]
    if values.get("source") == Source.BEHALF:
        for name, words in (
            ("asked_by", _("Say who asked at the firm.")),
            ("agreed_how", _("Say how the firm agreed.")),
        ):
            if not values.get(name):
                found[name] = [ValidationError(words, code="required")]
    if (
        values.get("source") == Source.EVENT
        and not values.get("event_name")
        and (values.get("event_on") or values.get("event_place"))
    ):
        found["event_name"] = [ValidationError(_("Say which event it was."), code="required")]
    return found


def settle(demand: Demand) -> None:
    """The grade that the demand's evidence and contracts prove, and the firm by its rating."""
    demand.grade = derive_grade(
        evidence=demand.evidence.order_by().values_list("kind", flat=True).distinct(),
        has_registered_contract=demand.contracts.exclude(registration_number="").exists(),
        is_confirmed=Rating.objects.filter(demand=demand, is_confirmed=True).exists(),
    )


CONTACTS = Part(
    "contacts", DemandContact, "demand", _("Contacts"), _("contact"),
    (RecordField("on", needed=True), RecordField("side", needed=True), RecordField("channel", needed=True),
     RecordField("summary", needed=True), RecordField("spoken_with")),
    is_inner=True,
    verb="step",
)  # fmt: skip
CONTRACTS = Part(
    "contracts", Contract, "demand", _("Technology contracts"), _("technology contract"),
    (RecordField("kind", needed=True), RecordField("organisation", needed=True), RecordField("contract_number"), RecordField("signed_on"),
     RecordField("amount"), RecordField("registration_number"), RecordField("registered_on")),
    is_inner=True,
    verb="step",
)  # fmt: skip
MILESTONES = Part(
    "milestones", Milestone, "demand", _("Milestones"), _("milestone"),
    (RecordField("title", needed=True), RecordField("due_on"), RecordField("done_on"), RecordField("remark")),
    is_inner=True,
)  # fmt: skip
EVIDENCE = Part(
    "evidence", Evidence, "demand", _("Evidence of the result"), _("evidence of the result"),
    (RecordField("kind", needed=True), RecordField("title", needed=True), RecordField("issuer"), RecordField("document_number"),
     RecordField("issued_on")),
    is_inner=True,
    verb="step",
)  # fmt: skip

RATINGS = Part(
    "ratings", Rating, "demand", _("Ratings by firms"), _("rating by the firm"),
    (RecordField("satisfaction"), RecordField("is_confirmed"), RecordField("comment"), RecordField("rated_at"), RecordField("by")),
    is_inner=True,
)  # fmt: skip

DEMANDS = register(
    Register(
        key="demands",
        model=Demand,
        label=_("Demands"),
        label_one=_("demand"),
        lead=_("What firms need, from the first word to the result."),
        icon="demand",
        add_label=_("Add a demand"),
        told=(
            RecordField("state", listed=Listed.USUAL, filtered=True), RecordField("turn", listed=Listed.USUAL),
            RecordField("waiting", filtered=True),
            RecordField("level", filtered=True), RecordField("handler"),
            RecordField("clock_due_on", listed=Listed.USUAL, inner=True), RecordField("grade", filtered=True),
        ),
        parts=(CONTACTS, CONTRACTS, MILESTONES, EVIDENCE),
        sheets=(RATINGS,),
        settle=settle,
        settled=("grade",),
        several_a_row=True,
        fields=(
            RecordField("title", ("需求名称", "技术需求名称", "难题名称", "需求标题", "名称", "标题", "项目名称", "title", "demand", "name"), needed=True),
            RecordField("kind", ("需求类型", "需求类别", "需求种类", "类型", "类别", "kind", "type"), listed=Listed.USUAL, filtered=True, needed=True,
                        words=KIND_WORDS),
            changed(ORGANISATION, headings=("需求单位", "提出单位", "需求企业", *ORGANISATION.headings)),
            AREA,
            ZONE,
            RecordField("body", ("需求内容", "需求描述", "技术需求内容", "需求简介", "难题描述", "具体内容", "内容", "描述", "简介", "description", "body",
                                 "content", "problem")),
            RecordField("targets", ("主要技术指标", "技术指标", "核心指标", "指标要求", "预期目标", "要达到的指标", "targets", "indicators")),
            RecordField("tried", ("已做尝试", "已开展的工作", "前期工作基础", "已有工作基础", "tried", "attempts")),
            KEYWORDS,
            RecordField("budget_from", ("拟投入资金", "预算", "投入资金", "意向投入", "金额", "拟投入", "预计投入", "budget", "amount"),
                        range_end="budget_to", listed=Listed.USUAL),
            RecordField("budget_to"),
            RecordField("mode", ("合作方式", "解决方式", "拟采用合作方式", "mode", "cooperation"), filtered=True, words=MODE_WORDS),
            RecordField("deadline", ("截止日期", "截止时间", "完成期限", "有效期", "期限", "deadline", "due")),
            RecordField("requirements", ("对合作方的要求", "合作方要求", "对承接方要求", "requirements")),
            RecordField("rights", ("知识产权归属", "权属要求", "产权归属", "rights")),
            FIELD,
            INDUSTRY,
            *ORIGIN,
            RecordField("found_on", ("征集日期", "提出时间", "填报日期", "登记日期", "found on", "date")),
            RecordField("contact_name", ("联系人", "联系人姓名", "contact", "contact person"), personal=True),
            RecordField("contact_phone", ("联系电话", "手机", "电话", "联系方式", "phone", "mobile"), personal=True),
            RecordField("department", filtered=False, help=_("For kinds other than technology: who answers it.")),
            RecordField("due_on"),
            RecordField("language", ("语言", "language"), words=LANGUAGE_WORDS, needed=True),
            TITLE_EN,
            BODY_EN,
            TIER,
            *SUMMARY,
        ),
        check=check,
        searched=("title", "title_en", "keywords"),
    )
)  # fmt: skip
