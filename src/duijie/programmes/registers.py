"""The registers of stations and awards. Looked for by name (``registry.register``), like ``tasks``."""

# ruff: noqa: E501 – tables of words read better in long lines

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.programmes.domain.stations.settling import settle_station
from duijie.programmes.models import (
    Award,
    Station,
    StationActivity,
    StationExpert,
    StationPatent,
    StationPresence,
    StationProject,
    StationReport,
)
from duijie.registry.register import Findings, Listed, Part, RecordField, Register, register
from duijie.registry.registers.fields import AREA, DISCLOSURE, KEYWORDS, ORGANISATION, ZONE, changed

KIND_WORDS = {
    "科技人才工作站": "talent", "人才工作站": "talent", "区域工作站": "talent", "院士工作站": "expert", "专家工作站": "expert",
    "院士专家工作站": "expert", "博士创新站": "phd", "博士工作站": "phd", "学会服务站": "society", "学会工作站": "society",
}  # fmt: skip
YES_WORDS = {"是": "true", "区域": "true", "否": "false"}
LEVEL_WORDS = {"国家级": "national", "国家": "national", "省级": "provincial", "省部级": "provincial", "省": "provincial", "市级": "city", "市": "city",
               "学会": "society", "协会": "society"}  # fmt: skip
WINNER_WORDS = {
    "企业联合科研单位": "with_research_unit", "校企合作": "with_research_unit", "院企合作": "with_research_unit", "产学研": "with_research_unit",
    "企业": "enterprise", "企业独立": "enterprise", "高校": "research_unit", "院所": "research_unit", "科研单位": "research_unit", "其他": "other",
}  # fmt: skip

EXPERTS = Part(
    "experts", StationExpert, "station", _("Experts from elsewhere"), _("expert of the station"),
    (RecordField("name", needed=True), RecordField("organisation", needed=True), RecordField("title"), RecordField("standing", needed=True),
     RecordField("team"), RecordField("from_on"), RecordField("to_on")),
)  # fmt: skip
PRESENCES = Part(
    "presences", StationPresence, "station", _("Presence"), _("presence at the station"),
    (RecordField("expert_name", needed=True), RecordField("from_on", needed=True), RecordField("to_on", needed=True), RecordField("days", needed=True),
     RecordField("remark")),
)  # fmt: skip
ACTIVITIES = Part(
    "activities", StationActivity, "station", _("Activities"), _("activity of the station"),
    (RecordField("kind", needed=True), RecordField("title", needed=True), RecordField("on", needed=True), RecordField("persons")),
)  # fmt: skip
REPORTS = Part(
    "reports", StationReport, "station", _("Consulting and decision reports"), _("report of the station"),
    (RecordField("kind", needed=True), RecordField("title", needed=True), RecordField("on", needed=True), RecordField("adopted"),
     RecordField("receiver")),
)  # fmt: skip
PROJECTS = Part(
    "projects", StationProject, "station", _("Joint projects"), _("joint project"),
    (RecordField("title", needed=True), RecordField("from_on"), RecordField("to_on"), RecordField("amount"), RecordField("contract")),
)  # fmt: skip
PATENTS = Part(
    "patents", StationPatent, "station", _("Patents"), _("patent of the station"),
    (RecordField("title", needed=True), RecordField("stage", needed=True), RecordField("on", needed=True), RecordField("number")),
)  # fmt: skip


def check_station(values: Mapping[str, Any]) -> Findings:
    """The agreement ends after the station was founded."""
    founded, ends_on = values.get("founded"), values.get("ends_on")
    if founded is not None and ends_on is not None and ends_on < founded:
        return {"ends_on": [ValidationError(_("This is before the station was founded."), code="order")]}
    return {}


def check_award(values: Mapping[str, Any]) -> Findings:
    """Who won together with a research unit says with which."""
    if values.get("winner_kind") == "with_research_unit" and not values.get("research_unit"):
        return {"research_unit": [ValidationError(_("Name the research unit."), code="required")]}
    return {}


STATIONS = register(
    Register(
        key="stations",
        model=Station,
        label=_("Stations"),
        label_one=_("station"),
        lead=_("Workstations and outposts: home unit, host, experts, presence, reports, projects, patents."),
        icon="carrier",
        add_label=_("Add a station"),
        fields=(
            RecordField("title", ("工作站名称", "站点名称", "名称", "station name", "name", "title"), needed=True),
            RecordField("kind", ("工作站类型", "站点类型", "类型", "类别", "kind", "type"), listed=Listed.USUAL, filtered=True, needed=True, words=KIND_WORDS),
            RecordField("home_name", ("派出单位", "专家团队单位", "合作高校", "共建高校", "home unit"), listed=Listed.USUAL, filtered=True),
            changed(ORGANISATION, headings=("设站单位", "建站单位", "派驻单位", *ORGANISATION.headings, "host")),
            AREA,
            ZONE,
            RecordField("is_outpost", ("是否区域工作站", "区域工作站", "outpost"), filtered=True, words=YES_WORDS),
            RecordField("venue", ("工作站地点", "设站地点", "地点", "place")),
            RecordField("leader", ("负责人", "站长", "首席专家", "head")),
            RecordField("founded", ("设站时间", "建站时间", "成立时间", "founded", "founded on"), listed=Listed.USUAL),
            RecordField("ends_on", ("协议到期", "合作期限", "until")),
            RecordField("planned_days", ("计划在站天数", "年在站天数", "planned days")),
            RecordField("plan", ("工作计划", "合作内容", "主要任务", "plan")),
            KEYWORDS,
            DISCLOSURE,
        ),
        parts=(EXPERTS, PRESENCES, ACTIVITIES, REPORTS, PROJECTS, PATENTS),
        check=check_station,
        settle=settle_station,
        searched=("title", "home_name", "keywords"),
    )
)  # fmt: skip

AWARDS = register(
    Register(
        key="awards",
        model=Award,
        label=_("Awards"),
        label_one=_("award"),
        lead=_("Projects that won an award, with the source of each entry."),
        icon="star",
        add_label=_("Add an award"),
        fields=(
            RecordField("title", ("获奖项目", "项目名称", "成果名称", "名称", "project", "title"), needed=True),
            RecordField("award", ("奖励名称", "奖项名称", "奖项", "award"), listed=Listed.USUAL, filtered=True),
            RecordField("level", ("奖励级别", "级别", "level"), listed=Listed.USUAL, filtered=True, needed=True, words=LEVEL_WORDS),
            RecordField("grade", ("奖励等级", "等级", "class"), listed=Listed.USUAL),
            RecordField("year", ("获奖年度", "年度", "年份", "year"), listed=Listed.USUAL),
            changed(ORGANISATION, headings=("第一完成单位", "获奖单位", *ORGANISATION.headings, "winner")),
            RecordField("winner_kind", ("完成单位类型", "获奖单位类型", "kind of winner"), listed=Listed.USUAL, filtered=True, needed=True, words=WINNER_WORDS),
            RecordField("research_unit", ("合作科研单位", "合作单位", "research unit")),
            RecordField("people", ("获奖人员", "主要完成人", "persons awarded")),
            RecordField("station_name", ("依托工作站", "所属工作站", "station")),
            RecordField("source", ("信息来源", "来源", "依据文件", "source"), listed=Listed.USUAL, help=_("Where it can be read: document with number. Without one the entry is not counted.")),
            RecordField("source_on", ("来源日期", "文件日期", "source date")),
            AREA,
            ZONE,
            DISCLOSURE,
        ),
        check=check_award,
        twins=("title", "award"),
        searched=("title", "award", "research_unit"),
    )
)  # fmt: skip
