"""Who sees what, generated from the tables: every role on every surface, at home, next door, in the zone, and outside.

Six organisations stand in a small region. What each role sees is derived here from ``ROLES`` alone, in plain Python;
each surface must show exactly that, and answer 404 for the rest.
"""

import io
import re
from dataclasses import dataclass

import openpyxl
import pytest
from _pytest.mark import ParameterSet
from django.core.cache import cache
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.registry import make_area, make_organisation, make_region

from duijie.accounts.domain.tokens import add_token
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common.domain.imports import add_pasted_import
from duijie.registry.domain.queries.organisations import find_duplicates

pytestmark = pytest.mark.django_db

AREAS = ("north", "south", "zone", "city", "elsewhere")


@dataclass(frozen=True)
class World:
    areas: dict
    organisations: dict
    homes: dict  # name of the organisation → names of the areas that reach it


@pytest.fixture
def world() -> World:
    cache.clear()  # the counts of the API's rate
    region = make_region()
    other_city = make_area("9702", "海晏市", "city", region.province)
    far = make_area("970221", "西岭县", "county", other_city)
    areas = {
        "north": region.north, "south": region.south, "zone": region.zone, "city": region.city, "elsewhere": other_city,
    }  # fmt: skip
    made = {
        "北一": make_organisation(name="北一轴承公司", area=region.north, uscc="91110000802100433B"),
        "北区": make_organisation(name="北区轴承公司", area=region.north, zone=region.zone),
        "南一": make_organisation(name="南一轴承公司", area=region.south, uscc="914403001922038216"),
        "南区": make_organisation(name="南区轴承公司", area=region.south, zone=region.zone),
        "市直": make_organisation(name="市直轴承公司", area=region.city),
        "远方": make_organisation(name="远方轴承公司", area=far, uscc="9144030071526726XG"),
    }
    homes = {
        "北一": {"north", "city"}, "北区": {"north", "zone", "city"}, "南一": {"south", "city"},
        "南区": {"south", "zone", "city"}, "市直": {"city"}, "远方": {"elsewhere"},
    }  # fmt: skip
    return World(areas, made, homes)


def seats() -> list[ParameterSet]:
    """Each role with each place that it can be held at; every other one on either database, all with --full."""
    found = []
    for key, role in ROLES.items():
        if role.reach is Reach.EVERYWHERE:
            found.append((key, ""))
        elif role.reach is Reach.AREA:
            found += [(key, name) for name in AREAS]
        else:
            found += [(key, name) for name in ("北一", "南区", "远方")]
    databases = ("sqlite", "postgres")
    return [
        pytest.param(*one, marks=pytest.mark.by_default_on(databases[number % 2])) for number, one in enumerate(found)
    ]


def seat(world: World, role: str, where: str):
    """The person who holds ``role`` there, and the names of the organisations reached by it."""
    reach = ROLES[role].reach
    if reach is Reach.EVERYWHERE:
        return make_user(role=role), set(world.organisations)
    if reach is Reach.AREA:
        reached = {name for name, homes in world.homes.items() if where in homes}
        return make_user(role=role, area=world.areas[where]), reached
    return make_user(role=role, organisation=world.organisations[where]), {where}


def holds(role: str, permission: Permission) -> bool:
    return permission in ROLES[role].permissions


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role, where", seats())
def test_reading(world, role, where):
    user, reached = seat(world, role, where)
    seen = reached if holds(role, Permission.ORGANISATION_VIEW) else set()
    names = {f"{name}轴承公司" for name in seen}
    browser = browser_of(user)

    listed = browser.get("/organisations/")
    text = listed.content.decode()
    assert listed.status_code == (200 if holds(role, Permission.ORGANISATION_VIEW) else 403)
    assert set(re.findall(r'translate="no">([^<]*轴承公司)<', text)) == names
    if listed.status_code == 200:
        assert listed.context["table"].page.paginator.count == len(seen)
        assert set(re.findall("[北南市远].轴承公司", browser.get("/organisations/?q=轴承").content.decode())) == names

    for name, organisation in world.organisations.items():
        for page in ("", "history/"):
            status = browser.get(f"/organisations/{organisation.pk}/{page}").status_code
            expected = 200 if name in seen else 404 if holds(role, Permission.ORGANISATION_VIEW) else 403
            assert (name, page, status) == (name, page, expected)

    hints = find_duplicates(by=user, name="轴承公司", uscc="914403001922038216")
    assert {hint.record.name for hint in hints} <= names
    if holds(role, Permission.AREA_VIEW):
        area = browser.get(f"/areas/{world.areas['city'].code}/")
        assert area.context["organisations"] == len(seen - {"远方"})


