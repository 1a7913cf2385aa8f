"""Undertakings, consents, readings and requests about personal data over the API: the rules of the pages."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_person, make_region

from duijie.common.domain import audit
from duijie.registry.models import Consent, PersonalRequest
from duijie.registry.purposes import PURPOSES

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="city_officer", area=region.city, name="钱市")


def test_an_undertaking_is_published_read_signed_and_listed(region, officer, client):
    liaison = make_user(
        role="liaison_officer", organisation=make_organisation(area=region.north), name="白行健", signed=False
    )
    office, mine = caller(client, officer), caller(client, liaison)
    told = mine("get", "/undertaking")[1]
    assert (told["version"], told["text"][:5], told["signed_at"]) == (1, "保密承诺书", None)  # as shipped
    status, made = office("post", "/undertaking", {"text": "第二版"})
    assert (status, made["version"], made["signed_at"]) == (201, 2, None)
    assert mine("post", "/undertaking", {"text": "第三版"})[0] == 403
    refused = [mine("post", "/undertaking/sign", body)[0] for body in (
        {"version": 1, "name": "白行健"}, {"version": 2, "name": "别人"}, {"version": 9, "name": "白行健"},
    )]  # fmt: skip
    assert refused == [422, 422, 404]
    assert mine("post", "/undertaking/sign", {"version": 2, "name": "白行健"})[1]["signed_at"] is not None
    assert mine("get", "/undertaking")[1]["text"] == "第二版"
    assert mine("get", "/undertaking/versions/1")[1]["text"] == told["text"]
    told = office("get", "/undertaking/signatures?version=2")[1]
    assert [(one["name"], one["version"]) for one in told["items"]] == [("白行健", 2)]
    assert mine("get", "/undertaking/signatures")[0] == 403


def test_a_consent_is_given_to_the_text_that_was_read_and_withdrawn(officer, client):
    call, version = caller(client, officer), PURPOSES["positions"].version
    asked = {one["purpose"]: one for one in call("get", "/personal-data/consents")[1]}
    assert (set(asked), asked["positions"]["is_sensitive"], asked["positions"]["given_at"]) == (
        {"positions"}, True, None,
    )  # fmt: skip
    assert call("put", "/personal-data/consents/positions", {"version": version + 1})[0] == 403
    assert call("put", "/personal-data/consents/accounts", {"version": 1})[0] == 404
    given = call("put", "/personal-data/consents/positions", {"version": version})[1]
    assert (given["given_version"], Consent.objects.get().user) == (version, officer)
    gone = [call("delete", "/personal-data/consents/positions")[1]["given_at"] for _again in range(2)]
    assert gone == [None, None]


def test_readings_are_ones_own_and_a_token_needs_its_scope(region, officer, client):
    contact = make_user(role="firm_contact", organisation=make_organisation(area=region.north))
    person = make_person(name="周敏", account=contact, mobile="13900000001")
    audit.note_read(by=officer, targets=[person], purpose="person")
    mine = caller(client, contact)("get", "/personal-data/readings")[1]
    assert [(one["read_by"].startswith("钱市"), one["number"]) for one in mine["items"]] == [(True, str(person.pk))]
    assert caller(client, officer)("get", "/personal-data/readings")[1]["count"] == 0
    assert caller(client, officer)("get", "/personal-data/readings?kind=nonsense")[0] == 422
    auditor = make_user(role="audit_administrator")
    assert caller(client, auditor)("get", "/personal-data/readings")[1]["count"] == 1
    narrow = caller(client, contact, ["demand.view"])
    assert [narrow("get", f"/personal-data/{one}")[0] for one in ("consents", "readings", "requests")] == [403] * 3


def test_a_request_is_asked_decided_and_seen_by_whom_it_concerns(region, client):
    office = caller(client, make_user(role="county_officer", area=region.north))
    south = caller(client, make_user(role="county_officer", area=region.south))
    account = make_user(role="expert", organisation=make_organisation(area=region.north))
    person, mine = make_person(area=region.north, account=account), caller(client, account)
    assert mine("post", "/personal-data/requests", {"kind": "correction"})[0] == 422
    status, made = mine("post", "/personal-data/requests", {"kind": "correction", "words": "职称应为教授"})
    assert (status, made["person"], made["steps"], made["has_copy"]) == (201, person.pk, ["withdraw"], False)
    address = f"/personal-data/requests/{made['id']}"
    assert (south("get", address)[0], office("get", address)[1]["steps"]) == (404, ["fulfil", "refuse"])
    assert mine("post", f"{address}/steps/fulfil", {"reason": "已改"})[0] == 403
    assert office("post", f"{address}/steps/fulfil", {"reason": ""})[0] == 422
    assert office("post", f"{address}/steps/fulfil", {"reason": "已改"})[1]["state"] == "done"
    listed = [one("get", "/personal-data/requests?state=done")[1]["count"] for one in (mine, office, south)]
    assert (listed, mine("get", f"{address}/copy", raw=True).status_code) == ([1, 1, 0], 404)
    for_other = office("post", "/personal-data/requests", {"kind": "restriction", "person": make_person().pk})
    assert (for_other[0], PersonalRequest.objects.count()) == (201, 2)


def test_an_office_asks_for_a_contact_in_its_own_area(region, client):
    office = caller(client, make_user(role="county_officer", area=region.north))
    firm = make_organisation(area=region.north, contact_name="李敏", contact_phone="139 1234 5678")
    body = {"kind": "deletion", "area": region.north.code, "contact": {"phone": "13912345678"}}
    assert office("post", "/personal-data/contact-requests", {**body, "area": region.south.code})[0] == 404
    assert office("post", "/personal-data/contact-requests", {**body, "contact": {"name": "李敏"}})[0] == 422
    status, made = office("post", "/personal-data/contact-requests", body)
    assert (status, made["is_about_contact"], made["person"], made["steps"]) == (
        201, True, None, ["fulfil", "refuse", "withdraw"],
    )  # fmt: skip
    done = office("post", f"/personal-data/requests/{made['id']}/steps/fulfil", {"reason": "本人要求"})[1]
    firm.refresh_from_db()
    assert (done["outcome"], firm.contact_name, firm.contact_phone) == ("erased", "", "")
