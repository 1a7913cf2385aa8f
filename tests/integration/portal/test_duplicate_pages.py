"""Pages and API of duplicates: who sees which pair, deciding, merging, taking back, export, hints."""

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.registry import Region, make_organisation, make_region, make_row

from duijie.accounts.domain.tokens import add_token
from duijie.accounts.models import User
from duijie.common.domain.imports import add_pasted_import, preview_import
from duijie.common.domain.queries.imports import find_import
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import AuditEvent, ImportRow
from duijie.demands.models import Demand
from duijie.registry.domain.queries.duplicates import list_pairs
from duijie.registry.models import DuplicatePair, Merge, Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    cache.clear()
    return make_region()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def by(region) -> User:
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def client(by) -> Client:
    return signed_in(by)


def pair_of(one: Any, other: Any, register: str = "organisations", **more: Any) -> DuplicatePair:
    first, second = sorted((one.pk, other.pk))
    more = {"why": "name", "likeness": 0.92, **more}
    return DuplicatePair.objects.create(register=register, first=first, second=second, **more)


def test_only_those_who_may_edit_both_see_the_pair(region):
    north, south = make_organisation(area=region.north), make_organisation(area=region.south)
    across = pair_of(north, south)
    inside = pair_of(north, make_organisation(area=region.north))
    seen = {
        role: set(list_pairs(by=make_user(role=role, **where)))
        for role, where in (
            ("city_officer", {"area": region.city}), ("county_officer", {"area": region.north}),
            ("firm_contact", {"organisation": north}), ("leader", {"area": region.city}), ("reviewer", {}),
        )
    }  # fmt: skip
    assert seen == {
        "city_officer": {across, inside}, "county_officer": {inside}, "firm_contact": set(), "leader": set(),
        "reviewer": set(),
    }  # fmt: skip
    neighbour = signed_in(make_user(role="county_officer", area=region.north))
    for address in (f"/duplicates/{across.pk}/",):
        assert neighbour.get(address).status_code == 404
    assert neighbour.post(f"/duplicates/{across.pk}/different/").status_code == 404
    assert signed_in(make_user(role="leader", area=region.city)).get("/duplicates/").status_code == 403


def test_merge_and_undo_on_the_pages(region, by, client):
    kept, gone = make_organisation(name="甲公司", staff=3), make_organisation(name="甲有限公司", staff=5)
    demand = make_row(Demand, organisation=gone)
    pair = pair_of(kept, gone)
    page = client.get(f"/duplicates/{pair.pk}/?kept={kept.pk}").content.decode()
    assert 'name="choice-staff"' in page
    data = {"kept": kept.pk, "kept_version": 1, "merged_version": 1, "choice-staff": "kept", "reason": "同一家"}
    answer = client.post(f"/duplicates/{pair.pk}/", data)
    made = Merge.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/duplicates/merges/{made.pk}/")
    demand.refresh_from_db()
    kept.refresh_from_db()
    assert (demand.organisation, kept.staff, made.reason, made.by) == (kept, 3, "同一家", by)
    assert client.get(f"/organisations/{gone.pk}/")["Location"] == f"/organisations/{kept.pk}/"
    assert client.get(f"/duplicates/merges/{made.pk}/").status_code == 200
    assert "甲公司" in client.get("/duplicates/merges/").content.decode()
    assert client.get(f"/duplicates/merges/{made.pk}/undo/").status_code == 200
    assert client.post(f"/duplicates/merges/{made.pk}/undo/").status_code == 302
    demand.refresh_from_db()
    assert demand.organisation == gone
    assert client.get(f"/organisations/{gone.pk}/").status_code == 200


def test_a_form_that_was_overtaken_is_refused(client):
    kept, gone = make_organisation(), make_organisation()
    pair = pair_of(kept, gone)
    Organisation.objects.filter(pk=gone.pk).update(version=2)
    answer = client.post(f"/duplicates/{pair.pk}/", {"kept": kept.pk, "kept_version": 1, "merged_version": 1})
    assert answer["Location"] == f"/duplicates/{pair.pk}/"
    assert len(list(get_messages(answer.wsgi_request))) == 1
    assert Merge.objects.count() == 0