@pytest.mark.parametrize("role, where", seats())
def test_taking_along(world, role, where):
    user, reached = seat(world, role, where)
    response = browser_of(user).get("/organisations/export/?archived=all")
    if not holds(role, Permission.ORGANISATION_EXPORT):
        assert response.status_code == 403
        return
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = {row[0].value for row in sheet.iter_rows(min_row=2)}
    assert rows == {f"{name}轴承公司" for name in reached}


@pytest.mark.parametrize("role, where", seats())
def test_writing(world, role, where):
    user, reached = seat(world, role, where)
    seen = reached if holds(role, Permission.ORGANISATION_VIEW) else set()
    browser = browser_of(user)
    for name, organisation in world.organisations.items():
        for page, permission in (("edit", Permission.ORGANISATION_EDIT), ("archive", Permission.ORGANISATION_ARCHIVE)):
            may = holds(role, permission)
            expected = 200 if may and name in seen else 404 if may else 403
            assert (name, page, browser.get(f"/organisations/{organisation.pk}/{page}/").status_code) == (
                name, page, expected,
            )  # fmt: skip
    assert browser.get("/organisations/add/").status_code == (200 if holds(role, Permission.ORGANISATION_ADD) else 403)


@pytest.mark.parametrize("role, where", seats())
def test_the_api_is_as_narrow_as_the_pages(world, role, where):
    user, reached = seat(world, role, where)
    seen = reached if holds(role, Permission.ORGANISATION_VIEW) else set()
    scopes = sorted(str(one) for one in ROLES[role].permissions)
    _token, text = add_token(user=user, name="t", scopes=scopes, by=user)
    client, headers = Client(), {"Authorization": f"Bearer {text}"}

    listed = client.get("/api/v1/organisations?page_size=200", headers=headers)
    if holds(role, Permission.ORGANISATION_VIEW):
        body = listed.json()
        assert ({one["name"] for one in body["items"]}, body["count"]) == (
            {f"{name}轴承公司" for name in seen}, len(seen),
        )  # fmt: skip
    else:
        assert listed.status_code == 403
    for name, organisation in world.organisations.items():
        address = f"/api/v1/organisations/{organisation.pk}"
        assert client.get(address, headers=headers).status_code == (200 if name in seen else 404)
        body = '{"version": 1, "staff": 4}'
        status = client.patch(address, body, "application/json", headers=headers).status_code
        may = holds(role, Permission.ORGANISATION_EDIT)
        assert (name, status) == (name, 404 if name not in seen else 200 if may else 403)


@pytest.mark.parametrize("role, where", seats())
def test_lists_are_brought_where_one_may_and_seen_where_one_works(world, role, where):
    user, _reached = seat(world, role, where)
    chief = make_user(role="city_officer", area=world.areas["city"])
    neighbour = make_user(role="county_officer", area=world.areas["south"])
    text = "单位名称\n某公司\n"
    batches = {
        "city": add_pasted_import(noun="organisations", area=world.areas["city"], text=text, by=chief),
        "south": add_pasted_import(noun="organisations", area=world.areas["south"], text=text, by=neighbour),
    }
    browser = browser_of(user)
    may = holds(role, Permission.ORGANISATION_IMPORT)
    for name, batch in batches.items():
        sees = may and where in {"city", name}
        status = browser.get(f"/imports/{batch.pk}/columns/").status_code
        assert (name, status) == (name, 200 if sees else 404 if may else 403)
    assert browser.get("/imports/").status_code == (200 if may else 403)


def test_every_role_has_a_seat():
    assert {one.values[0] for one in seats()} == set(ROLES)
