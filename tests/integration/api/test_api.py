"""The API as a program meets it."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.api.api import api
from duijie.api.schemas.records import shapes_of
from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)

SNAPSHOT = Path(__file__).with_name("openapi.json")
OLD = "91350100M0001TGQXM"
ALL = (
    "organisation.view",
    "organisation.add",
    "organisation.edit",
    "organisation.archive",
    "organisation.import",
    "area.view",
)


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
    """Call as the county officer with a token for everything; the answer's status and JSON."""
    return caller(client, officer, ALL)


def test_the_description_is_the_one_in_git():
    now = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(now, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert now == json.loads(SNAPSHOT.read_text(encoding="utf-8")), f"if this is meant, delete {SNAPSHOT} and run again"


@pytest.mark.parametrize("year", [2031, 2032])
def test_a_day_that_is_not_said_is_that_of_the_call_and_not_of_the_start(year):
    with clock.at(datetime(year, 5, 4, 12, tzinfo=UTC)):
        day = shapes_of("visits").said.model_fields["visited_on"].get_default(call_default_factory=True)
    assert day == date(year, 5, 4)
    assert f'"default": "{year}' not in json.dumps(api.get_openapi_schema(), default=str)


def test_an_organisation_from_birth_to_archive(call, region, officer):
    status, made = call("post", "/organisations", {"name": "甲公司", "area": "970121", "staff": 5})
    assert (status, made["name"], made["area"], made["version"]) == (201, "甲公司", "970121", 1)
    address = f"/organisations/{made['id']}"
    assert call("get", address) == (200, made)
    status, changed = call("patch", address, {"version": 1, "staff": 6, "zone": "9701Z1"})
    assert (status, changed["staff"], changed["zone"], changed["name"]) == (200, 6, "9701Z1", "甲公司")
    status, problem = call("patch", address, {"version": 1, "staff": 7})
    assert (status, problem["code"], problem["current"]["staff"]) == (409, "stale", 6)
    told = [
        (one["field"], one["before"], one["theirs"], one["mine"], one["contested"]) for one in problem["differences"]
    ]
    assert told == [("zone", "", "Yunxi High-tech Zone", None, False), ("staff", "5", "6", "7", True)]
    assert call("post", f"{address}/archive", {"version": 1})[1]["differences"][0]["mine"] is None
    status, gone = call("post", f"{address}/archive", {"version": 2})
    assert (status, gone["archived_at"] is not None) == (200, True)
    assert call("get", "/organisations")[1]["count"] == 0
    assert call("get", "/organisations?archived=yes")[1]["count"] == 1
    assert call("post", f"{address}/restore", {"version": 3})[0] == 200
    assert {event.surface for event in AuditEvent.objects.filter(verb__startswith="organisation")} == {"api"}


def test_lists_page_filter_and_sort(call, region):
    for number in range(30):
        make_organisation(name=f"甲{number:02}公司", area=region.north, staff=number)
    make_organisation(name="别处", area=region.south)
    status, page = call("get", "/organisations?sort=-staff&page=2&page_size=10")
    assert (status, page["count"], [one["staff"] for one in page["items"]][:2]) == (200, 30, [19, 18])
    assert [one["name"] for one in call("get", "/organisations?q=j07gs")[1]["items"]] == ["甲07公司"]
    assert call("get", "/organisations?page_size=500")[0] == 422
    assert call("get", "/organisations?area=970122")[0] == 422


@pytest.mark.parametrize(
    "body, field, code",
    [
        ({"area": "970121"}, "name", "missing"),
        ({"name": "甲", "area": "nowhere"}, "area", "string_pattern_mismatch"),
        ({"name": "甲", "area": "999999"}, "area", "unknown"),
        ({"name": "甲", "area": "970121", "uscc": OLD}, "uscc", "uscc-unconfirmed"),
        ({"name": "甲", "area": "970121", "nmae": "x"}, "nmae", "extra_forbidden"),
        ({"name": "甲\x00", "area": "970121"}, "name", "no-text"),
        ({"name": "甲", "area": "970121", "founded": "2999-01-01"}, "founded", "date"),
    ],
)
def test_what_is_wrong_is_said_by_field(call, region, body, field, code):
    status, problem = call("post", "/organisations", body)
    assert (status, [(one["field"], one["code"]) for one in problem["errors"]]) == (422, [(field, code)])


def test_problems_speak_the_language_asked_for(call):
    assert call("get", "/organisations/99", language="en")[1]["title"] == "Not found"
    assert call("get", "/organisations/99", language="zh-CN")[1]["title"] == "未找到"


def test_everything_that_goes_wrong_is_a_problem(call, client, region):
    for method, address, status in (
        ("get", "/nowhere", 404), ("delete", "/organisations", 405), ("get", "/organisations/x", 422),
        ("get", "/areas/000000", 404), ("get", "/jobs/1", 422), ("get", "/organisations/9999999999999999999999", 422),
    ):  # fmt: skip
        assert call(method, address)[0] == status, address
    response = client.post("/api/v1/organisations", "{", "application/json")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")


def test_a_token_does_no_more_than_its_scopes(client, officer, region):
    call = caller(client, officer, ["organisation.view"])
    make_organisation(area=region.north)
    assert call("get", "/organisations")[0] == 200
    status, problem = call("post", "/organisations", {"name": "甲", "area": "970121"})
    assert (status, problem["code"]) == (422, "invalid")
    call = caller(client, officer, ["organisation.view", "area.view"])
    assert call("post", "/organisations", {"name": "甲", "area": "970121"})[0] == 403
    assert call("get", "/me")[1]["permissions"] == ["area.view", "organisation.view"]
    assert client.get("/api/v1/me", headers={"Authorization": "Bearer dj_wrong"}).status_code == 401


def test_a_session_needs_the_csrf_token_to_write(region, officer):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer)
    assert browser.get("/api/v1/me").status_code == 200
    response = browser.post("/api/v1/organisations", '{"name": "甲", "area": "970121"}', "application/json")
    assert (response.status_code, Organisation.objects.count()) == (403, 0)


