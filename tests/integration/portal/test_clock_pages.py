"""Pages and API of clock policies and of the clocks of demands: what each shows, to whom, and what one does there."""

import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.domain.calendar import add_working_days
from duijie.demands.domain.clock_policies import add_policy, shipped
from duijie.demands.domain.demands import take_step
from duijie.demands.models import ClockPolicy, DemandClock, Supervision
from duijie.demands.requirements import CHECKS

pytestmark = pytest.mark.django_db
TERMS = {
    "name": "北渡县时限", "area": "970121", "kind": "", "checking": "4",
    "checking_unit": "day", "closing": "", "closing_unit": "day", "response": "2", "response_unit": "day", "update": "",
    "update_unit": "day", "solution": "30", "solution_unit": "day", "morning_from": "08:30", "morning_to": "12:00",
    "afternoon_from": "14:00", "afternoon_to": "17:30", "reminder_days": "1", "pauses_for_enterprise": "on",
    "supervise_days": "3", "rule": "no", "reason": "渡科〔2026〕3号",
}  # fmt: skip


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def city(region):
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


def opened(client, user):
    client.force_login(user, backend="duijie.accounts.backends.LoginNameBackend")
    client.cookies["duijie_language"] = "en"
    return client


def checked(officer, days: int, **values):
    """A demand that was checked so many days ago, at ten."""
    moment = timezone.localtime(clock.now()) - timedelta(days=days)
    with clock.at(datetime.combine(moment.date(), time(10), timezone.get_current_timezone())):
        demand = make_demand(organisation=make_organisation(area=officer.memberships.get().area), **values)
        return take_step(demand=demand, verb="verify", version=1, by=officer, checks=tuple(CHECKS))


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_a_policy_is_added_changed_retired_and_found_again(client, city, region):
    browser = opened(client, city)
    assert "Default deadlines" in text(browser.get("/clock-policies/"))
    assert "taken from no regulation" in text(browser.get(f"/clock-policies/{shipped().pk}/"))
    assert 'value="60"' in text(browser.get(f"/clock-policies/add/?like={shipped().pk}"))
    made = browser.post("/clock-policies/add/", TERMS)
    first = ClockPolicy.objects.get(area=region.north)
    assert (made.status_code, made["Location"]) == (302, f"/clock-policies/{first.pk}/")
    assert "2 working days" in text(browser.get("/clock-policies/?q=北渡"))
    refused = text(browser.post("/clock-policies/add/", TERMS))
    assert "There is a policy for this area and kind already" in refused
    assert 'value="渡科〔2026〕3号"' in refused

    changed = {**TERMS, "response": "4", "response_unit": "hour", "rule": "yes", "reason": ""}
    assert "This field is required" in text(browser.post(f"/clock-policies/{first.pk}/change/", changed))
    browser.post(f"/clock-policies/{first.pk}/change/", changed | {"reason": "提速"})
    second = ClockPolicy.objects.get(previous=first)
    assert (second.response, second.response_unit, second.update, second.recalculates) == (4, "hour", None, True)
    page = text(browser.get(f"/clock-policies/{second.pk}/"))
    assert ("4 office hours" in page, "提速" in page, f"/clock-policies/{first.pk}/" in page) == (True, True, True)
    assert browser.get(f"/clock-policies/{first.pk}/change/").status_code == 404  # an earlier version stays as it was

    assert "required" in text(browser.post(f"/clock-policies/{second.pk}/retire/", {}))
    browser.post(f"/clock-policies/{second.pk}/retire/", {"reason": "并入市规则"})
    assert "“北渡县时限” was retired" in text(browser.get("/clock-policies/"))
    assert "北渡县时限" not in text(browser.get("/clock-policies/?q=北渡"))
    assert text(browser.get("/clock-policies/?q=北渡&in_force=no")).count(">北渡县时限<") == 2
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get("/clock-policies/export/?in_force=all").content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)].count("北渡县时限") == 2