def test_merged_records_of_registers_lead_on(region, by, client):
    kept, gone = make_row(Person, name="王工"), make_row(Person, name="王工")
    pair = pair_of(kept, gone, "persons")
    client.post(f"/duplicates/{pair.pk}/", {"kept": kept.pk, "kept_version": 1, "merged_version": 1})
    for register in ("persons", "experts"):
        assert client.get(f"/{register}/{gone.pk}/")["Location"] == f"/{register}/{kept.pk}/"


def test_the_list_filters_sorts_and_costs_the_same_for_three(region, by, client):
    firms = [make_organisation(name=f"{name}轴承") for name in "甲乙丙丁"]
    persons = [make_row(Person, name="王工") for _number in range(2)]
    pair_of(*firms[:2])
    with CaptureQueriesContext(connection) as one:
        client.get("/duplicates/?register=organisations")
    pair_of(*firms[1:3], likeness=0.5)
    pair_of(*firms[2:], why="near")
    with CaptureQueriesContext(connection) as three:
        client.get("/duplicates/?register=organisations")
    assert len(three) <= len(one)
    pair_of(*persons, "persons", state="different")

    def listed(query: str) -> list[float]:
        return [row.record.likeness for row in client.get(f"/duplicates/{query}").context["table"].rows]

    assert listed("") == [0.92, 0.92, 0.5]
    assert listed("?sort=likeness") == [0.5, 0.92, 0.92]
    assert listed("?likeness=0.6") == [0.92, 0.92]
    assert listed("?q=甲") == [0.92]
    assert listed("?why=near&q=丁") == [0.92]
    assert len(listed("?state=different")) == 1
    assert len(listed("?state=all")) == 4
    assert listed("?register=nonsense") == []


def test_export_and_its_trace(client):
    pair_of(make_organisation(name="甲公司"), make_organisation(name="乙公司"))
    answer = client.get("/duplicates/export/?format=csv")
    assert "甲公司" in answer.content.decode("utf-8-sig")
    assert AuditEvent.objects.get(verb="duplicate.export").detail["rows"] == 1


def test_deciding_searching_and_naming_by_hand(region, client):
    one = make_organisation(name="恒力轴承有限公司")
    make_organisation(name="恒力轴承公司")
    assert client.post("/duplicates/search/").status_code == 302
    run_waiting_jobs()
    pair = DuplicatePair.objects.get()
    client.post(f"/duplicates/{pair.pk}/different/")
    pair.refresh_from_db()
    assert pair.state == "different"
    client.post(f"/duplicates/{pair.pk}/reopen/")
    pair.refresh_from_db()
    assert pair.state == "open"
    far = make_organisation(name="完全不同")
    answer = client.post("/duplicates/name/", {"register": "organisations", "one": one.pk, "other": far.pk})
    named = DuplicatePair.objects.get(why="hand")
    assert (answer["Location"], named.second) == (f"/duplicates/{named.pk}/", far.pk)
    for wrong in ({"one": one.pk, "other": one.pk}, {"one": one.pk, "other": 999_999}, {"one": "x", "other": 1}):
        answer = client.post("/duplicates/name/", {"register": "organisations", **wrong})
        assert answer["Location"] == "/duplicates/"
    assert DuplicatePair.objects.count() == 2


def test_a_record_that_is_there_is_hinted_at_before_it_is_saved(region, client):
    make_row(Demand, title="高速电主轴轴承降噪", organisation_name="甲公司")
    form = {
        "title": "高速电主轴轴承降噪", "organisation": "甲公司", "body": "降噪", "kind": "technology", "language": "zh",
        "disclosure": "registered", "area": region.north.code,
    }  # fmt: skip
    answer = client.post("/demands/add/", form)
    assert [hint.why for hint in answer.context["hints"]] == ["owner"]
    assert 'name="another"' in answer.content.decode()
    assert Demand.objects.count() == 1
    assert client.post("/demands/add/", {**form, "another": "on"}).status_code == 302
    assert Demand.objects.count() == 2


