"""Which headings of a list mean which field of an organisation, and how kinds are written."""

# ruff: noqa: E501 – tables of words read better in long lines

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import OrganisationKind
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary

LABELS = {
    "name": _("name"),
    "name_en": _("name in English"),
    "short_name": _("short name"),
    "kind": _("kind"),
    "uscc": _("unified social credit code"),
    "area": _("area"),
    "zone": _("zone"),
    "industry": _("industry (GB/T 4754)"),
    "address": _("address"),
    "founded": _("founded on"),
    "staff": _("staff"),
    "contact_name": _("contact person"),
    "contact_phone": _("contact phone"),
    "website": _("website"),
    "description": _("description"),
}

VOCABULARY = Vocabulary(
    (
        Field(
            "name",
            (
                "单位名称", "名称", "企业名称", "机构名称", "组织名称", "公司名称", "单位全称", "企业全称", "高校名称", "院所名称", "法人名称", "纳税人名称",
                "organisation", "organization", "company", "company name", "organisation name", "name",
            ),
            fallbacks=("单位", "企业", "机构", "公司"),
        ),
        Field("name_en", ("英文名称", "单位英文名称", "企业英文名称", "name in english", "english name")),
        Field("short_name", ("简称", "单位简称", "企业简称", "short name", "abbreviation")),
        Field("kind", ("单位性质", "单位类型", "单位类别", "机构类型", "机构类别", "组织类型", "类别", "类型", "性质", "kind", "type", "organisation type")),
        Field(
            "uscc",
            (
                "统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "统一代码", "税号", "纳税人识别号", "组织机构代码", "uscc",
                "unified social credit code", "credit code", "tax number",
            ),
        ),
        Field("area", ("所属县市区", "所属区县", "所在区县", "所属区域", "所属地区", "所在地区", "所在地", "县市区", "区县", "地区", "属地", "行政区划",
                       "行政区划代码", "area", "county", "region", "district")),
        Field("zone", ("所属园区", "所在园区", "开发区", "园区", "高新区", "zone", "park")),
        Field("industry", ("行业", "所属行业", "行业代码", "行业类别", "国民经济行业", "industry", "sector")),
        Field("address", ("地址", "详细地址", "注册地址", "通讯地址", "单位地址", "办公地址", "address", "registered address")),
        Field("founded", ("成立日期", "成立时间", "注册时间", "注册日期", "设立日期", "founded", "founded on", "established"), ValueKind.DATE),
        Field("staff", ("职工人数", "员工人数", "从业人数", "从业人员", "从业人员数", "职工总数", "人员规模", "职工数", "人数", "staff", "employees", "headcount"),
              ValueKind.INTEGER),
        Field("contact_name", ("联系人", "联系人姓名", "联络人", "contact", "contact person", "contact name")),
        Field("contact_phone", ("联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "联系人电话", "phone", "mobile", "telephone",
                                "contact phone")),
        Field("website", ("网址", "网站", "官网", "单位网址", "website", "url", "homepage")),
        Field("description", ("简介", "单位简介", "企业简介", "主营业务", "经营范围", "主要产品", "介绍", "description", "profile", "about"), joins=True),
    ),
    carried=("序号", "备注", "no.", "remarks", "note"),
    keeps_rest=False,
    several=False,
)  # fmt: skip

KIND_WORDS: dict[str, str] = {
    **{value: value for value in OrganisationKind.values},
    "企业": "enterprise", "公司": "enterprise", "民营企业": "enterprise", "国有企业": "enterprise", "国企": "enterprise", "私营企业": "enterprise",
    "民企": "enterprise", "外资企业": "enterprise", "合资企业": "enterprise", "股份制企业": "enterprise", "company": "enterprise", "firm": "enterprise",
    "高校": "university", "大学": "university", "高等院校": "university", "高等学校": "university", "学校": "university", "college": "university",
    "科研院所": "institute", "研究所": "institute", "研究院": "institute", "科研机构": "institute", "院所": "institute",
    "research institute": "institute", "新型研发机构": "institute",
    "医院": "hospital", "医疗机构": "hospital", "卫生机构": "hospital",
    "学会": "society", "协会": "society", "社会团体": "society", "社会组织": "society", "learned society": "society",
    "服务机构": "service_agency", "科技服务机构": "service_agency", "中介机构": "service_agency", "service agency": "service_agency",
    "政府": "government", "政府机关": "government", "机关": "government", "行政机关": "government", "government body": "government",
    "其他": "other", "其它": "other", "事业单位": "other",
}  # fmt: skip

# The row that the template shows: invented.
EXAMPLES: dict[str, dict[str, str]] = {
    "zh": {
        "name": "示例阀门有限公司（请改写）", "kind": "企业", "industry": "C3443", "founded": "2004-05-12", "staff": "286",
        "contact_name": "柯工", "contact_phone": "19900001001", "description": "主要生产低温球阀和截止阀。",
    },
    "en": {
        "name": "Example Valve Co. (write over it)", "kind": "enterprise", "industry": "C3443", "founded": "2004-05-12",
        "staff": "286", "contact_name": "Ms Ke", "contact_phone": "19900001001", "description": "Makes cryogenic valves.",
    },
}  # fmt: skip