def test_who_sees_and_sets_policies(client, city, officer, region):
    policy = add_policy(values={"name": "市", "area": region.city, "response": 2}, by=city)
    far = add_policy(
        values={"name": "南", "area": region.south, "response": 2}, by=make_user(role="system_administrator")
    )
    for user, sees, far_sees, change, everywhere in (
        (city, 200, 200, 200, 403), (officer, 200, 404, 403, 403),
        (make_user(role="leader", area=region.north), 200, 404, 403, 403),
        (make_user(role="system_administrator"), 200, 200, 200, 200),
        (make_user(role="firm_contact", organisation=make_organisation()), 403, 403, 403, 403),
        (make_user(role="reviewer"), 403, 403, 403, 403),
    ):  # fmt: skip
        browser = opened(client, user)
        found = [
            browser.get(address).status_code
            for address in (
                f"/clock-policies/{policy.pk}/", f"/clock-policies/{far.pk}/", f"/clock-policies/{policy.pk}/change/",
                f"/clock-policies/{shipped().pk}/change/",
            )
        ]  # fmt: skip
        assert found == [sees, far_sees, change, everywhere], user
        api = [browser.get(f"/api/v1/clock-policies/{one.pk}").status_code for one in (policy, far)]
        assert api == [sees, far_sees], user
        assert browser.get("/clock-policies/").status_code == (200 if sees == 200 else 403)


def test_the_api_sets_policies_like_the_pages(client, city, region):
    browser = opened(client, city)
    body = {"name": "南屏县时限", "area": "970122", "response": 2, "solution": 40, "afternoon_to": "18:00"}
    made = browser.post("/api/v1/clock-policies", body, content_type="application/json")
    assert (made.status_code, made.json()["afternoon_to"], made.json()["head"]) == (201, "18:00", None)
    number = made.json()["id"]
    changed = {"name": "南屏县时限", "response": 3, "reason": "放宽"}
    answer = browser.put(f"/api/v1/clock-policies/{number}", changed, content_type="application/json").json()
    assert (answer["previous"], answer["response"], answer["solution"]) == (number, 3, None)
    stale = browser.put(f"/api/v1/clock-policies/{number}", changed, content_type="application/json")
    assert (stale.status_code, stale.json()["errors"][0]["code"]) == (422, "state")
    no_limit = dict.fromkeys(("checking", "response", "solution", "closing"))
    for wrong in ({"area": "999999"}, {"head": "nobody"}, no_limit):
        refused = browser.post("/api/v1/clock-policies", body | {"kind": "ip"} | wrong, content_type="application/json")
        assert refused.status_code == 422, wrong
    retired = browser.post(
        f"/api/v1/clock-policies/{answer['id']}/retire", {"reason": "并入市"}, content_type="application/json"
    )
    assert retired.json()["ended_at"] is not None
    assert browser.get("/api/v1/clock-policies?q=南屏").json()["count"] == 0


def test_the_page_list_and_home_of_whoever_handles_it_say_what_is_due(client, officer):
    late, fresh = checked(officer, 40, title="逾期的需求"), checked(officer, 0, title="新的需求")
    browser = opened(client, officer)
    home = text(browser.get("/"))
    assert "“逾期的需求”: first response, overdue by working days:" in home
    assert home.index("逾期的需求") < home.index("“新的需求”: first response")
    page = text(browser.get(f"/demands/{late.pk}/"))
    assert ("overdue" in page, f"/demands/{late.pk}/clocks/" in page) == (True, True)
    log = text(browser.get(f"/demands/{late.pk}/clocks/"))
    assert ("<svg" in log, "First response 1: started" in log, 'class="late"' in log) == (True, True, True)
    due = add_working_days(clock.today(), 3, counting_first=False)
    assert f"{due:%Y-%m-%d}" in text(browser.get("/demands/?q=新的需求"))
    for asked, found in (("overdue", [late]), ("running", [late, fresh]), ("paused", []), ("supervised", [])):
        listed = text(browser.get(f"/demands/?clock={asked}"))
        assert [one for one in (late, fresh) if f"/demands/{one.pk}/" in listed] == found, asked
        items = browser.get(f"/api/v1/demands?clock={asked}").json()["items"]
        assert {one["id"] for one in items} == {one.pk for one in found}
    clocks = browser.get(f"/api/v1/demands/{late.pk}/clocks").json()
    assert [(one["kind"], one["state"]) for one in clocks] == [("response", "overdue"), ("solution", "running")]
    assert browser.get(f"/api/v1/demands/{late.pk}/clocks/log").json()[0]["deed"] == "started"


