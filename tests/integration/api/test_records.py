"""The registers over the API, each by hand: from birth to archive, in lists, as files, and when somebody was faster."""

import csv
import io

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import Department
from duijie.common.models import AuditEvent

pytestmark = pytest.mark.django_db

BODIES = {
    "achievements": {
        "title": "轴承磨削工艺", "body": "精密磨削", "area": "970121", "kind": "invention", "trl": 6, "price": 80.5,
        "modes": ["transfer", "licence"], "keywords": ["轴承", "磨削"], "published_on": "2025-03-01",
        "field": "materials",
    },
    "demands": {
        "title": "寻求轴承降噪", "body": "噪声高", "area": "970121", "kind": "technology", "budget_from": 10,
        "budget_to": 20.25, "deadline": "2026-12-31", "contact_name": "王工", "contact_phone": "13900000000",
        "zone": "9701Z1",
    },
    "experts": {
        "name": "李明", "area": "970121", "rank": "senior", "research": "摩擦学", "mobile": "13800000000",
        "email": "li@example.com", "capacity": 3,
    },
    "persons": {"name": "赵芳", "area": "970121", "is_expert": False, "post": "科长", "mobile": "13700000000"},
    "services": {
        "title": "轴承检测", "area": "970121", "kind": "testing", "price_from": 0.0005, "price_to": 2, "unit": "次",
    },
    "carriers": {
        "title": "轴承综合体", "area": "970121", "kind": "service_complex", "level": "city", "founded": "2020-01-02",
    },
}  # fmt: skip
REGISTERS = tuple(BODIES)
TITLES = {"experts": "name", "persons": "name"}


@pytest.fixture(autouse=True)
def fresh_rates():
    cache.clear()


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def call(client, officer):
    return caller(client, officer)


@pytest.mark.parametrize("key", REGISTERS)
def test_a_record_from_birth_to_archive(call, key):
    body, title = BODIES[key], TITLES.get(key, "title")
    status, made = call("post", f"/{key}", {**body, "organisation": "云溪某厂"})
    assert (status, {name: made[name] for name in body}) == (201, body)
    assert (made["organisation"], made["version"]) == ({"id": None, "name": "云溪某厂"}, 1)
    address = f"/{key}/{made['id']}"
    assert call("get", address) == (200, made)
    status, changed = call("patch", address, {"version": 1, title: "改名", "reason": "笔误"})
    assert (status, changed[title], changed["version"]) == (200, "改名", 2)
    assert {name: changed[name] for name in body if name != title} == {n: v for n, v in body.items() if n != title}
    status, problem = call("patch", address, {"version": 1, title: "晚了"})
    assert (status, problem["code"], problem["current"]) == (409, "stale", changed)
    (told,) = problem["differences"]
    assert {name: told[name] for name in ("field", "before", "theirs", "mine", "contested")} == {
        "field": title, "before": body[title], "theirs": "改名", "mine": "晚了", "contested": True,
    }  # fmt: skip
    status, history = call("get", f"{address}/history")
    assert (status, [(one["kind"], one["reason"]) for one in history["items"]]) == (200, [("~", "笔误"), ("+", "")])
    assert [(one["field"], one["after"]) for one in history["items"][0]["changes"]] == [(title, "改名")]
    assert call("post", f"{address}/archive", {"version": 1})[0] == 409
    status, gone = call("post", f"{address}/archive", {"version": 2})
    assert (status, gone["archived_at"] is not None) == (200, True)
    assert (call("get", f"/{key}")[1]["count"], call("get", f"/{key}?archived=yes")[1]["count"]) == (0, 1)
    assert call("patch", address, {"version": 3, title: "归档后"})[0] == 422
    assert call("post", f"{address}/restore", {"version": 3})[1]["archived_at"] is None
    assert {one.surface for one in AuditEvent.objects.filter(verb__endswith=".archive")} == {"api"}


@pytest.mark.parametrize("key", REGISTERS)
def test_lists_take_as_many_queries_for_three_as_for_one(call, region, key):
    Department.objects.get_or_create(key="finance-office", defaults={"name": "金融办"})
    more = {"kind": "finance", "department": "finance-office", "due_on": "2026-10-01"} if key == "demands" else {}
    counted = []
    for number in range(3):
        owner = make_organisation(name=f"第{number}轴承厂", area=region.north, zone=region.zone)
        status, made = call("post", f"/{key}", {**BODIES[key], **more, "organisation": owner.name, "zone": "9701Z1"})
        assert (status, made["organisation"]) == (201, {"id": owner.pk, "name": owner.name})
        with CaptureQueriesContext(connection) as seen:
            assert call("get", f"/{key}")[1]["count"] == number + 1
        counted.append(len(seen))
    assert counted[0] == counted[2]


