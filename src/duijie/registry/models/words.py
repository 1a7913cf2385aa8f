"""Choices that several registers share (DOMAIN: technology fields, stages, modes)."""

# ruff: noqa: E501 – tables of words read better in long lines

from django.db import models
from django.utils.translation import gettext_lazy as _


class TechnologyField(models.TextChoices):
    """The eight fields that the state supports with priority."""

    ELECTRONICS = "electronics", _("electronics and information")
    BIOLOGY = "biology", _("biology and new medicine")
    AEROSPACE = "aerospace", _("aerospace")
    MATERIALS = "materials", _("new materials")
    SERVICES = "services", _("high-tech services")
    ENERGY = "energy", _("new energy and energy saving")
    ENVIRONMENT = "environment", _("resources and environment")
    MANUFACTURING = "manufacturing", _("advanced manufacturing and automation")


FIELD_WORDS = {
    "电子信息": "electronics", "生物与新医药": "biology", "生物医药": "biology", "新医药": "biology", "航空航天": "aerospace",
    "新材料": "materials", "高技术服务": "services", "高技术服务业": "services", "新能源与节能": "energy", "新能源": "energy",
    "新能源及节能": "energy", "资源与环境": "environment", "资源环境": "environment", "节能环保": "environment",
    "先进制造与自动化": "manufacturing", "先进制造": "manufacturing", "装备制造": "manufacturing",
    **{str(value): str(value) for value in TechnologyField.values},
}  # fmt: skip


class Mode(models.TextChoices):
    """How the two sides work together: the contract types of the Civil Code (843, 851, 862, 878), and equity."""

    DEVELOPMENT = "development", _("development (commissioned or joint)")
    TRANSFER = "transfer", _("transfer")
    LICENCE = "licence", _("licence")
    EQUITY = "equity", _("contribution as equity")
    CONSULTING = "consulting", _("consulting")
    SERVICE = "service", _("technical service")
    SELF = "self", _("own use")
    ROYALTY = "royalty", _("royalty")
    ANY = "any", _("open")


MODE_WORDS = {
    "委托开发": "development", "合作开发": "development", "联合开发": "development", "技术开发": "development", "共同开发": "development",
    "联合攻关": "development", "技术转让": "transfer", "转让": "transfer", "成果转让": "transfer", "技术许可": "licence", "许可": "licence",
    "专利许可": "licence", "实施许可": "licence", "作价入股": "equity", "技术入股": "equity", "入股": "equity", "技术咨询": "consulting",
    "咨询": "consulting", "技术服务": "service", "服务": "service", "自行实施": "self", "自行转化": "self", "收益分成": "royalty",
    "提成": "royalty", "不限": "any", "均可": "any", "面议": "any", "其他": "any",
    **{str(value): str(value) for value in Mode.values},
}  # fmt: skip


class Language(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
