"""Invented people, firms and accounts of a scenario. The same in every run: nothing here is random."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from duijie.accounts.domain.accounts import add_account
from duijie.accounts.domain.memberships import grant_membership
from duijie.accounts.models import User
from duijie.common import clock
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.records import add_record
from duijie.registry.models import Area, Organisation, OrganisationKind, Person, TitleRank
from duijie.registry.registers.persons import PERSONS

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
"""The paper that everybody hands in."""
FAMILY = "阮岳白柏沙文尚骆贺秦谷温蓝席季麻强贾路娄危江童颜郭梅盛林"
GIVEN = ("启明", "知远", "行舟", "望舒", "怀瑾", "若谷", "景行", "思齐", "以宁", "清和", "云帆", "承泽")
TRADES = ("轴承", "阀门", "菌种", "化纤", "窑炉", "茶机", "药材", "电子", "船舶", "石材")
TITLES = (("工程师", TitleRank.INTERMEDIATE), ("高级工程师", TitleRank.DEPUTY), ("助理工程师", TitleRank.JUNIOR))


def name_of(number: int) -> str:
    """A name of its own for every number below 336."""
    return FAMILY[number % len(FAMILY)] + GIVEN[number // len(FAMILY) % len(GIVEN)]


@dataclass(slots=True)
class Cast:
    """Accounts by who they are, firms by county."""

    areas: dict[str, Area]
    city: User
    counties: dict[str, User] = field(default_factory=dict)
    contacts: dict[int, User] = field(default_factory=dict)
    firms: dict[str, list[Organisation]] = field(default_factory=dict)


def open_account(username: str, name: str, role: str, **where: Any) -> User:
    """An account with one role. Its password is thrown away: ``--open`` makes those of whom it shows."""
    account, _password = add_account(by=None, lasting=True, username=username, name=name, is_demo=True)
    grant_membership(user=account, role=role, by=None, area=where.get("area"), organisation=where.get("organisation"))
    return account


def found_firms(cast: Cast, code: str, count: int) -> None:
    """Firms of a county, each with a contact who has an account."""
    area, officer = cast.areas[code], cast.counties[code]
    cast.firms[code] = []
    for number in range(count):
        trade = TRADES[(int(code) + number * 3) % len(TRADES)]
        values = {
            "name": f"{area.name[:2]}{'甲乙丙丁'[number]}{trade}科技有限公司",
            "kind": OrganisationKind.ENTERPRISE, "area": area,
        }  # fmt: skip
        firm = add_organisation(values=values, by=officer, is_demo=True)
        cast.firms[code].append(firm)
        contact = open_account(
            f"lianxi-{code}-{number}", f"联系人{code[-2:]}{number}", "firm_contact", organisation=firm
        )
        cast.contacts[firm.pk] = contact


def register_person(number: int, firm: Organisation, *, by: User, since: Any) -> Person:
    """A person of the register with a title and an affiliation: what conditions read."""
    title, rank = TITLES[number % len(TITLES)]
    values = {
        "name": name_of(number), "organisation": firm, "area": firm.area, "title": title, "rank": rank,
        "post": "研发主管",
        "mobile": f"139{number:08d}", "is_expert": False,
    }  # fmt: skip
    person: Person = add_record(register=PERSONS, values=values, by=by, is_demo=True)
    job = {"organisation": firm, "organisation_name": firm.name, "post": "研发主管", "from_on": since}
    add_parts(register=PERSONS, rows={person.pk: {"affiliations": [job]}}, by=by)
    return person


@contextmanager
def on(day: date) -> Iterator[None]:
    """Ten in the morning of ``day``, where the platform stands."""
    with clock.at(datetime.combine(day, time(10), tzinfo=timezone.get_default_timezone())):
        yield
