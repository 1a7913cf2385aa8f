"""The names of this installation, for every surface: pages, mails, exports, second factors.

Each process remembers the latest row and asks for its token each time: one small question, and a change is seen by all
processes with the next page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from duijie.common.languages import speaks_english
from duijie.common.models.site import Accent, PublicForms, SiteSettings

NAMES = (
    "name", "name_en", "short_name", "short_name_en", "owner", "owner_en", "county_word", "county_word_en", "footer",
    "footer_en", "accent", "public_forms",
)  # fmt: skip
AS_SHIPPED: Mapping[str, str] = {
    "name": "科技创新供需对接服务平台",
    "name_en": "Science and technology matching service",
    "short_name": "对接",
    "short_name_en": "Duijie",
    "owner": "",
    "owner_en": "",
    "county_word": "县（市、区）",
    "county_word_en": "county",
    "footer": "",
    "footer_en": "",
    "accent": Accent.BLUE,
    "public_forms": PublicForms.CLOSED,
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A start for one kind of organisation. ``departments``: key, name, name in English."""

    key: str
    label: Any
    names: Mapping[str, str]
    departments: tuple[tuple[str, str, str], ...]


_BUREAU = ("keji", "科技局", "Science and Technology Bureau")
_ASSOCIATION = ("kexie", "科协", "Association for Science and Technology")
_INDUSTRY = ("jingxin", "经信局", "Economy and Information Bureau")
_TALENT = ("renshe", "人社局", "Human Resources and Social Security Bureau")
PRESETS: dict[str, Preset] = {
    one.key: one
    for one in (
        Preset(
            "bureau",
            _("science and technology bureau (科技局)"),
            {
                **AS_SHIPPED,
                "name": "科技创新供需对接平台",
                "name_en": "Science and Technology Innovation Matching Platform",
                "short_name": "科创对接",
                "short_name_en": "Innovation Matching",
                "owner": "科学技术局",
                "owner_en": "Science and Technology Bureau",
                "footer": "主办单位：科学技术局",
                "footer_en": "Run by the Science and Technology Bureau",
                "accent": Accent.BLUE,
            },
            (_BUREAU, _ASSOCIATION, _INDUSTRY, _TALENT),
        ),
        Preset(
            "association",
            _("association for science and technology (科协)"),
            {
                **AS_SHIPPED,
                "name": "科技经济融合服务平台",
                "name_en": "Science and Economy Integration Platform",
                "short_name": "科协对接",
                "short_name_en": "AST Matching",
                "owner": "科学技术协会",
                "owner_en": "Association for Science and Technology",
                "county_word": "县市区",
                "footer": "主办单位：科学技术协会",
                "footer_en": "Run by the Association for Science and Technology",
                "accent": Accent.RED,
            },
            (_ASSOCIATION, _BUREAU, _INDUSTRY),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Site:
    """The names in force. ``name``, ``owner`` … are in the reader's language; ``logo`` is the digest of a picture."""

    values: Mapping[str, str]
    logo: str = ""
    token: UUID | None = None

    def _said(self, name: str) -> str:
        english = speaks_english()
        return (english and self.values[f"{name}_en"]) or self.values[name]

    @property
    def name(self) -> str:
        return self._said("name")

    @property
    def short_name(self) -> str:
        return self._said("short_name")

    @property
    def owner(self) -> str:
        return self._said("owner")

    @property
    def county_word(self) -> str:
        return self._said("county_word")

    @property
    def footer(self) -> str:
        return self._said("footer")

    @property
    def accent(self) -> str:
        return self.values["accent"]

    @property
    def has_public_forms(self) -> bool:
        return self.values["public_forms"] == PublicForms.OPEN

    def sender(self, address: str) -> str:
        """``address`` with the site's name before it, as mails are sent from; a name that it has gives way."""
        return formataddr((self.name, parseaddr(address)[1]))


SHIPPED = Site(AS_SHIPPED)
_known = SHIPPED


def current() -> Site:
    """The names in force now. Without a database, or before its tables are made, those as shipped."""
    global _known
    try:
        token = SiteSettings.objects.order_by("-pk").values_list("token", flat=True).first()
        if token != _known.token:
            _known = SHIPPED if token is None else _read(token)
    except DatabaseError:
        return SHIPPED
    return _known


def remembered() -> Site:
    """The same without asking: for the page that says that the database cannot be reached."""
    return _known


def _read(token: UUID) -> Site:
    row = SiteSettings.objects.select_related("logo").defer("logo__content").get(token=token)
    return Site({name: getattr(row, name) for name in NAMES}, row.logo.digest if row.logo else "", token)
