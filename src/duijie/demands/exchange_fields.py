"""What a column of an external template may be filled with, as a table; and the templates that are shipped.

Contact data is not in it: it leaves the platform by no template.
"""

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

OUR_NUMBER = "DJ-"


@dataclass(frozen=True, slots=True)
class ExchangeField:
    """``read`` gives the text of a demand; ``values`` are the keys whose words may be replaced by theirs."""

    key: str
    label: Any
    read: Callable[[Any], Any]
    choices: str = ""  # the column of the demand with the keys


def our_number(demand: Any) -> str:
    """How the other side names the demand to us: DJ-000123."""
    return f"{OUR_NUMBER}{demand.pk:06d}"


def number_of(text: str) -> int | None:
    """The inverse of ``our_number``; None for whatever else."""
    found = re.fullmatch(rf"{OUR_NUMBER}([0-9]{{1,15}})", text.strip(), re.IGNORECASE)
    return int(found.group(1)) if found else None


def _amount(value: Any) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _budget(demand: Any) -> str:
    low, high = _amount(demand.budget_from), _amount(demand.budget_to)
    return f"{low}–{high}" if low and high and low != high else low or high


def _uscc(demand: Any) -> str:
    return (demand.organisation.uscc or "") if demand.organisation else ""


def _day(value: Any) -> str:
    return "" if value is None else value.isoformat()


FIELDS: dict[str, ExchangeField] = {
    one.key: one
    for one in (
        ExchangeField("our_number", _("our number"), our_number),
        ExchangeField("external_number", _("number there, if known"), lambda demand: demand.number_there),
        ExchangeField("title", _("title"), lambda demand: demand.title),
        ExchangeField("title_en", _("title in English"), lambda demand: demand.title_en),
        ExchangeField("kind", _("kind of demand"), lambda demand: demand.get_kind_display(), "kind"),
        ExchangeField("body", _("description"), lambda demand: demand.body),
        ExchangeField("targets", _("core indicators"), lambda demand: demand.targets),
        ExchangeField("requirements", _("requirements for the solver"), lambda demand: demand.requirements),
        ExchangeField("rights", _("rights"), lambda demand: demand.rights),
        ExchangeField("keywords", _("keywords"), lambda demand: demand.keywords),
        ExchangeField("budget", _("budget (10,000 yuan), from–to"), _budget),
        ExchangeField("budget_from", _("budget from (10,000 yuan)"), lambda demand: _amount(demand.budget_from)),
        ExchangeField("budget_to", _("budget to (10,000 yuan)"), lambda demand: _amount(demand.budget_to)),
        ExchangeField("mode", _("mode of cooperation"), lambda demand: demand.get_mode_display(), "mode"),
        ExchangeField("deadline", _("deadline"), lambda demand: _day(demand.deadline)),
        ExchangeField("found_on", _("found on"), lambda demand: _day(demand.found_on)),
        ExchangeField("field", _("technology field"), lambda demand: demand.get_field_display(), "field"),
        ExchangeField("industry", _("industry (GB/T 4754)"), lambda demand: demand.industry),
        ExchangeField("source", _("source"), lambda demand: demand.get_source_display(), "source"),
        ExchangeField("state", _("state"), lambda demand: demand.get_state_display(), "state"),
        ExchangeField("organisation", _("firm"), lambda demand: demand.owner_name),
        ExchangeField("uscc", _("unified social credit code"), _uscc),
        ExchangeField("area", _("area"), lambda demand: demand.area.name),
        ExchangeField("area_code", _("code of the area"), lambda demand: demand.area.code),
        ExchangeField("fixed", _("a fixed text"), lambda demand: ""),
    )
}  # fmt: skip
FIELD_CHOICES = [(one.key, one.label) for one in FIELDS.values()]


@dataclass(frozen=True, slots=True)
class PresetColumn:
    heading: str
    field: str
    is_required: bool = False
    longest: int | None = None
    words: dict[str, str] = dataclasses.field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A template to begin with. The columns are those that such forms usually have; staff compare them with the form of
    the other side as it is now."""

    key: str
    label: Any
    name: str
    columns: tuple[PresetColumn, ...]
    state_words: dict[str, str]


PRESETS: dict[str, Preset] = {
    one.key: one
    for one in (
        Preset(
            "kczg", _("Innovation China, technology demands"), "科创中国",
            (
                PresetColumn("需求名称", "title", True, 50),
                PresetColumn("需求单位", "organisation", True, 60),
                PresetColumn("统一社会信用代码", "uscc", False, 18),
                PresetColumn("所在地区", "area", True),
                PresetColumn("所属领域", "field", True, None, {"manufacturing": "先进制造", "electronics": "电子信息"}),
                PresetColumn("需求描述", "body", True, 2000),
                PresetColumn("技术指标", "targets", False, 1000),
                PresetColumn("合作方式", "mode", False, None, {"development": "委托或合作研发", "service": "技术服务"}),
                PresetColumn("拟投入资金（万元）", "budget", False, 30),
                PresetColumn("有效期至", "deadline"),
                PresetColumn("地方编号", "our_number", True),
                PresetColumn("平台编号", "external_number"),
            ),
            {
                "已受理": "received", "审核通过": "received", "对接中": "handling", "服务中": "handling",
                "已解决": "solved", "已完成": "solved", "未解决": "unsolved", "已关闭": "unsolved", "退回": "returned",
            },
        ),
        Preset(
            "tianwang", _("Tianwang, provincial technology market"), "浙江网上技术市场（天网）",
            (
                PresetColumn("难题名称", "title", True, 80),
                PresetColumn("提出企业", "organisation", True, 80),
                PresetColumn("县（市、区）", "area", True),
                PresetColumn("行政区划代码", "area_code", True, 12),
                PresetColumn("行业代码", "industry", False, 10),
                PresetColumn("难题内容", "body", True, 3000),
                PresetColumn("主要指标", "targets", True, 2000),
                PresetColumn("对合作方的要求", "requirements", False, 500),
                PresetColumn("投入下限（万元）", "budget_from"),
                PresetColumn("投入上限（万元）", "budget_to"),
                PresetColumn("征集日期", "found_on", True),
                PresetColumn("来源", "fixed", False, None, {}, "县市科技部门征集"),
                PresetColumn("我方编号", "our_number", True),
            ),
            {
                "已入库": "received", "待对接": "received", "对接中": "handling", "已签约": "handling",
                "已解决": "solved", "验收通过": "solved", "未成功": "unsolved", "终止": "unsolved",
                "退回修改": "returned",
            },
        ),
    )
}  # fmt: skip
