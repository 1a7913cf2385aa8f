"""Yields, the ledger and contacts of hosts by programs: the same verbs, the same scope, refusals in the audit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.factories import api
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation
from tests.factories.service import make_posting
from tests.integration.programmes.test_work_logs import World

from duijie.common import clock
from duijie.common.models import AuditEvent, PersonalDataRead
from duijie.demands.models import Demand
from duijie.programmes.models import HostContact, LedgerEntry, Yield

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def caller(user):
    return api.caller(Client(), user)


def test_a_yield_by_program(world):
    author, county = caller(world.author), caller(world.county)
    stranger = caller(make_user(role="firm_contact", organisation=make_organisation(area=world.region.south)))
    demand = make_demand(organisation=world.firm, area=world.region.north, state="published")
    given = {
        "posting": world.posting.pk, "kind": "problem", "title": "渗碳变形", "demand": demand.pk,
        "happened_on": clock.today().isoformat(),
    }  # fmt: skip
    assert stranger("post", "/yields", given)[0] in (403, 404)
    assert author("post", "/yields", {**given, "demand": make_demand(area=world.region.south).pk})[0] in (404, 422)
    status, made = author("post", "/yields", given)
    assert status == 201, made
    assert (made["demand"], made["shares"]) == (demand.pk, [{"posting": world.posting.pk, "percent": 100}])
    assert author("post", "/yields", given)[0] == 422  # entered once, whoever enters it
    address = f"/yields/{made['id']}"
    edit = {**{key: one for key, one in given.items() if key != "posting"}, "version": made["version"]}
    status, made = author("put", address, {**edit, "title": "渗碳层变形"})
    assert (status, made["title"]) == (200, "渗碳层变形")
    assert author("put", address, edit)[0] == 409  # as it was read before
    assert county("post", f"{address}/steps/verify", {"version": made["version"]})[0] == 422  # no evidence yet
    token = caller(world.author)
    paper = {"kind": "test", "file": SimpleUploadedFile("r.pdf", PDF)}
    sent = token("post", f"{address}/evidence", raw=True, data=paper)
    assert (sent.status_code, [one["name"] for one in sent.json()["evidence"]]) == (201, ["r.pdf"])
    assert author("post", f"{address}/steps/verify", {"version": made["version"]})[0] == 403
    second = make_posting(call=world.call, host=world.firm, by=world.city)
    halves = [{"posting": world.posting.pk, "percent": 50}, {"posting": second.pk, "percent": 50}]
    status, made = county("put", f"{address}/shares", {"shares": halves, "version": made["version"]})
    assert (status, {one["percent"] for one in made["shares"]}) == (200, {50})
    assert county("put", f"{address}/shares", {"shares": halves[:1], "version": made["version"]})[0] == 422
    assert county("post", f"{address}/steps/verify", {"version": made["version"]})[0] == 422  # not solved yet
    Demand.objects.filter(pk=demand.pk).update(state="solved", grade="third_party")
    status, made = county("post", f"{address}/steps/verify", {"version": made["version"]})
    assert (status, made["state"]) == (200, "verified")
    assert author("post", f"{address}/steps/withdraw", {"version": made["version"], "reason": "x"})[0] == 422
    for narrowed, count in ((f"demand={demand.pk}", 1), (f"posting={second.pk}", 1), ("firm=99999", 0)):
        assert county("get", f"/yields?{narrowed}")[1]["count"] == count
    assert (stranger("get", "/yields")[1]["count"], stranger("get", address)[0]) == (0, 404)
    assert Yield.objects.count() == 1
    assert AuditEvent.objects.filter(verb="yield.refused").count() == 1


def test_the_ledger_by_program(world):
    county, author = caller(world.county), caller(world.author)
    far = make_user(role="county_officer", area=world.region.south)
    given = {
        "posting": world.posting.pk, "kind": "subsidy", "stage": "paid", "amount": "60000.00",
        "booked_on": clock.today().isoformat(), "document": "云科发〔2026〕3号", "submission": "s-1",
    }  # fmt: skip
    status, made = county("post", "/ledger", given)
    assert (status, made["amount"], made["reversed_by"]) == (201, "60000.00", None), made
    assert county("post", "/ledger", given)[1]["id"] == made["id"]  # sent twice
    for bad in ({"amount": "60000"}, {"amount": "0"}, {"amount": "1.005"}, {"kind": "gift"}, {"x": 1}):
        assert county("post", "/ledger", {**given, "submission": "", **bad})[0] == 422, bad
    assert author("post", "/ledger", {**given, "submission": "s-2"})[0] == 403
    assert caller(far)("post", "/ledger", {**given, "submission": "s-3"})[0] == 404
    status, back = county("post", f"/ledger/{made['id']}/reverse", {"reason": "重复"})
    assert (status, back["amount"], back["reverses"]) == (201, "-60000.00", made["id"])
    assert county("post", f"/ledger/{made['id']}/reverse", {"reason": "重复"})[0] == 422
    assert county("get", f"/ledger/{made['id']}")[1]["reversed_by"] == back["id"]
    assert county("get", "/ledger?kind=subsidy&stage=paid")[1]["count"] == 2
    assert county("get", "/ledger?booked_from=2999-01-01")[1]["count"] == 0
    assert county("get", "/ledger/balances?by=firm")[1][0]["paid"] == "0.00"
    assert (caller(far)("get", "/ledger")[1]["count"], caller(far)("get", f"/ledger/{made['id']}")[0]) == (0, 404)
    assert LedgerEntry.objects.count() == 2


def test_contacts_of_hosts_by_program(world):
    firm, county = caller(world.contact), caller(world.county)
    other = make_user(role="firm_contact", organisation=make_organisation(area=world.region.south))
    given = {"organisation": world.firm.pk, "name": "钱二", "email": "q2@firm.example"}
    assert caller(other)("post", "/host-contacts", given)[0] in (403, 404)
    status, made = firm("post", "/host-contacts", given)
    assert (status, made["email"], made["verified_at"]) == (201, "q2@firm.example", None)
    assert firm("post", "/host-contacts", {**given, "account": other.pk})[0] == 422
    address = f"/host-contacts/{made['id']}"
    assert firm("post", f"{address}/verify", {"proof": "我自己"})[0] == 403
    status, made = county("post", f"{address}/verify", {"proof": "授权书"})
    assert (status, made["proof"], made["verified_at"] is None) == (200, "授权书", False)
    listed = county("get", f"/host-contacts?organisation={world.firm.pk}&verified=true")[1]
    assert (listed["count"], {"email", "mobile"} & {*listed["items"][0]}) == (2, set())
    assert county("get", address)[1]["email"] == "q2@firm.example"
    assert PersonalDataRead.objects.filter(purpose="host_contact", reader=world.county).count() == 1
    assert (caller(other)("get", "/host-contacts")[1]["count"], caller(other)("get", address)[0]) == (0, 404)
    assert firm("post", f"{address}/end", {})[1]["ended_at"] is not None
    assert HostContact.objects.in_force().filter(pk=made["id"]).count() == 0
