"""Who reaches what over the API: home, next door, and with a token that permits little."""

import pytest
from django.core.cache import cache
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.registry.domain.annexes import add_attachment
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record
from duijie.registry.register import register_of, registers

pytestmark = pytest.mark.django_db

REGISTERS = [one.key for one in registers() if not one.has_own_pages]
CONTACT = {
    "demands": {"contact_name": "王工", "contact_phone": "13900000000"},
    "experts": {"mobile": "138", "email": "a@b.cn"},
    "persons": {"mobile": "138", "email": "a@b.cn"},
    "visits": {"contact_name": "王工", "contact_phone": "13900000000"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def owner(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def stranger(region):
    return make_user(role="county_officer", area=region.south)


def make(key, region, by, **values):
    register = register_of(key)
    body = {"body": "磨削"} if "body" in register.names else {}
    usual = {register.title: "甲", "area": region.north, "disclosure": "registered"}
    values = {**usual, **body, **CONTACT.get(key, {}), **values}
    record = add_record(register=register, values=values, by=by)
    if key == "demands" and values.get("disclosure") != "internal":
        record.state = "published"
        record.save()
    return record


def addresses(key, pk):
    """Every operation on one record: method, address, body."""
    title = register_of(key).title
    found = [
        ("get", "", None), ("patch", "", {"version": 1, title: "改"}), ("post", "/archive", {"version": 1}),
        ("post", "/restore", {"version": 1}), ("get", "/history", None), ("get", "/comments", None),
        ("post", "/comments", {"text": "x"}), ("delete", "/comments/1", None), ("get", "/attachments", None),
        ("get", "/attachments/1", None), ("delete", "/attachments/1", None),
    ]  # fmt: skip
    for part in register_of(key).parts:
        place = f"/parts/{part.key}"
        found += [
            ("get", place, None),
            ("delete", f"{place}/1?version=1", None),
            ("patch", f"{place}/1", {"version": 1}),
        ]
    if key == "demands":
        found += [
            ("get", "/steps", None),
            ("post", "/steps/verify", {"version": 1}),
            ("get", "/events", None),
            ("put", "/handler", {"version": 1, "handler": "a"}),
        ]
    return [(method, f"/{key}/{pk}{rest}", body) for method, rest, body in found]


@pytest.mark.parametrize("key", REGISTERS)
def test_what_is_internal_elsewhere_is_not_there(client, region, owner, stranger, key):
    record = make(key, region, owner, disclosure="internal")
    call = caller(client, stranger)
    assert call("get", f"/{key}")[1]["count"] == 0
    for method, address, body in addresses(key, record.pk):
        assert (method, address, call(method, address, body)[0]) == (method, address, 404)
    record.refresh_from_db()
    assert record.version == 1


@pytest.mark.parametrize("key", REGISTERS)
def test_what_is_open_elsewhere_is_read_without_contact_data_and_never_written(client, region, owner, stranger, key):
    record, register = make(key, region, owner), register_of(key)
    for part in register.parts:
        if part.key == "works":
            add_part(
                register=register, part=part, record=record, version=1, values={"kind": "paper", "title": "论文"},
                by=owner,
            )  # fmt: skip
            record.refresh_from_db()
    add_attachment(register=register, record=record, name="a.txt", chunks=[b"x"], by=owner)
    call = caller(client, stranger)
    status, seen = call("get", f"/{key}/{record.pk}")
    assert (status, {name: seen[name] for name in CONTACT.get(key, {})}) == (
        200,
        dict.fromkeys(CONTACT.get(key, {}), ""),
    )
    assert [{name: one[name] for name in CONTACT.get(key, {})} for one in call("get", f"/{key}")[1]["items"]] == [
        dict.fromkeys(CONTACT.get(key, {}), "")
    ]
    assert AuditEvent.objects.filter(verb="personal_data.read", actor=stranger).count() == 0
    version = record.version
    for method, address, body in addresses(key, record.pk):
        readable = method == "get" and not address.endswith(("/history", "/comments", "/attachments", "/attachments/1"))
        assert (method, address, call(method, address, body)[0]) == (method, address, 200 if readable else 403)
    record.refresh_from_db()
    assert record.version == version
    rows = call("get", f"/{key}/export?format=csv", raw=True).content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1
    mine = caller(client, owner)("get", f"/{key}/{record.pk}")[1]
    assert {name: mine[name] for name in CONTACT.get(key, {})} == CONTACT.get(key, {})


@pytest.mark.parametrize("key", REGISTERS)
def test_a_token_does_no_more_than_its_scopes(client, region, owner, key):
    record = make(key, region, owner)
    noun = register_of(key).noun
    call = caller(client, owner, ["area.view", f"{noun}.view"])
    for method, address, body in addresses(key, record.pk):
        allowed = method == "get" or address.endswith("/comments") or "/comments/" in address
        status = call(method, address, body)[0]
        assert (method, address, status == 403) == (method, address, not allowed)
    assert call("post", f"/{key}", {register_of(key).title: "乙", "area": "970121"})[0] == 403
    assert call("get", f"/{key}/export")[0] == 403
    blind = caller(client, owner, ["area.view", f"{noun}.edit"])
    for method, address, body in [("get", f"/{key}", None), *addresses(key, record.pk)]:
        assert (method, address, blind(method, address, body)[0] in (403, 404)) == (method, address, True)


def test_tags_of_organisations_elsewhere_are_not_there(client, region, stranger):
    made = make_organisation(area=region.north)
    call = caller(client, stranger)
    for rest in ("", "/history", "/comments", "/attachments", "/parts/tags"):
        assert (rest, call("get", f"/organisations/{made.pk}{rest}")[0]) == (rest, 404)
    assert call("post", f"/organisations/{made.pk}/parts/tags", {"version": 1, "kind": "hnte"})[0] == 404


def test_a_record_is_not_moved_or_added_to_where_one_may_not_write(client, region, owner):
    call = caller(client, owner)
    record = make("services", region, owner)
    assert call("patch", f"/services/{record.pk}", {"version": 1, "area": "970122"})[0] == 403
    assert call("post", "/services", {"title": "乙", "area": "970122"})[0] == 403
    assert call("get", f"/services/{record.pk}")[1]["area"] == "970121"


def test_the_present_record_of_a_conflict_is_of_the_register_that_was_asked(client, region, owner):
    call = caller(client, owner)
    record = make("experts", region, owner)
    for key in ("experts", "persons"):
        status, problem = call("patch", f"/{key}/{record.pk}", {"version": 9, "name": "乙"})
        assert (status, problem["current"]) == (409, call("get", f"/{key}/{record.pk}")[1])