def test_duplicates_are_hinted(call, region):
    known = make_organisation(name="恒力轴承有限公司", area=region.north)
    make_organisation(name="恒力轴承有限公司", area=region.south)
    assert call("get", "/organisations/duplicates?name=恒力轴承厂")[1] == [
        {"id": known.pk, "name": "恒力轴承有限公司", "uscc": None, "why": "near"}
    ]


def test_an_import_from_upload_to_taking_back(call, region):
    file = SimpleUploadedFile("list.csv", "单位名称,地区\n甲公司,北渡县\n乙公司,天边县\n".encode())
    status, batch = call("post", "/imports", data={"area": "970121", "file": file})
    assert (status, batch["state"], batch["sheets"][0]["columns"][0]["field"]) == (201, "uploaded", "name")
    address = f"/imports/{batch['id']}"
    status, job = call("post", f"{address}/preview")
    assert (status, job["state"]) == (202, "queued")
    run_waiting_jobs()
    assert call("get", f"/jobs/{job['id']}")[1]["result"] == {"rows": 2}
    assert call("get", address)[1]["counts"]["take"] == 1
    rows = call("get", f"{address}/rows?outcome=error")[1]["items"]
    assert [(row["row"], row["errors"][0]["code"]) for row in rows] == [(3, "unknown")]
    assert call("post", f"{address}/apply")[0] == 202
    run_waiting_jobs()
    assert call("get", "/organisations")[1]["count"] == 1
    assert call("delete", address)[0] == 422
    call("post", f"{address}/revert")
    run_waiting_jobs()
    assert call("get", "/organisations")[1]["count"] == 0


@pytest.mark.parametrize(
    "noun, heading",
    [
        ("achievements", "成果名称,成果简介"), ("demands", "需求名称,需求内容"), ("experts", "姓名,研究方向"),
        ("persons", "姓名,职务"), ("services", "服务名称,服务内容"), ("carriers", "载体名称,简介"),
    ],
)  # fmt: skip
def test_every_register_can_be_imported(client, officer, region, noun, heading):
    call = caller(client, officer)
    file = SimpleUploadedFile("list.csv", f"{heading},地区\n甲乙丙,轴承磨削,北渡县\n".encode())
    status, batch = call("post", "/imports", data={"noun": noun, "area": "970121", "file": file})
    assert (status, batch["noun"]) == (201, noun)
    address = f"/imports/{batch['id']}"
    assert call("post", f"{address}/preview")[0] == 202
    run_waiting_jobs()
    assert call("post", f"{address}/apply")[0] == 202
    run_waiting_jobs()
    assert call("get", f"/{noun}")[1]["count"] == 1
    assert call("post", f"{address}/revert")[0] == 202
    run_waiting_jobs()
    assert call("get", f"/{noun}")[1]["count"] == 0


def test_too_many_requests_are_slowed_down(call, monkeypatch):
    throttle = api.throttle[0] if isinstance(api.throttle, list) else api.throttle
    monkeypatch.setattr(throttle, "num_requests", 3)
    statuses = [call("get", "/me")[0] for _number in range(4)]
    assert statuses == [200, 200, 200, 429]


def test_the_page_about_the_api_needs_nothing_from_elsewhere(client, officer):
    client.force_login(officer)
    response = client.get("/api/docs/")
    text = response.content.decode()
    assert (response.status_code, "list_organisations" in text, "http://" in text or "https://" in text) == (
        200, True, False,
    )  # fmt: skip