def test_whoever_sees_a_demand_only_because_it_is_open_sees_no_deadlines(client, officer, region):
    late = checked(officer, 40, title="逾期的需求")
    late = take_step(demand=late, verb="publish", version=late.version, by=officer)
    for stranger in (
        make_user(role="expert", organisation=make_organisation(area=region.south)),
        make_user(role="county_officer", area=region.south),
    ):
        browser = opened(client, stranger)
        page, listed = text(browser.get(f"/demands/{late.pk}/")), text(browser.get("/demands/"))
        assert ("逾期的需求" in page, f"/demands/{late.pk}/clocks/" in page) == (True, False)
        assert f"{late.clock_due_on:%Y-%m-%d}" not in listed
        assert "逾期的需求" not in text(browser.get("/demands/?clock=overdue"))
        assert browser.get(f"/demands/{late.pk}/clocks/").status_code == 403
        for part in ("clocks", "clocks/log", "supervisions"):
            assert browser.get(f"/api/v1/demands/{late.pk}/{part}").status_code == 403
        assert browser.get(f"/demands/{late.pk}/supervise/").status_code == 403
        assert browser.get("/api/v1/demands").json()["items"][0]["clock_due_on"] is None


def test_a_leader_orders_supervised_handling_and_lifts_it(client, officer, region):
    late = checked(officer, 40, title="逾期的需求")
    DemandClock.objects.filter(demand=late, kind="response").update(told=3)
    leader = make_user(role="leader", area=region.north)
    browser = opened(client, leader)
    assert "Decide on supervised handling: “逾期的需求”" in text(browser.get("/"))
    assert "Order supervised handling" in text(browser.get(f"/demands/{late.pk}/"))
    assert "required" in text(browser.post(f"/demands/{late.pk}/supervise/", {"reason": ""}))
    assert browser.post(f"/demands/{late.pk}/supervise/", {"reason": "企业催问"}).status_code == 302
    assert "already" in text(browser.post(f"/demands/{late.pk}/supervise/", {"reason": "企业催问"}))
    assert "逾期的需求" in text(browser.get("/demands/?clock=supervised"))
    opened(client, officer)
    assert "Under supervised handling: “逾期的需求”" in text(browser.get("/"))
    page = text(browser.get(f"/demands/{late.pk}/"))
    assert ("企业催问" in page, "Lift supervised handling" in page) == (True, False)
    assert browser.get(f"/demands/{late.pk}/supervise/").status_code == 403
    opened(client, leader)
    lifted = browser.post(
        f"/api/v1/demands/{late.pk}/supervisions/lift", {"reason": "已答复"}, content_type="application/json"
    )
    assert lifted.json()["lifted_reason"] == "已答复"
    assert Supervision.objects.get().lifted_at is not None


def test_the_pages_ask_the_database_as_often_for_many_as_for_one(client, officer):
    browser = opened(client, officer)
    counts = {}
    for number in (2, 9):
        for _more in range(number):
            one = checked(officer, 40)
        for address in ("/", "/demands/?clock=overdue", f"/demands/{one.pk}/", f"/demands/{one.pk}/clocks/"):
            browser.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(address).status_code == 200
            counts.setdefault(address.replace(str(one.pk), "n"), set()).add(len(asked))
    assert {address: len(found) for address, found in counts.items()} == dict.fromkeys(counts, 1), counts