def test_a_list_asks_about_what_is_nearly_there(region, by):
    make_organisation(name="云溪青山精密铸造厂", area=region.north)
    make_row(Demand, title="高速电主轴轴承降噪技术", organisation_name="甲公司", area=region.north)

    def questions(noun: str, text: str) -> list[list[str]]:
        batch = add_pasted_import(noun=noun, area=region.north, text=text, by=by)
        run_job(preview_import(batch=batch, by=by).pk)
        batch = find_import(by=by, pk=batch.pk)
        return [
            [one["code"] for one in row.questions]
            for row in ImportRow.objects.filter(batch=batch, run=batch.run).order_by("number")
        ]

    text = "单位名称\t地区\n云溪青山精密铸造公厂\t北渡县\n另外的公司\t北渡县\n"
    assert questions("organisations", text) == [["similar"], []]
    text = "需求名称\t需求单位\t需求内容\n高速电主轴轴承的降噪技术\t甲公司\t降噪\n水稻育秧\t甲公司\t大棚\n"
    assert questions("demands", text) == [["similar"], []]


def api(user: User, *scopes: str) -> Any:
    _token, text = add_token(user=user, name="t", scopes=list(scopes), by=user)
    client, headers = Client(), {"Authorization": f"Bearer {text}"}

    def call(method: str, path: str, body: Any = None) -> Any:
        options = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
        return getattr(client, method)(f"/api/v1{path}", headers=headers, **options)

    return call


def test_the_api_hints_lists_merges_and_takes_back(region, by):
    call = api(by, "organisation.view", "organisation.edit", "organisation.archive")
    kept, gone = make_organisation(name="恒力轴承有限公司"), make_organisation(name="恒力轴承公司")
    hints = call("get", "/duplicates/hints?register=organisations&name=恒力軸承股份有限公司").json()
    assert sorted((one["id"], one["why"]) for one in hints) == [(kept.pk, "name"), (gone.pk, "name")]
    pair = pair_of(kept, gone)
    assert [one["id"] for one in call("get", "/duplicates?register=organisations").json()["items"]] == [pair.pk]
    body = {"kept": kept.pk, "kept_version": 1, "merged_version": 1, "choices": {"staff": "merged"}}
    assert call("post", f"/duplicates/{pair.pk}/merge", {**body, "merged_version": 9}).status_code == 409
    assert call("post", f"/duplicates/{pair.pk}/merge", {**body, "kept": 10**9}).status_code == 422
    made = call("post", f"/duplicates/{pair.pk}/merge", body)
    assert (made.status_code, made.json()["kept"], made.json()["register"]) == (200, kept.pk, "organisations")
    moved = call("get", f"/organisations/{gone.pk}")
    assert (moved.status_code, moved["Location"]) == (308, f"/api/v1/organisations/{kept.pk}")
    undone = call("post", f"/duplicates/merges/{made.json()['id']}/undo")
    assert (undone.status_code, undone.json()["conflicts"]) == (200, [])
    assert call("get", f"/organisations/{gone.pk}").status_code == 200
    assert call("post", f"/duplicates/{pair.pk}/different").json()["state"] == "different"


def test_nobody_finds_out_a_number_by_asking_for_hints(region, by):
    make_row(Person, name="李梅", mobile="13800000000", area=region.south)
    far = make_user(role="county_officer", area=region.north)
    path = "/duplicates/hints?register=persons&name=李梅&mobile=13800000000"
    assert [one["why"] for one in api(by, "person.view")("get", path).json()] == ["contact"]
    assert api(far, "person.view")("get", path).json() == []
