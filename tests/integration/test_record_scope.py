"""Who sees what of every register, generated: role × place × register × surface.

In six places stand an open record, an internal one, an archived one and – of demands – an unpublished one. Who
reaches them is derived here from ``ROLES`` in plain Python; open ones are seen by whoever may see such records
anywhere. Contact data is shown of what is reached, and of nothing else, whatever the address asks for.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.registry import make_area, make_organisation, make_record, make_region

from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.common.importing.nouns import SourceRow, noun_of
from duijie.registry.domain.annexes import add_attachment
from duijie.registry.models import Attachment, Comment
from duijie.registry.register import Register, registers

pytestmark = pytest.mark.django_db

REGISTERS = [one for one in registers() if not one.has_own_pages]
AREAS = ("north", "south", "zone", "city", "elsewhere")
HOMES = {
    "北一": {"north", "city"}, "北区": {"north", "zone", "city"}, "南一": {"south", "city"},
    "南区": {"south", "zone", "city"}, "市直": {"city"}, "远方": {"elsewhere"},
}  # fmt: skip
OPEN = {"disclosure": "registered"}
KINDS = {
    "公": OPEN, "内": {"disclosure": "internal"}, "档": {**OPEN, "archived_at": clock.now()},
    "未": {**OPEN, "state": "verified"},
}  # fmt: skip
NAME = re.compile(r'translate="no">([北南市远][一区直方][公内档未]轴承)<')
PHONE = re.compile(r"139\d{4}77\d\d")
SEATS = [
    (key, where)
    for key, role in ROLES.items()
    for where in {Reach.EVERYWHERE: ("",), Reach.AREA: AREAS}.get(role.reach, ("北一", "南区", "远方"))
]
CASES = [
    # A sixteenth of all in which each role, place and register is, half of it on either database; all with --full.
    pytest.param(
        register, role, where, id=f"{register.key}-{role}-{where or 'everywhere'}",
        marks={0: pytest.mark.by_default_on("sqlite"), 16: pytest.mark.by_default_on("postgres")}.get(
            (at + number) % 32, pytest.mark.slow
        ),
    )
    for at, (role, where) in enumerate(SEATS)
    for number, register in enumerate(REGISTERS)
]  # fmt: skip
every_case = pytest.mark.parametrize("register, role, where", CASES)


@dataclass(frozen=True)
class World:
    register: Register
    areas: dict
    organisations: dict
    rows: dict  # name → record
    phones: dict  # name → number, where the register keeps one
    personal: list

    def holds(self, role: str, verb: str) -> bool:
        return self.register.permission(verb) in ROLES[role].permissions

    def seat(self, role: str, where: str) -> tuple[Any, set]:
        """The person, and the names of the rows that the role reaches there."""
        reach = ROLES[role].reach
        if reach is Reach.EVERYWHERE:
            return make_user(role=role), set(self.rows)
        if reach is Reach.AREA:
            homes = {home for home, areas in HOMES.items() if where in areas}
            return make_user(role=role, area=self.areas[where]), {name for name in self.rows if name[:2] in homes}
        user = make_user(role=role, organisation=self.organisations[where])
        return user, {name for name in self.rows if name[:2] == where}

    def seen(self, role: str, reached: set) -> set:
        if not self.holds(role, "view"):
            return set()
        return reached | {name for name in self.rows if name[2] == "公"}


@pytest.fixture(scope="module")
def worlds(django_db_setup, django_db_blocker) -> Iterator[dict]:
    """One world for each register, made once: each test's own transaction begins and ends inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = {one.key: make_world(one) for one in REGISTERS if one.key != "persons"}
        persons = next(one for one in REGISTERS if one.key == "persons")
        yield {**made, "persons": replace(made["experts"], register=persons)}  # the same rows, on another list
        transaction.set_rollback(True)


@pytest.fixture
def world(worlds, db, register) -> World:
    return worlds[register.key]


