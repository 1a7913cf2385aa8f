"""Loading the demo: an invented region, its organisations, and one account a role. Done again, it changes nothing."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.domain.passwords import one_time_password, set_password
from duijie.accounts.models import User
from duijie.accounts.roles import ROLES, Reach
from duijie.registry.area_codes import tidy_code
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.models import Area, AreaKind, Organisation, OrganisationKind
from duijie.registry.validators import FIELDS, tidy_uscc
from duijie_match.progress import Progress, silent

FIRST = ("system_administrator", "city_officer")  # in whose names areas and organisations are loaded
CITY, COUNTY = "city", "county"

# Invented people: login name, name, name in English, and where the role holds.
PEOPLE: dict[str, tuple[str, str, str]] = {
    "system_administrator": ("韩静仪", "Han Jingyi", ""),
    "security_administrator": ("罗定安", "Luo Ding'an", ""),
    "audit_administrator": ("沈明察", "Shen Mingcha", ""),
    "city_officer": ("顾长川", "Gu Changchuan", CITY),
    "county_officer": ("梁青禾", "Liang Qinghe", COUNTY),
    "zone_officer": ("杜新月", "Du Xinyue", AreaKind.ZONE),
    "institution_officer": ("叶知秋", "Ye Zhiqiu", OrganisationKind.UNIVERSITY),
    "liaison_officer": ("白行健", "Bai Xingjian", OrganisationKind.ENTERPRISE),
    "commissioner": ("江砺石", "Jiang Lishi", OrganisationKind.INSTITUTE),
    "expert": ("严思齐", "Yan Siqi", OrganisationKind.UNIVERSITY),
    "firm_contact": ("柯远帆", "Ke Yuanfan", OrganisationKind.ENTERPRISE),
    "carrier_operator": ("孟广厦", "Meng Guangsha", OrganisationKind.SERVICE_AGENCY),
    "reviewer": ("温如玉", "Wen Ruyu", ""),
    "broker": ("戚通达", "Qi Tongda", CITY),
    "leader": ("宋望岳", "Song Wangyue", CITY),
}


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that was made now. The password is nowhere else in clear."""

    role: Any
    login: str
    password: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the demo's roles hold."""

    city: Area
    county: Area
    zone: Area
    organisations: Mapping[str, Organisation]  # the first of each kind, by number


def load_demo(*, progress: Progress = silent) -> tuple[DemoAccount, ...]:
    """Load all that is not there yet, through the domain functions; the accounts made now come back with passwords."""
    areas, organisations = list(_lines("areas.jsonl")), list(_lines("organisations.jsonl"))
    total = len(areas) + len(organisations) + len(ROLES)
    made: list[DemoAccount] = []
    keeper = _account("system_administrator", made, area=None, organisation=None)
    known = {area.code: area for area in Area.objects.all()}
    for at, line in enumerate(areas):
        _load_area(line, known, by=keeper)
        progress("storing", at + 1, total)
    city = next(area for area in known.values() if area.is_demo and area.kind == AreaKind.CITY)
    officer = _account("city_officer", made, area=city, organisation=None)
    for at, line in enumerate(organisations):
        _load_organisation(line, known, by=officer)
        progress("storing", len(areas) + at + 1, total)
    places = _places(city)
    for role in ROLES:
        if role not in FIRST:
            area, organisation = _place_of(role, places)
            _account(role, made, area=area, organisation=organisation)
    progress("storing", total, total)
    return tuple(made)


def _lines(name: str) -> Iterator[dict[str, Any]]:
    text = resources.files("duijie.demo").joinpath(name).read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines() if line.strip())


def _load_area(line: Mapping[str, Any], known: dict[str, Area], *, by: User) -> None:
    code = tidy_code(line["code"])
    if code not in known:
        parent = known[tidy_code(line["parent"])] if line["parent"] else None
        known[code] = add_area(
            code=code, name=line["name"], name_en=line.get("name_en", ""), kind=line["kind"], parent=parent, by=by,
            is_demo=True,
        )  # fmt: skip


def _load_organisation(line: Mapping[str, Any], areas: Mapping[str, Area], *, by: User) -> None:
    code = tidy_uscc(line.get("uscc"))
    there = Organisation.objects.filter(uscc=code) if code else Organisation.objects.filter(name=line["name"])
    if there.exists():
        return
    values = {field: line[field] for field in FIELDS if line.get(field) not in (None, "")}
    values["area"] = areas[tidy_code(line["area"])]
    if line.get("zone"):
        values["zone"] = areas[tidy_code(line["zone"])]
    if line.get("founded"):
        values["founded"] = date.fromisoformat(line["founded"])
    values["uscc_confirmed"] = not line.get("uscc_conforming", True)
    add_organisation(values=values, by=by, is_demo=True)


def _places(city: Area) -> Places:
    demo = Organisation.objects.filter(is_demo=True).select_related("area").order_by("pk")
    firsts: dict[str, Organisation] = {}
    for organisation in demo:
        firsts.setdefault(organisation.kind, organisation)
    zone = Area.objects.get(is_demo=True, kind=AreaKind.ZONE)
    return Places(city, firsts[OrganisationKind.ENTERPRISE].area, zone, firsts)


def _place_of(role: str, places: Places) -> tuple[Area | None, Organisation | None]:
    where = PEOPLE[role][2]
    if ROLES[role].reach is Reach.AREA:
        return {CITY: places.city, COUNTY: places.county, AreaKind.ZONE: places.zone}[where], None
    if ROLES[role].reach is Reach.ORGANISATION:
        return None, places.organisations[where]
    return None, None


def _account(role: str, made: list[DemoAccount], *, area: Area | None, organisation: Organisation | None) -> User:
    """The account of ``role``; when it is made now, with a password of its own that need not be changed."""
    known: User | None = User.objects.filter(username=role, is_demo=True).first()
    if known is not None:
        return known
    name, name_en, _where = PEOPLE[role]
    account, _once = add_account(by=None, username=role, name=name, name_en=name_en, is_demo=True)
    password = one_time_password()
    set_password(account=account, password=password, by=None)
    grant_membership(user=account, role=role, by=None, area=area, organisation=organisation)
    made.append(DemoAccount(ROLES[role].name, role, password))
    return account