def test_an_owner_is_named_by_code_and_lends_its_area(call, region):
    owner = make_organisation(name="恒力轴承", area=region.north, zone=region.zone, uscc="91110000802100433B")
    status, made = call("post", "/services", {"title": "检测", "kind": "testing", "organisation": "91110000802100433B"})
    assert (status, made["organisation"], made["area"], made["zone"]) == (
        201, {"id": owner.pk, "name": "恒力轴承"}, "970121", "9701Z1",
    )  # fmt: skip
    status, made = call("patch", f"/services/{made['id']}", {"version": 1, "organisation": "别的厂"})
    assert (status, made["organisation"], made["version"]) == (200, {"id": None, "name": "别的厂"}, 2)
    status, made = call("patch", f"/services/{made['id']}", {"version": 2, "organisation": "又一家厂"})
    assert (status, made["organisation"], made["version"]) == (200, {"id": None, "name": "又一家厂"}, 3)


@pytest.mark.parametrize(
    "key, change, field, code",
    [
        ("achievements", {"title": ""}, "title", "string_too_short"),
        ("achievements", {"kind": "magic"}, "kind", "literal_error"),
        ("achievements", {"modes": ["magic"]}, "modes.0", "literal_error"),
        ("achievements", {"trl": 10}, "trl", "less_than_equal"),
        ("achievements", {"price": -1}, "price", "greater_than_equal"),
        ("achievements", {"price": 1.005}, "price", "decimal_max_places"),
        ("achievements", {"body": "", "keywords": []}, "body", "required"),
        ("achievements", {"body": "磨\x00削"}, "body", "no-text"),
        ("achievements", {"organisation": "厂\x00"}, "organisation", "no-text"),
        ("achievements", {"organisation": "㍍" * 40}, "organisation", "too-long"),  # 160 characters as it is kept
        ("achievements", {"tilte": "x"}, "tilte", "extra_forbidden"),
        ("achievements", {"area": None}, "area", "required"),
        ("achievements", {"area": "999999"}, "area", "unknown"),
        ("achievements", {"area": "9701Z1"}, "area", "zone"),
        ("achievements", {"published_on": "1700-01-01"}, "published_on", "date"),
        ("demands", {"budget_to": 1}, "budget_to", "order"),
        ("demands", {"department": "nobody"}, "department", "unknown"),
        ("experts", {"email": "nowhere"}, "email", "invalid"),
        ("experts", {"is_expert": False}, "is_expert", "extra_forbidden"),
        ("persons", {"rank": "king"}, "rank", "literal_error"),
        ("services", {"price_from": 3}, "price_to", "order"),
        ("carriers", {"founded": "yesterday"}, "founded", "date_from_datetime_parsing"),
    ],
)
def test_what_is_wrong_is_said_by_field(call, region, key, change, field, code):
    status, problem = call("post", f"/{key}", {**BODIES[key], **change})
    assert (status, [(one["field"], one["code"]) for one in problem["errors"]]) == (422, [(field, code)])
    assert call("get", f"/{key}")[1]["count"] == 0


def test_lists_page_filter_and_sort(call):
    for number in range(1, 8):
        body = {**BODIES["achievements"], "title": f"第{number}项", "trl": number, "modes": ["transfer"][: number % 2]}
        assert call("post", "/achievements", body)[0] == 201
    status, page = call("get", "/achievements?sort=-trl&page=2&page_size=3")
    assert (status, page["count"], [one["trl"] for one in page["items"]]) == (200, 7, [4, 3, 2])
    assert [one["trl"] for one in call("get", "/achievements?trl=6&sort=trl")[1]["items"]] == [6, 7]
    assert call("get", "/achievements?modes=transfer")[1]["count"] == 4
    assert call("get", "/achievements?q=第3")[1]["count"] == 1
    assert call("get", "/achievements?kind=magic")[0] == 422
    assert call("get", "/achievements?area=970122")[0] == 422
    for key in ("experts", "persons"):
        assert call("post", f"/{key}", BODIES[key])[0] == 201
    assert [one["name"] for one in call("get", "/persons?is_expert=false")[1]["items"]] == ["赵芳"]
    assert [one["name"] for one in call("get", "/experts")[1]["items"]] == ["李明"]