def make_world(register: Register) -> World:
    region = make_region()
    other_city = make_area("9702", "海晏市", "city", region.province)
    far = make_area("970221", "西岭县", "county", other_city)
    areas = {
        "north": region.north, "south": region.south, "zone": region.zone, "city": region.city, "elsewhere": other_city,
    }  # fmt: skip
    places = {
        "北一": (region.north, None), "北区": (region.north, region.zone), "南一": (region.south, None),
        "南区": (region.south, region.zone), "市直": (region.city, None), "远方": (far, None),
    }  # fmt: skip
    personal = [one.name for one in register.fields if one.personal and not one.only_for]
    organisations, rows, phones = {}, {}, {}
    demands = register.key == "demands"
    for home, (area, zone) in places.items():
        organisations[home] = make_organisation(name=f"{home}公司", area=area, zone=zone)
        for kind, values in KINDS.items():
            if kind == "未" and not demands:
                continue
            name = f"{home}{kind}轴承"
            number = f"139{len(rows):04}77{90 - len(rows)}"  # ordered the other way round than the names
            contact = {one: f"{number}@x.org" if one == "email" else number for one in personal}
            state = {"state": "published"} if demands else {}
            rows[name] = make_record(
                register, **{register.title: name}, area=area, zone=zone, organisation=organisations[home],
                **{**state, **contact, **values},
            )  # fmt: skip
            phones[name] = number
    return World(register, areas, organisations, rows, phones if personal else {}, personal)


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def samples(world: World, reached: set, seen: set) -> list[tuple[str, str]]:
    """One row of each class: reached, merely open, not to be seen."""
    classes = {"reached": reached & seen, "open": seen - reached, "hidden": set(world.rows) - seen}
    return [(kind, sorted(names)[0]) for kind, names in classes.items() if names]


@every_case
def test_lists_and_what_they_show_of_persons(world, role, where):
    user, reached = world.seat(role, where)
    seen, browser, address = world.seen(role, reached), browser_of(user), f"/{world.register.key}/"
    living = {name for name in seen if name[2] != "档"}
    asked = "&".join(f"columns={name}" for name in ("area", *world.personal))
    usual = browser.get(f"{address}?archived=all&{asked}")
    if not world.holds(role, "view"):
        assert usual.status_code == 403
        return
    text = usual.content.decode()
    names = NAME.findall(text)
    assert (set(names), len(names), usual.context["table"].page.paginator.count) == (seen, len(seen), len(seen))
    assert set(PHONE.findall(text)) == {world.phones[name] for name in seen & reached if world.phones}
    # Words that a person types find what one sees, and nothing that is not shown.
    found = browser.get(f"{address}?q=轴承")
    shown = set(NAME.findall(found.content.decode()))
    assert (shown, found.context["table"].page.paginator.count) == (living, len(living))
    if world.personal:
        assert browser.get(f"{address}?archived=all&q=13900").context["table"].page.paginator.count == 0
        more = "&".join(f"{name}{end}=13" for name in world.personal for end in ("", "__startswith", "__icontains"))
        for name in world.personal:
            tricked = browser.get(f"{address}?archived=all&{asked}&{more}&sort=-{name}").content.decode()
            assert NAME.findall(tricked) == names


@every_case
def test_pages_of_a_record(world, role, where):
    user, reached = world.seat(role, where)
    seen, browser = world.seen(role, reached), browser_of(user)
    for kind, name in samples(world, reached, seen):
        address = f"/{world.register.key}/{world.rows[name].pk}/"
        missing = 404 if world.holds(role, "view") else 403
        detail = browser.get(address)
        assert (name, detail.status_code) == (name, missing if kind == "hidden" else 200)
        shown = set(PHONE.findall(detail.content.decode()))
        assert shown == ({world.phones[name]} if kind == "reached" and world.phones else set())
        history = browser.get(f"{address}history/")
        assert (name, history.status_code) == (name, {"hidden": missing, "open": 403, "reached": 200}[kind])
        for page, verb in (("edit/", "edit"), ("archive/", "archive")):
            may = world.holds(role, verb)
            status = {"hidden": 404, "open": 403, "reached": 200}[kind] if may else 403
            assert (name, page, browser.get(f"{address}{page}").status_code) == (name, page, status)


@every_case
def test_taking_along(world, role, where):
    user, reached = world.seat(role, where)
    browser, asked = browser_of(user), "&".join(f"columns={name}" for name in world.personal)
    rows = "&".join(f"row={one.pk}" for one in world.rows.values())
    for query in (f"archived=all&{asked}", f"archived=all&{asked}&{rows}&sort=-mobile"):
        response = browser.get(f"/{world.register.key}/export/?{query}")
        if not world.holds(role, "export"):
            assert response.status_code == 403
            return
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert {row[0] for row in cells} == reached
        assert {found for row in cells for text in row for found in PHONE.findall(text)} == {
            world.phones[name] for name in reached if world.phones
        }


