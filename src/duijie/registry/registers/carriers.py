"""The register of carriers (DOMAIN §3–§5)."""

# ruff: noqa: E501 – tables of words read better in long lines

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Carrier, CarrierMember
from duijie.registry.register import Listed, Part, RecordField, Register, register
from duijie.registry.registers.fields import (
    AREA,
    DISCLOSURE,
    FIELD,
    INDUSTRY,
    KEYWORDS,
    ORGANISATION,
    ZONE,
    changed,
)  # fmt: skip

KIND_WORDS = {
    "科技人才工作站": "talent_workstation", "人才工作站": "talent_workstation", "院士工作站": "expert_workstation",
    "专家工作站": "expert_workstation", "院士专家工作站": "expert_workstation", "博士创新站": "phd_station", "学会服务站": "service_station",
    "产业创新服务综合体": "service_complex", "创新服务综合体": "service_complex", "综合体": "service_complex", "科技服务团": "service_team",
    "创新联合体": "consortium", "孵化器": "incubator", "科技企业孵化器": "incubator", "众创空间": "incubator", "共建载体": "joint_carrier",
    "基金": "fund", "科创基金": "fund", "其他": "other",
}  # fmt: skip
LEVEL_WORDS = {
    "国家级": "national", "国家": "national", "省级": "provincial", "省": "provincial", "市级": "city", "市": "city", "县级": "county",
    "县(市、区)级": "county", "县": "county",
}  # fmt: skip

MEMBERS = Part(
    "members", CarrierMember, "carrier", _("Members"), _("member"),
    (RecordField("organisation", needed=True), RecordField("role"), RecordField("from_on"), RecordField("to_on")),
)  # fmt: skip

CARRIERS = register(
    Register(
        key="carriers",
        model=Carrier,
        label=_("Carriers"),
        label_one=_("carrier"),
        lead=_("Workstations, service complexes, teams, consortia, incubators – with host and members."),
        icon="carrier",
        add_label=_("Add a carrier"),
        fields=(
            RecordField("title", ("载体名称", "平台名称", "名称", "工作站名称", "综合体名称", "carrier name", "name", "title"), needed=True),
            RecordField("kind", ("载体类型", "载体类别", "平台类型", "类型", "类别", "kind", "type"), listed=Listed.USUAL, filtered=True, needed=True,
                        words=KIND_WORDS),
            RecordField("level", ("级别", "认定级别", "载体级别", "level"), listed=Listed.USUAL, filtered=True, words=LEVEL_WORDS),
            changed(ORGANISATION, headings=("依托单位", "建设单位", "承建单位", "牵头单位", *ORGANISATION.headings, "host")),
            AREA,
            ZONE,
            RecordField("founded", ("成立时间", "认定时间", "建站时间", "批准时间", "成立日期", "founded", "founded on")),
            RecordField("body", ("载体简介", "简介", "内容", "描述", "建设内容", "description", "about", "body")),
            KEYWORDS,
            FIELD,
            INDUSTRY,
            DISCLOSURE,
        ),
        parts=(MEMBERS,),
        searched=("title", "keywords"),
    )
)  # fmt: skip
