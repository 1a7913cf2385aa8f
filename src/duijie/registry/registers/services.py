"""The register of services."""

# ruff: noqa: E501 – tables of words read better in long lines

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Service
from duijie.registry.register import Listed, RecordField, Register, register
from duijie.registry.registers.fields import AREA, DISCLOSURE, FIELD, INDUSTRY, KEYWORDS, ORGANISATION, ZONE, changed

KIND_WORDS = {
    "检测": "testing", "检验检测": "testing", "测试": "testing", "试验": "testing", "设计": "design", "研发设计": "design", "研发": "design",
    "设备共享": "equipment", "仪器共享": "equipment", "大型仪器": "equipment", "标准": "standards", "标准信息": "standards", "信息": "standards",
    "知识产权": "ip", "专利": "ip", "成果转化": "transfer", "技术转移": "transfer", "孵化": "incubation", "创业孵化": "incubation",
    "培训": "training", "人才": "training", "人才培训": "training", "科技金融": "finance", "金融": "finance", "咨询": "consulting",
    "政策咨询": "consulting", "其他": "other",
}  # fmt: skip

SERVICES = register(
    Register(
        key="services",
        model=Service,
        label=_("Services"),
        label_one=_("service"),
        lead=_("What service organisations offer to firms, with prices."),
        icon="service",
        add_label=_("Add a service"),
        fields=(
            RecordField("title", ("服务名称", "服务项目", "名称", "项目名称", "service name", "name", "title"), needed=True),
            changed(ORGANISATION, headings=tuple(name for name in ORGANISATION.headings if name != "unit")),
            AREA,
            ZONE,
            RecordField("kind", ("服务类型", "服务类别", "类型", "类别", "kind", "type"), listed=Listed.USUAL, filtered=True, needed=True,
                        words=KIND_WORDS),
            RecordField("body", ("服务内容", "服务简介", "内容", "简介", "描述", "description", "content", "summary", "body")),
            KEYWORDS,
            RecordField("price_from", ("价格", "收费标准", "收费", "服务价格", "price", "fee"), range_end="price_to", listed=Listed.USUAL),
            RecordField("price_to"),
            RecordField("unit", ("计价单位", "单价单位", "unit of price"), listed=Listed.USUAL),
            FIELD,
            INDUSTRY,
            DISCLOSURE,
        ),
        searched=("title", "keywords"),
    )
)  # fmt: skip