@every_case
def test_several_at_once(world, role, where):
    user, reached = world.seat(role, where)
    keys = [one.pk for one in world.rows.values()]
    data = {"action": "archive", "row": [*keys, "²", "9" * 30, "x"]}
    answer = browser_of(user).post(f"/{world.register.key}/bulk/", data)
    assert answer.status_code == (302 if world.holds(role, "view") else 403)
    gone = {getattr(one, world.register.title) for one in world.register.model.objects.exclude(archived_at=None)}
    may = reached if world.holds(role, "archive") else set()
    assert gone == may | {name for name in world.rows if name[2] == "档"}


@every_case
def test_comments_and_files(world, role, where, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user, reached = world.seat(role, where)
    seen, browser = world.seen(role, reached), browser_of(user)
    chief = make_user(role="city_officer", area=make_region().province)
    for kind, name in samples(world, reached, seen):
        record = world.rows[name]
        if name[2] == "档":
            continue
        file = add_attachment(register=world.register, record=record, name="内部.txt", chunks=[b"x"], by=chief)
        address = f"/{world.register.key}/{record.pk}/"
        missing = 404 if world.holds(role, "view") else 403
        expected = {"hidden": missing, "open": 403, "reached": 200}[kind]
        answer = browser.get(f"{address}files/{file.pk}/")
        assert (name, answer.status_code) == (name, expected)
        assert expected != 200 or b"".join(answer.streaming_content) == b"x"
        said = browser.post(f"{address}comments/", {"text": "看见"})
        assert (name, said.status_code) == (name, {"hidden": missing, "open": 403, "reached": 302}[kind])
        if kind == "open":
            assert "内部.txt" not in browser.get(address).content.decode()
        may = world.holds(role, "edit")
        sent = browser.post(f"{address}files/", {"file": SimpleUploadedFile("新.txt", b"y")})
        status = {"hidden": 404, "open": 403, "reached": 302}[kind] if may else 403
        assert (name, sent.status_code) == (name, status)
        assert Attachment.objects.filter(record=record.pk, name="新.txt").count() == (may and kind == "reached")
        assert Comment.objects.filter(record=record.pk).count() == (kind == "reached")


@pytest.mark.parametrize(
    "register, role, where",
    [case for case in CASES if "officer" in case.values[1] and case.values[2] in AREAS],  # who may bring lists
)
def test_lists_that_are_brought_tell_nothing_of_what_is_not_reached(world, role, where):
    user, reached = world.seat(role, where)
    seen, area = world.seen(role, reached), world.areas[where]
    county = {"zone": "北渡县", "elsewhere": "西岭县", "city": "北渡县"}.get(where, area.name)
    source = []
    for number, (name, row) in enumerate(world.rows.items()):
        cells = {world.register.title: name, "organisation": row.organisation_name}
        cells |= {one: f"136{number:08}" for one in world.personal if one != "email"}
        cells |= {} if name in reached else {"area": county}
        source.append(SourceRow(number, "1", number, cells, {}))
    checked = noun_of(world.register.key).checker(area=area, by=user).check(source)
    for name, result in zip(world.rows, checked, strict=True):
        codes = {one.code for one in result.errors}
        if name in reached:
            assert (name, result.against, codes) == (name, world.rows[name].pk, set())
            continue
        assert (name, result.against, result.changes) == (name, None, {})
        assert not PHONE.search(str(result)), name
        assert ("permission" in codes) == (name in seen), name
        if name not in seen:  # as if it were not there
            assert [one.code for one in (*result.errors, *result.questions)] in ([], ["required"]), name


@every_case
def test_suggestions_name_only_organisations_that_are_seen(world, role, where):
    user, _reached = world.seat(role, where)
    reach = ROLES[role].reach
    homes = {home for home, areas in HOMES.items() if where in areas} if reach is Reach.AREA else {where}
    text = browser_of(user).get("/organisations/suggest/?q=公司").content.decode()
    assert set(re.findall("[北南市远][一区直方]公司", text)) <= {f"{home}公司" for home in homes}


def test_every_role_has_a_seat():
    assert {role for role, _where in SEATS} == set(ROLES)
