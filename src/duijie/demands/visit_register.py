"""The register of visits."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models import Visit
from duijie.registry.models.record import Disclosure
from duijie.registry.register import Findings, Listed, RecordField, Register, register
from duijie.registry.registers.fields import AREA, DISCLOSURE, ORGANISATION, ZONE, changed

KIND_WORDS = {
    "摸排": "find", "需求摸排": "find", "摸排需求": "find", "征集需求": "find", "跟进": "follow_up", "回访": "follow_up", "跟踪办理": "follow_up",
    "政策宣讲": "policy", "政策": "policy", "宣讲": "policy", "现场服务": "service", "服务": "service", "技术服务": "service", "其他": "other",
}  # fmt: skip
RESULT_WORDS = {
    "无": "nothing", "无需求": "nothing", "暂无需求": "nothing", "有需求": "demand", "发现需求": "demand", "需跟进": "follow_up",
    "待跟进": "follow_up",
}  # fmt: skip


def check(values: Mapping[str, Any]) -> Findings:
    """A visit was made before it is logged; what is to be followed up lies behind it."""
    found: Findings = {}
    visited_on, follow_up_on = values.get("visited_on"), values.get("follow_up_on")
    if visited_on is not None and visited_on > clock.today():
        found["visited_on"] = [
            ValidationError(_("This day is still to come. Log the visit when it was made."), code="future")
        ]
    if visited_on is not None and follow_up_on is not None and follow_up_on < visited_on:
        found["follow_up_on"] = [ValidationError(_("This is before the visit."), code="order")]
    return found


def visitor(by: Any) -> dict[str, Any]:
    """Whoever logs a visit has made it; the name may be somebody else's, beside them."""
    return {"visitor": by, "visitor_name": str(by)}


VISITS = register(
    Register(
        key="visits",
        model=Visit,
        label=_("Visits"),
        label_one=_("visit"),
        lead=_("Which firms were visited, by whom, and what came of it."),
        icon="comment",
        add_label=_("Log a visit"),
        fields=(
            RecordField("title", ("走访情况", "走访内容", "一句话情况", "主要情况", "标题", "title", "summary"), needed=True),
            changed(ORGANISATION, headings=("走访企业", "走访单位", "受访企业", "企业名称", "单位", "单位名称", "organisation", "organization", "company", "firm")),
            AREA,
            ZONE,
            RecordField("visited_on", ("走访日期", "走访时间", "日期", "visited on", "date"), listed=Listed.USUAL, needed=True),
            RecordField("kind", ("走访目的", "走访事由", "走访类型", "purpose", "kind"), listed=Listed.USUAL, filtered=True, needed=True, words=KIND_WORDS),
            RecordField("result", ("走访结果", "走访成效", "结果", "result"), listed=Listed.USUAL, filtered=True, needed=True, words=RESULT_WORDS),
            RecordField("visitor_name", ("走访人", "走访人员", "联络员", "visited by", "visitor"), listed=Listed.USUAL, filtered=True),
            RecordField("follow_up_on", ("跟进日期", "下次走访日期", "follow up on")),
            RecordField("notes", ("详细情况", "走访记录", "notes")),
            RecordField("contact_name", ("企业接待人", "接待人", "联系人", "contact", "contact person"), personal=True),
            RecordField("contact_phone", ("接待人电话", "联系电话", "电话", "手机", "phone", "mobile"), personal=True),
            changed(DISCLOSURE, default=Disclosure.INTERNAL),
        ),
        check=check,
        twins=("title", "visited_on"),
        bare_pictures=True,
        of_adder=visitor,
    )
)  # fmt: skip
