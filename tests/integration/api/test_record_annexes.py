"""What belongs to records and what hangs on them, over the API: parts, comments, attachments – and tags on a day."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.registry.domain.records import add_record
from duijie.registry.models import OrganisationTag
from duijie.registry.register import register_of, registers

pytestmark = pytest.mark.django_db

PARTS = {
    ("achievements", "trl-evidence"): {"level": 6, "evidence": "检测报告", "proven_on": "2025-01-31"},
    ("experts", "works"): {"kind": "patent", "title": "一种磨床", "year": 2024, "body": "磨削"},
    ("experts", "affiliations"): {"post": "教授", "from_on": "2020-01-01", "to_on": None},
    ("experts", "titles"): {"title": "教授", "rank": "senior", "from_on": None},
    ("persons", "affiliations"): {"post": "科长", "from_on": "2020-01-01", "to_on": "2021-01-01"},
    ("persons", "titles"): {"title": "高级工程师", "rank": "deputy", "from_on": "2019-07-01"},
    ("demands", "contacts"): {
        "on": "2026-06-01", "side": "expert", "channel": "phone", "summary": "已答复", "spoken_with": "阮工",
    },
    ("demands", "contracts"): {
        "kind": "service", "contract_number": "HT-1", "signed_on": "2026-03-01", "amount": 45.5,
        "registration_number": "2026330100001", "registered_on": "2026-03-20",
    },
    ("demands", "milestones"): {"title": "小试", "due_on": "2026-06-30", "done_on": None, "remark": "样件"},
    ("demands", "evidence"): {
        "kind": "test", "title": "检测报告", "issuer": "省检测院", "document_number": "J-1", "issued_on": "2026-09-01",
    },
    ("organisations", "former-names"): {
        "name": "云溪轴承厂", "from_on": "2001-01-01", "to_on": "2010-12-31", "is_merged": False, "remark": "改制",
    },
    ("stations", "experts"): {
        "name": "周敏", "title": "教授", "standing": "none", "team": "轴承团队", "from_on": "2026-01-01", "to_on": None,
    },
    ("stations", "presences"): {
        "expert_name": "周敏", "from_on": "2026-03-01", "to_on": "2026-03-07", "days": 7, "remark": "现场指导",
    },
    ("stations", "activities"): {"kind": "training", "title": "热处理培训", "on": "2026-03-02", "persons": 30},
    ("stations", "reports"): {
        "kind": "decision", "title": "轴承产业建议", "on": "2026-04-01", "adopted": True, "receiver": "县政府",
    },
    ("stations", "projects"): {
        "title": "联合攻关", "from_on": "2026-01-01", "to_on": "2027-12-31", "amount": 50.5, "contract": "HT-2",
    },
    ("stations", "patents"): {"title": "一种淬火装置", "stage": "granted", "on": "2026-05-01", "number": "ZL1"},
    ("carriers", "members"): {"role": "成员单位", "from_on": None, "to_on": None},
    ("organisations", "tags"): {
        "kind": "hnte", "certificate": "GR1", "from_on": "2023-01-01", "to_on": "2025-12-31", "source": "公告",
    },
}  # fmt: skip
WITH_OWNER = {"affiliations", "members", "contracts", "experts"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def call(client, officer):
    return caller(client, officer)


def make(key, area, by):
    """A record of the register ``key`` in ``area``."""
    if key == "organisations":
        return make_organisation(area=area)
    register = register_of(key)
    body = {} if "body" not in register.names else {"body": "磨削"}
    return add_record(register=register, values={register.title: "甲", "area": area, **body}, by=by)


def test_every_part_is_tried_here():
    assert set(PARTS) == {(one.key, part.key) for one in registers() for part in one.parts}


@pytest.mark.parametrize("key, part", PARTS)
def test_a_part_from_birth_to_end(call, region, officer, key, part):
    record, body = make(key, region.north, officer), PARTS[key, part]
    said, told = dict(body), dict(body)
    if part in WITH_OWNER:
        said["organisation"], told["organisation"] = "某大学", {"id": None, "name": "某大学"}
    address = f"/{key}/{record.pk}/parts/{part}"
    status, made = call("post", address, {"version": 1, **said})
    assert (status, made) == (201, {"id": made["id"], "version": 2, **told})
    assert call("get", address)[1] == {"items": [made], "count": 1, "page": 1, "page_size": 25}
    assert call("get", f"/{key}/{record.pk}")[1]["version"] == 2
    status, problem = call("post", address, {"version": 1, **said})
    assert (status, problem["current"]["version"], problem["current"]["id"]) == (409, 2, record.pk)
    assert call("post", address, {"version": 2, **said, "misspelt": 1})[0] == 422
    if part in WITH_OWNER:
        known = make_organisation(name="北渡轴承厂", area=region.north)
        status, made = call("patch", f"{address}/{made['id']}", {"version": 2, "organisation": "北渡轴承厂"})
        assert (status, made["organisation"]) == (200, {"id": known.pk, "name": "北渡轴承厂"})
        assert {name: made[name] for name in body} == body
    else:
        needed = next(one.name for one in register_of(key).part_of(part).fields if one.needed)
        status, problem = call("patch", f"{address}/{made['id']}", {"version": 2, needed: ""})
        assert (status, problem["errors"][0]["field"]) == (422, needed)
        status, made = call("patch", f"{address}/{made['id']}", {"version": 2, needed: body[needed]})
        assert (status, made) == (200, {"id": made["id"], "version": 3, **told})
    assert call("delete", f"{address}/{made['id']}?version=1")[0] == 409
    assert call("delete", f"{address}/{made['id']}")[0] == 422
    assert call("delete", f"{address}/{made['id']}?version=3") == (204, None)
    assert call("delete", f"{address}/{made['id']}?version=4")[0] == 404
    assert call("get", address)[1]["count"] == 0
    noun = register_of(key).noun
    assert AuditEvent.objects.filter(verb=f"{noun}.part_remove", surface="api").count() == 1


@pytest.mark.parametrize("key, part", PARTS)
def test_parts_take_as_many_queries_for_three_as_for_one(call, region, officer, key, part):
    record, said, counted = make(key, region.north, officer), dict(PARTS[key, part]), []
    for number in range(3):
        if part in WITH_OWNER:
            said["organisation"] = make_organisation(area=region.north).name
        said |= {field: f"{said[field]}{number}" for field in ("number", "contract") if field in said}
        assert call("post", f"/{key}/{record.pk}/parts/{part}", {"version": number + 1, **said})[0] == 201
        with CaptureQueriesContext(connection) as seen:
            assert call("get", f"/{key}/{record.pk}/parts/{part}")[1]["count"] == number + 1
        counted.append(len(seen))
    assert counted[0] == counted[2]


def test_a_part_of_another_record_is_not_there(call, region, officer):
    mine, other = make("experts", region.north, officer), make("experts", region.north, officer)
    _status, work = call("post", f"/experts/{other.pk}/parts/works", {"version": 1, "kind": "paper", "title": "论文"})
    address = f"/experts/{mine.pk}/parts/works/{work['id']}"
    assert call("patch", address, {"version": 1, "title": "x"})[0] == 404
    assert call("delete", f"{address}?version=1")[0] == 404
    assert call("get", f"/experts/{mine.pk}")[1]["version"] == 1


@pytest.mark.parametrize("key", [one.key for one in registers()])
def test_comments_and_files(call, region, officer, key):
    record = make(key, region.north, officer)
    address = f"/{key}/{record.pk}"
    status, remark = call("post", f"{address}/comments", {"text": "已电话核实"})
    assert (status, remark["text"], remark["by"]) == (201, "已电话核实", officer.name)
    assert call("get", f"{address}/comments") == (200, {"items": [remark], "count": 1, "page": 1, "page_size": 25})
    assert call("post", f"{address}/comments", {"text": " "})[1]["errors"][0]["code"] == "required"
    assert call("delete", f"{address}/comments/{remark['id']}") == (204, None)
    assert call("delete", f"{address}/comments/{remark['id']}")[0] == 404
    assert call("get", f"{address}/comments")[1]["items"] == []

    file = SimpleUploadedFile("说明.txt", "第一行".encode())
    status, kept = call("post", f"{address}/attachments", data={"file": file})
    assert (status, kept["name"], kept["size"]) == (201, "说明.txt", 9)
    assert call("get", f"{address}/attachments") == (200, {"items": [kept], "count": 1, "page": 1, "page_size": 25})
    answer = call("get", f"{address}/attachments/{kept['id']}", raw=True)
    assert (answer.status_code, b"".join(answer.streaming_content).decode(), answer["Content-Type"]) == (
        200, "第一行", "application/octet-stream",
    )  # fmt: skip
    assert answer["Content-Disposition"].startswith("attachment")
    bad = SimpleUploadedFile("x.exe", b"MZ")
    assert call("post", f"{address}/attachments", data={"file": bad})[1]["errors"][0]["code"] == "kind"
    assert call("delete", f"{address}/attachments/{kept['id']}") == (204, None)
    assert call("get", f"{address}/attachments/{kept['id']}")[0] == 404
    assert call("get", f"{address}/history")[0] == 200


@pytest.mark.parametrize("key", ["demands", "organisations"])
def test_what_hangs_on_a_record_comes_in_pages(call, region, officer, key):
    record = make(key, region.north, officer)
    address, asked = f"/{key}/{record.pk}", []
    for number in range(3):
        remark = call("post", f"{address}/comments", {"text": f"第{number}条"})[1]
        file = SimpleUploadedFile(f"{number}.txt", b"x")
        kept = call("post", f"{address}/attachments", data={"file": file})[1]
        name = "title" if key == "demands" else "name"
        version = call("get", address)[1]["version"]
        assert call("patch", address, {"version": version, name: f"第{number}名"})[0] == 200
        with CaptureQueriesContext(connection) as queries:
            pages = [call("get", f"{address}/{part}")[1] for part in ("comments", "attachments", "history")]
        asked.append(len(queries))
        assert [page["count"] for page in pages] == [number + 1, number + 1, number + 2]
    assert asked[1] == asked[2]
    last = "?page_size=1&page=3"
    assert call("get", f"{address}/comments{last}") == (200, {"items": [remark], "count": 3, "page": 3, "page_size": 1})
    assert call("get", f"{address}/attachments{last}")[1]["items"] == [kept]
    told = pages[2]["items"]
    assert [entry["changes"][0]["after"] for entry in told[:2]] == ["第2名", "第1名"]
    # An entry says what it changed, wherever the page ends.
    alone = [call("get", f"{address}/history?page_size=1&page={number}")[1]["items"] for number in range(1, 5)]
    assert alone == [[one] for one in told]
    for part in ("comments", "attachments", "history"):
        assert call("get", f"{address}/{part}?page_size=201")[0] == 422
        assert call("get", f"{address}/{part}?page=9")[1]["items"] == []


def test_which_organisations_held_a_tag_on_a_day(call, client, region, officer):
    for name, days in (("老高企", ("2019-01-01", "2021-12-31")), ("新高企", ("2022-06-01", None)), ("无标签", None)):
        made = make_organisation(name=name, area=region.north)
        if days:
            OrganisationTag.objects.create(organisation=made, kind="hnte", from_on=days[0], to_on=days[1])

    def held(query):
        return [one["name"] for one in call("get", f"/organisations?{query}")[1]["items"]]

    assert held("tag=hnte&on_day=2021-12-31") == ["老高企"]
    assert held("tag=hnte&on_day=2022-01-01") == []
    assert held("tag=hnte&on_day=2023-01-01") == ["新高企"]
    assert held("tag=hnte") == ["新高企"]
    assert held("tag=listed&on_day=2023-01-01") == []
    status, problem = call("get", "/organisations?on_day=2023-01-01")
    assert (status, [(one["field"], one["code"]) for one in problem["errors"]]) == (422, [("tag", "required")])
    assert call("get", "/organisations?tag=nonsense")[0] == 422
    answer = call("get", "/organisations/export?tag=hnte&on_day=2020-05-05&format=csv", raw=True)
    assert [line.split(",")[0] for line in answer.content.decode("utf-8-sig").splitlines()[1:]] == ["老高企"]

    client.force_login(officer)
    page = client.get("/organisations/?tag=hnte&on_day=2020-05-05").content.decode()
    assert ("老高企" in page, "新高企" in page) == (True, False)
    file = client.get("/organisations/export/?tag=hnte&on_day=2020-05-05&format=csv").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == ["老高企"]
    page = client.get("/organisations/?on_day=2020-05-05")
    assert (page.status_code, "tag" in page.context["filter"].form.errors) == (200, True)
