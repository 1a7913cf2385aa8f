"""The registers of persons and, among them, experts with what they have done."""

# ruff: noqa: E501 – tables of words read better in long lines

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Affiliation, Person, PersonTitle, Work
from duijie.registry.register import Listed, Part, RecordField, Register, register
from duijie.registry.registers.fields import AREA, DISCLOSURE, FIELD, INDUSTRY, KEYWORDS, ORGANISATION, ZONE, changed

RANK_WORDS = {
    "正高": "senior", "正高级": "senior", "高级": "senior", "教授": "senior", "研究员": "senior", "正高级工程师": "senior", "副高": "deputy",
    "副高级": "deputy", "副教授": "deputy", "副研究员": "deputy", "高级工程师": "deputy", "中级": "intermediate", "讲师": "intermediate",
    "工程师": "intermediate", "助理研究员": "intermediate", "初级": "junior", "助教": "junior", "助理工程师": "junior",
}  # fmt: skip

WORKS = Part(
    "works", Work, "person", _("Works"), _("work"),
    (
        RecordField("kind", needed=True), RecordField("title", needed=True), RecordField("year"), RecordField("body"),
    ),
)  # fmt: skip
AFFILIATIONS = Part(
    "affiliations", Affiliation, "person", _("Affiliations"), _("affiliation"),
    (
        RecordField("organisation", needed=True), RecordField("post"), RecordField("from_on"), RecordField("to_on"),
    ),
)  # fmt: skip
TITLES = Part(
    "titles", PersonTitle, "person", _("Professional titles"), _("professional title"),
    (RecordField("title", needed=True), RecordField("rank", words=RANK_WORDS), RecordField("from_on")),
)  # fmt: skip

_NAME = RecordField("name", ("姓名", "专家姓名", "人员姓名", "名称", "name", "expert", "full name"), needed=True)
_COMMON = (
    RecordField("name_en", ("英文姓名", "姓名拼音", "english name", "name in english"), listed=Listed.NEVER),
    ORGANISATION,
    AREA,
    ZONE,
    RecordField("title", ("职称", "专业技术职称", "技术职称", "professional title", "title"), listed=Listed.USUAL),
    RecordField("rank", ("职称级别", "职称等级", "rank"), filtered=True, words=RANK_WORDS),
    RecordField("post", ("职务", "岗位", "post", "position")),
)  # fmt: skip
_FIELD_OF_WORK = (
    RecordField("research", ("研究方向", "研究领域", "专业方向", "擅长", "专长", "主要研究方向", "research interests", "expertise", "research"),
                listed=Listed.USUAL),
    RecordField("profile", ("个人简介", "简介", "专家简介", "介绍", "profile", "biography", "about")),
    KEYWORDS,
    FIELD,
    INDUSTRY,
    RecordField("discipline", ("学科", "所属学科", "一级学科", "学科代码", "discipline"), filtered=True),
    RecordField("team", ("团队", "团队名称", "所属团队", "创新团队", "team")),
    RecordField("capacity", ("可承接需求数", "容量", "capacity")),
)  # fmt: skip
_CONTACT = (
    RecordField("mobile", ("手机", "手机号", "手机号码", "联系电话", "联系方式", "电话", "mobile", "phone"), personal=True),
    RecordField("email", ("邮箱", "电子邮箱", "电子邮件", "e-mail", "email"), personal=True),
    DISCLOSURE,
)  # fmt: skip

EXPERTS = register(
    Register(
        key="experts",
        model=Person,
        label=_("Experts"),
        label_one=_("expert"),
        lead=_("Persons who solve problems: what they work on and what they have done."),
        icon="expert",
        add_label=_("Add an expert"),
        title="name",
        twins=("name",),
        searched=("name", "name_en", "research", "keywords"),
        fields=(_NAME, *_COMMON, *_FIELD_OF_WORK, *_CONTACT),
        parts=(WORKS, AFFILIATIONS, TITLES),
        fixed={"is_expert": True},
    )
)
PERSONS = register(
    Register(
        key="persons",
        model=Person,
        label=_("Persons"),
        label_one=_("person"),
        lead=_("Everybody whom the platform knows by name, experts or not."),
        icon="account",
        add_label=_("Add a person"),
        title="name",
        twins=("name",),
        searched=("name", "name_en"),
        fields=(
            changed(_NAME, headings=tuple(name for name in _NAME.headings if name != "expert")),
            RecordField(
                "is_expert", ("是否专家", "专家", "is expert"), filtered=True, listed=Listed.USUAL, default=False
            ),
            *_COMMON,
            *_CONTACT,
        ),
        parts=(AFFILIATIONS, TITLES),
    )
)
