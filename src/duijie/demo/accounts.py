"""One account for each role, where it holds, and the persons of the register who use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.models import User
from duijie.accounts.roles import ROLES, Reach
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.models import Area, AreaKind, Organisation, Person

CITY, COUNTY = "city", "county"
COUNTY_CODE = "990182"  # where the story of the accounts plays: a foundry, its demand, and who solves it
FOUNDRY = "砺源铸锋精密铸造有限公司"

# Invented people: login name, name, name in English, and where the role holds: a kind of area, or an organisation.
PEOPLE: dict[str, tuple[str, str, str]] = {
    "system_administrator": ("韩静仪", "Han Jingyi", ""),
    "security_administrator": ("罗定安", "Luo Ding'an", ""),
    "audit_administrator": ("沈明察", "Shen Mingcha", ""),
    "city_officer": ("顾长川", "Gu Changchuan", CITY),
    "county_officer": ("梁青禾", "Liang Qinghe", COUNTY),
    "zone_officer": ("杜新月", "Du Xinyue", AreaKind.ZONE),
    "institution_officer": ("叶知秋", "Ye Zhiqiu", "澜川理工大学"),
    "liaison_officer": ("白行健", "Bai Xingjian", FOUNDRY),
    "commissioner": ("蒲熔之", "Pu Rongzhi", "栖宁市机电技术研究所"),
    "expert": ("阮冒初", "Ruan Maochu", "栖宁市机电技术研究所"),
    "firm_contact": ("蒙远帆", "Meng Yuanfan", FOUNDRY),
    "carrier_operator": ("孟广厦", "Meng Guangsha", "砺源市泵阀行业协会"),
    "reviewer": ("温如玉", "Wen Ruyu", ""),
    "broker": ("戚通达", "Qi Tongda", CITY),
    "leader": ("宋望岳", "Song Wangyue", CITY),
}
EXPERTS = ("expert", "commissioner")  # they stand in the register of experts under the same name


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account that was made now. The password is nowhere else in clear."""

    role: Any
    login: str
    password: str


def account_of(role: str, made: list[DemoAccount], places: Mapping[str, Area | Organisation]) -> User:
    """The account of ``role``; when it is made now, with a password of its own that need not be changed."""
    known: User | None = User.objects.filter(username=role, is_demo=True).first()
    if known is not None:
        return known
    name, name_en, where = PEOPLE[role]
    account, password = add_account(by=None, lasting=True, username=role, name=name, name_en=name_en, is_demo=True)
    place = places[where] if where else None
    area, organisation = (None, place) if ROLES[role].reach is Reach.ORGANISATION else (place, None)
    grant_membership(user=account, role=role, by=None, area=area, organisation=organisation)
    made.append(DemoAccount(ROLES[role].name, role, password))
    return account


def link_experts(*, by: User) -> None:
    """Tie the accounts of experts to their persons."""
    for role in EXPERTS:
        account = User.objects.get(username=role, is_demo=True)
        person = Person.objects.get(name=PEOPLE[role][0], is_demo=True)
        if person.account_id is None:
            set_person_account(person=person, account=account, version=person.version, by=by)


def places() -> dict[str, Area | Organisation]:
    """Where the roles hold, by the words of ``PEOPLE``; needs areas and organisations to be loaded."""
    wanted = {where for _name, _name_en, where in PEOPLE.values()}
    organisations = {one.name: one for one in Organisation.objects.filter(is_demo=True, name__in=wanted)}
    return {
        **organisations,
        CITY: Area.objects.get(is_demo=True, kind=AreaKind.CITY),
        COUNTY: Area.objects.get(is_demo=True, code=COUNTY_CODE),
        str(AreaKind.ZONE): Area.objects.get(is_demo=True, kind=AreaKind.ZONE),
    }
