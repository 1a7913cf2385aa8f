"""No demand without a clock: for its check from the day on which it is written down, for closing once it has an end."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region
from tests.integration.demands.test_filings import file_demand, open_site
from tests.integration.portal.test_clock_pages import opened

from duijie.common import clock, daily, outbox
from duijie.common.domain.calendar import set_day
from duijie.common.importing.nouns import RowToRevert, RowToWrite, noun_of
from duijie.common.jobs import run_job
from duijie.common.models import Job
from duijie.demands.domain import filings
from duijie.demands.domain.clock_beginnings import begin_missing
from duijie.demands.domain.clock_policies import add_policy, change_policy, shipped
from duijie.demands.domain.clock_recalculation import apply_policy, recalculate
from duijie.demands.domain.clock_tick import tick
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.filing_deadlines import is_anything_to_urge, urge_filings
from duijie.demands.domain.visits import log_visit
from duijie.demands.models import ClockEntry, Demand, DemandClock, Filing
from duijie.demands.registers import CONTACTS, DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.messaging.models import Message
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record

pytestmark = pytest.mark.django_db
__all__ = ["open_site"]  # a fixture that is used by itself
MONDAY = date(2026, 3, 2)


def at(day: int, *hours: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(*(hours or (10,))), timezone.get_current_timezone())


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north, username="officer")


@pytest.fixture
def policy(region):
    values = {"name": "云溪市时限", "area": region.city, "checking": 3, "response": 5, "solution": 20, "closing": 8}
    with clock.at(at(0, 9)):
        shipped()
        return add_policy(values=values, by=make_user(role="system_administrator"))


@pytest.fixture
def firm(region):
    return make_organisation(area=region.north, name="云溪轴承有限公司")


def born(firm, by, moment=None, **values):
    with clock.at(moment or at(0)):
        said = {"title": "轴承噪声", "body": "降低噪声", "organisation": firm, **values}
        return add_record(register=DEMANDS, values=said, by=by)


def take(demand, verb, by, moment):
    with clock.at(moment):
        demand.refresh_from_db()
        return take_step(
            demand=demand, verb=verb, version=demand.version, by=by, reason="说明", checks=tuple(CHECKS)
        )  # fmt: skip


def running(demand) -> dict[str, tuple[str, date]]:
    rows = DemandClock.objects.open().filter(demand=demand)
    return {one.kind: ("paused" if one.paused_at else "running", timezone.localdate(one.due_at)) for one in rows}


def told(moment: datetime) -> list[tuple[str, str]]:
    known = set(Message.objects.values_list("pk", flat=True))
    with clock.at(moment):
        for _again in range(2):
            tick()
            urge_filings()
            outbox.deliver_waiting()
    made = Message.objects.exclude(pk__in=known).exclude(account=None).order_by("pk")
    return [(one.kind, one.account.username) for one in made]


def test_wherever_a_demand_is_born_its_check_has_a_deadline(client, region, officer, policy, firm):
    made = [born(firm, officer)]
    with clock.at(at(0)):
        values = {"title": "走访", "organisation": firm, "visited_on": MONDAY}
        made.append(log_visit(values=values, by=officer, problem="密封件低温泄漏").demand)
        made.append(filings.accept(filing=file_demand(region)[0], by=officer)[0].demand)
        body = {"title": "接口填报", "body": "降低能耗", "organisation": firm.name}
        answer = opened(client, officer).post("/api/v1/demands", body, content_type="application/json")
        assert answer.status_code == 201, answer.content.decode()
        made.append(Demand.objects.get(pk=answer.json()["id"]))
    for demand in made:
        assert running(demand) == {"checking": ("running", day(3))}, demand
        demand.refresh_from_db()
        assert demand.clock_due_on == day(3)
    log = ClockEntry.objects.filter(demand=made[0]).values_list("kind", "deed", "cause", "by")
    assert list(log) == [("checking", "started", "add", officer.pk)]


def test_a_list_begins_the_clocks_of_its_rows_and_takes_them_back_with_them(region, policy):
    by, noun = make_user(role="city_officer", area=region.city), noun_of("demands")

    def written(first: int, count: int):
        rows = [
            RowToWrite(number, {"title": f"名单{number}", "body": "内容", "area": "970121"}, None, None, False)
            for number in range(first, first + count)
        ]
        with clock.at(at(0)), CaptureQueriesContext(connection) as asked:
            made = noun.write(rows, area=region.city, by=by, reason="名单")
        assert [one.error for one in made if one.error] == []
        return made, len(asked)

    first, _asked = written(900, 1)  # reads the permissions of the person, once
    few, first_asked = written(0, 90)
    many, then_asked = written(100, 90)
    assert first_asked == then_asked
    assert DemandClock.objects.open().filter(kind="checking", due_at=at(3, 17, 30)).count() == 181
    assert set(Demand.objects.values_list("clock_due_on", flat=True)) == {day(3)}
    told(at(2, 9))  # a reminder in the log keeps none of them
    back = [RowToRevert(one.number, one.record, one.version, None) for one in (*first, *few, *many)]
    with clock.at(at(2)):
        assert [one.error for one in noun.revert(back, area=region.city, by=by, reason="撤销") if one.error] == []
    assert (Demand.objects.count(), DemandClock.objects.count(), ClockEntry.objects.count()) == (0, 0, 0)


def test_nobody_has_it_yet_so_the_head_of_the_county_is_told(region, officer, policy, firm):
    make_user(role="leader", area=region.north, username="head")
    make_user(role="leader", area=region.city, username="city")
    demand = born(firm, officer)
    assert told(at(2, 9)) == [("clock.reminded", "head")]
    take(demand, "draft", officer, at(2))  # whoever takes the first step has it from then on
    assert DemandClock.objects.get(demand=demand).handler == officer
    assert sorted(told(at(4, 9))) == [("clock.urged", "head"), ("clock.urged", "officer")]
    take(demand, "send_back", officer, at(4))
    assert running(demand) == {"checking": ("running", day(3))}


def test_the_check_meets_it_and_no_word_with_the_firm_begins_a_report_before(region, officer, policy, firm):
    demand, other = born(firm, officer), make_user(role="county_officer", area=region.north)
    with clock.at(at(0, 11)):
        said = {"on": MONDAY, "side": "enterprise", "channel": "phone", "summary": "核对需求"}
        add_part(register=DEMANDS, part=CONTACTS, record=demand, version=demand.version, values=said, by=officer)
    assert {*running(demand)} == {"checking"}
    take(demand, "wait_enterprise", officer, at(1))
    assert running(demand)["checking"][0] == "paused"
    take(demand, "resume", officer, at(4))
    assert running(demand)["checking"] == ("running", day(8))  # three closings passed
    demand.refresh_from_db()
    with clock.at(at(4)):
        hand_over(demand=demand, to=other, version=demand.version, by=officer)
    assert running(demand)["checking"] == ("running", day(9))  # the new one has it in full
    take(demand, "verify", other, at(8))
    assert {*running(demand)} == {"response", "solution"}
    ends = DemandClock.objects.filter(demand=demand, kind="checking").order_by("round").values_list("end", flat=True)
    assert list(ends) == ["handed_over", "met"]


def test_what_has_an_end_is_to_be_closed(region, officer, policy, firm):
    make_user(role="leader", area=region.north, username="head")
    demand = make_demand(organisation=firm, state="solving", handler=officer, grade="declared")
    take(demand, "solved", officer, at(0))
    assert running(demand) == {"closing": ("running", day(10))}
    demand.refresh_from_db()
    assert demand.clock_due_on == day(10)
    assert told(at(9, 9)) == [("clock.reminded", "officer")]
    assert sorted(told(at(11, 9))) == [("clock.urged", "head"), ("clock.urged", "officer")]
    take(demand, "close", officer, at(11))
    assert running(demand) == {}
    take(demand, "reopen", officer, at(14))
    assert {*running(demand)} == {"response", "solution"}
    take(demand, "publish", officer, at(14))
    take(demand, "give_up", officer, at(14))
    assert running(demand) == {"closing": ("running", day(24))}
    take(demand, "reopen", officer, at(15))
    assert DemandClock.objects.filter(demand=demand, kind="closing").latest("pk").end == "ended"


def test_what_was_there_before_gets_its_clocks_from_a_job_that_can_run_twice(region, officer, policy):
    found, waits = make_demand(area=region.north), make_demand(area=region.north, waiting="enterprise")
    closing = [make_demand(area=region.north, state=state, handler=officer) for state in ("solved", "unsolved")]
    make_demand(area=region.north, state="published")
    make_demand(area=region.north, archived_at=at(0))
    with clock.at(at(20)):
        assert daily.start_due() >= 1
        job = Job.objects.get(kind="demands.begin_clocks")
        run_job(job.pk)
        assert begin_missing() == 0
    assert running(found) == {"checking": ("running", day(23))}  # from that day on: nothing is overdue at once
    assert running(waits) == {"checking": ("paused", day(23))}
    assert [running(one) for one in closing] == [{"closing": ("running", day(30))}] * 2
    assert DemandClock.objects.count() == 4
    waits.refresh_from_db()
    assert waits.clock_due_on is None
    assert ClockEntry.objects.filter(cause="missing").count() == 5
    take(waits, "resume", officer, at(21))
    assert running(waits) == {"checking": ("running", day(23))}  # the day on which it began counts anyway not


def test_corrected_days_and_changed_limits_move_them(region, officer, policy, firm):
    demand, keeper = born(firm, officer), make_user(role="system_administrator")
    with clock.at(at(1)):
        set_day(day=day(2), kind="holiday", by=keeper)
        assert recalculate() == 1
        assert running(demand)["checking"] == ("running", day(4))
        without = change_policy(policy=policy, values={"checking": None}, by=keeper, reason="不设", recalculates=True)
        apply_policy(without)
        assert (running(demand), begin_missing()) == ({}, 0)
        again = change_policy(policy=without, values={"checking": 5}, by=keeper, reason="设", recalculates=True)
        run_job(Job.objects.get(params={"policy": again.pk}).pk)
    assert running(demand)["checking"] == ("running", day(9))
    assert DemandClock.objects.filter(demand=demand).count() == 2


def test_lists_pages_and_programs_tell_the_kind_of_clock(client, region, officer, policy, firm):
    late, demand = born(firm, officer, at(-20), title="久未核实"), born(firm, officer, title="新到需求")
    city = make_user(role="city_officer", area=region.city)
    worked = take(born(firm, officer, title="在办需求"), "verify", city, at(0))
    browser = opened(client, officer)
    with clock.at(at(1)):
        for asked, found in (
            ("clock_kind=checking", [late, demand]), ("clock=overdue&clock_kind=checking", [late]),
            ("clock=running&clock_kind=checking", [demand]), ("clock_kind=solution", [worked]),
            ("clock=overdue&clock_kind=solution", []), ("clock_kind=closing", []), ("clock=running", [demand, worked]),
        ):  # fmt: skip
            page = browser.get(f"/demands/?{asked}").content.decode()
            assert [one for one in (late, demand, worked) if f"/demands/{one.pk}/" in page] == found, asked
            items = browser.get(f"/api/v1/demands?{asked}").json()["items"]
            assert {one["id"] for one in items} == {one.pk for one in found}
        page = browser.get(f"/demands/{late.pk}/").content.decode()
        assert ("Check" in page, "overdue" in page, f"/demands/{late.pk}/clocks/" in page) == (True, True, True)
        clocks = browser.get(f"/api/v1/demands/{late.pk}/clocks").json()
        assert [(one["kind"], one["state"]) for one in clocks] == [("checking", "overdue")]
        home = browser.get("/").content.decode()
        assert home.index("久未核实") < home.index("新到需求")
        assert f"{day(3):%Y-%m-%d}" in home


def test_a_filing_has_a_day_and_its_office_is_urged_once(client, region, officer, policy):
    make_user(role="leader", area=region.north, username="head")
    with clock.at(at(0)):
        filing, _secret = file_demand(region)
    browser = opened(client, officer)
    with clock.at(at(1)):
        for address in ("/", "/filings/", f"/filings/{filing.pk}/"):
            assert f"{day(3):%Y-%m-%d}" in browser.get(address).content.decode(), address
        sheet = openpyxl.load_workbook(io.BytesIO(browser.get("/filings/export/").content)).active
        assert str(sheet.cell(2, 8).value)[:10] == day(3).isoformat()
        assert is_anything_to_urge() is False
    assert told(at(3, 17, 0)) == []
    assert told(at(4, 7)) == []  # the office is shut
    assert sorted(told(at(4, 9))) == [("filing.urged", "head"), ("filing.urged", "officer")]
    assert told(at(9, 9)) == []
    with clock.at(at(9)):
        refused = filings.decide(filing=filing, verb="refuse", reason="不属受理范围", by=officer)
        filings.decide(filing=refused, verb="reconsider", reason="补充了材料", by=officer)
    assert told(at(10, 9)) == []  # it waits anew, in full
    assert sorted(told(at(15, 9))) == [("filing.urged", "head"), ("filing.urged", "officer")]
    with clock.at(at(15)):
        filings.accept(filing=Filing.objects.get(), by=officer)
    assert told(at(30, 9))[-1:] != [("filing.urged", "officer")]