@pytest.mark.parametrize("key", REGISTERS)
def test_a_list_is_taken_along_as_a_file(call, key):
    title = TITLES.get(key, "title")
    call("post", f"/{key}", BODIES[key])
    answer = call("get", f"/{key}/export?columns=area&format=csv", raw=True)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (answer.status_code, answer["Content-Type"], rows[1][:2]) == (
        200, "text/csv; charset=utf-8", [BODIES[key][title], "Beidu"],
    )  # fmt: skip
    answer = call("get", f"/{key}/export", raw=True)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [BODIES[key][title]]
    noted = [one.detail for one in AuditEvent.objects.filter(verb__endswith=".export").order_by("pk")]
    assert [(one["rows"], one["columns"][0]) for one in noted] == [(1, title), (1, title)]
    assert call("get", f"/{key}/export?format=pdf")[0] == 422


def test_contact_data_that_is_read_is_audited(call):
    _status, made = call("post", "/demands", BODIES["demands"])
    for address in (f"/demands/{made['id']}", "/demands", f"/demands/{made['id']}/history"):
        before = AuditEvent.objects.filter(verb="personal_data.read").count()
        assert call("get", address)[0] == 200
        reads = AuditEvent.objects.filter(verb="personal_data.read").order_by("pk")
        assert (reads.count(), reads.last().target_type, reads.last().detail) == (
            before + 1, "demands.demand", {"purpose": "demand", "ids": [str(made["id"])]},
        )  # fmt: skip


def test_demands_take_their_steps(call):
    _status, made = call("post", "/demands", BODIES["demands"])
    address = f"/demands/{made['id']}"
    told = call("get", f"{address}/steps")[1]
    assert [one["verb"] for one in told] == ["verify", "draft", "wait_enterprise", "wait_expert", "escalate_city"]
    assert call("get", f"{address}/steps", language="zh-CN")[1][0]["label"] != "Mark as verified"
    assert call("post", f"{address}/steps/verify", {"version": 1})[1]["errors"][0]["code"] == "checks"
    assert call("post", f"{address}/steps/verify", {"version": 1, "checks": ["nonsense"]})[0] == 422
    status, done = call("post", f"{address}/steps/verify", {"version": 1, "checks": list(told[0]["checks"])})
    assert (status, done["state"], done["version"]) == (200, "verified", 2)
    status, problem = call("post", f"{address}/steps/publish", {"version": 1})
    assert (status, problem["current"]["state"]) == (409, "verified")
    assert call("post", f"{address}/steps/close", {"version": 2})[1]["errors"][0]["code"] == "state"
    assert call("post", f"{address}/steps/publish", {"version": 2})[1]["state"] == "published"
    assert call("post", f"{address}/steps/withdraw", {"version": 3})[1]["errors"][0]["code"] == "reason"
    assert call("post", f"{address}/steps/withdraw", {"version": 3, "reason": "有误"})[1]["state"] == "verified"
    assert call("post", f"{address}/steps/fly", {"version": 4})[0] == 422
    assert call("post", f"{address}/steps/wait_expert", {"version": 4, "reason": "等样品"})[1]["waiting"] == "expert"
    assert [(one["verb"], one["after"]) for one in call("get", f"{address}/events")[1]] == [
        ("wait_expert", "expert"), ("withdraw", "verified"), ("publish", "published"), ("verify", "verified"),
    ]  # fmt: skip
    body = {"version": 5, "handler": "nobody"}
    assert call("put", f"{address}/handler", body)[1]["errors"][0]["code"] == "handler"
    assert call("post", "/demands/999999/steps/verify", {"version": 1})[0] == 404


def test_departments_are_named_by_key(call):
    Department.objects.get_or_create(key="finance-office", defaults={"name": "金融办"})
    assert "finance-office" in [one["key"] for one in call("get", "/departments")[1]]
    body = {**BODIES["demands"], "kind": "finance", "department": "finance-office", "due_on": "2026-10-01"}
    status, made = call("post", "/demands", body)
    assert (status, made["department"]) == (201, "finance-office")
    assert call("patch", f"/demands/{made['id']}", {"version": 1, "department": None})[1]["department"] is None
