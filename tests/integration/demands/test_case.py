"""A demand as a case: a second person checks it, it has a handler, it waits, is passed up, and its course is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.access import can
from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common.turns import Turn
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.queries.demands import list_possible_handlers
from duijie.demands.domain.queries.work import handled_by, passed_up
from duijie.demands.models import CaseEvent, Demand
from duijie.demands.registers import CONTACTS, DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import DemandState, Waiting
from duijie.messaging.models import Message
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def chief(region):
    return make_user(role="city_officer", area=region.city)


def enter(by, region):
    values = {"title": "低温球阀泄漏", "body": "零下一百度泄漏超标", "area": region.north}
    return add_record(register=DEMANDS, values=values, by=by)


def verify(demand, by, checks=CHECKS):
    demand.refresh_from_db()
    return take_step(demand=demand, verb="verify", version=demand.version, by=by, checks=checks)


def speak(demand, by, side="enterprise"):
    demand.refresh_from_db()
    values = {"on": "2026-06-01", "side": side, "channel": "phone", "summary": "已答复"}
    row = add_part(register=DEMANDS, part=CONTACTS, record=demand, version=demand.version, values=values, by=by)
    demand.refresh_from_db()
    return row


def codes(refused):
    error = refused.value
    lists = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
    return [one.code for found in lists for one in found]


def test_nobody_verifies_what_they_wrote_while_somebody_else_can(region, officer, chief):
    demand = enter(officer, region)
    with pytest.raises(ValidationError) as refused:
        verify(demand, officer)
    assert codes(refused) == ["second_person"]
    assert verify(demand, chief).state == "verified"


def test_who_submitted_it_last_wrote_it(region, officer, chief):
    demand = enter(officer, region)
    take_step(demand=demand, verb="draft", version=1, by=chief)
    for by in (officer, chief):
        with pytest.raises(ValidationError):
            verify(demand, by)
    second = make_user(role="county_officer", area=region.north)
    assert verify(demand, second).state == "verified"


def test_an_office_of_one_checks_by_itself(region, officer):
    assert verify(enter(officer, region), officer).state == "verified"


def test_every_check_is_confirmed(region, officer):
    demand = make_demand()
    for left in CHECKS:
        with pytest.raises(ValidationError) as refused:
            verify(demand, officer, {*CHECKS} - {left})
        assert codes(refused) == ["checks"]
        assert str(CHECKS[left]) in " ".join(refused.value.messages)
    assert CaseEvent.objects.count() == 0


def test_those_who_may_are_the_same_whichever_way_one_asks(region):
    firm = make_organisation(area=region.north)
    everybody = [make_user(role=role, area=region.north) for role in ROLES] + [
        make_user(role="county_officer", area=region.south), make_user(role="firm_contact", organisation=firm),
        make_user(role="city_officer", area=region.city),
    ]  # fmt: skip
    place = make_demand(organisation=firm).place
    for permission in Permission:
        held = {one.pk for one in everybody if can(one, permission, place)}
        assert {one.pk for one in holders_at(permission, place)} == held, permission


def test_it_is_handed_over_to_whoever_may_and_not_to_others(region, officer, chief):
    demand = verify(make_demand(), officer)
    assert (demand.handler, list_possible_handlers(demand)) == (officer, [chief])
    stranger = make_user(role="county_officer", area=region.south)
    firm_contact = make_user(role="firm_contact", organisation=make_organisation(area=region.north))
    for to in (stranger, firm_contact, officer):
        with pytest.raises(ValidationError) as refused:
            hand_over(demand=demand, to=to, version=2, by=officer)
        assert codes(refused) == ["handler"]
    with pytest.raises(PermissionDenied):
        hand_over(demand=demand, to=stranger, version=2, by=stranger)
    given = hand_over(demand=demand, to=chief, version=2, by=officer, reason="休假")
    assert (given.handler, given.version) == (chief, 3)
    event = given.events.latest("pk")
    assert (event.verb, event.by, event.handler, event.reason) == ("hand_over", officer, chief, "休假")
    assert take_step(demand=given, verb="publish", version=3, by=officer).handler == chief  # until it is handed over


def test_waiting_ends_when_they_answer_or_it_moves_on(region, officer):
    demand = make_demand(state="contacted")

    def wait(verb):
        demand.refresh_from_db()
        take_step(demand=demand, verb=verb, version=demand.version, by=officer, reason="等样品")
        demand.refresh_from_db()

    wait("wait_enterprise")
    assert speak(demand, officer, "expert").by == officer
    assert demand.waiting == Waiting.ENTERPRISE
    speak(demand, officer, "enterprise")
    assert demand.waiting == ""
    wait("wait_expert")
    speak(demand, officer, "both")
    assert demand.waiting == ""
    wait("wait_expert")
    demand = take_step(demand=demand, verb="negotiate", version=demand.version, by=officer)
    assert (demand.waiting, demand.state) == ("", "negotiating")
    assert [one.verb for one in demand.events.order_by("pk")] == [
        "wait_enterprise", "spoken", "spoken", "resume", "wait_expert", "spoken", "resume", "wait_expert", "negotiate",
    ]  # fmt: skip


def test_a_county_passes_up_and_the_city_sees_it(region, officer, chief):
    demand = make_demand(state="contacted")
    take_step(demand=demand, verb="escalate_city", version=1, by=officer, reason="跨县协调")
    assert (list(passed_up(by=chief)), list(passed_up(by=officer))) == ([demand], [])
    demand.refresh_from_db()
    take_step(demand=demand, verb="return_county", version=2, by=chief, reason="县里可办")
    assert list(passed_up(by=chief)) == []


def test_the_turn_is_theirs_who_are_waited_for():
    for state in DemandState:
        assert Demand(state=state, waiting=Waiting.EXPERT).turn is Turn.EXPERT
    assert Demand(state="solved").turn is Turn.ENTERPRISE


def test_the_page_tells_it_to_those_who_reach_it(client, region, officer, chief):
    demand = verify(make_demand(disclosure="registered"), officer)
    demand = take_step(demand=demand, verb="publish", version=2, by=officer)
    demand = take_step(demand=demand, verb="contact", version=3, by=officer)
    assert list(handled_by(by=officer)) == [demand]
    client.force_login(officer)
    assert str(demand.pk) in "".join(one.address for one in client.get("/").context["waiting"])
    page = client.get(f"/demands/{demand.pk}/")
    case = page.context["case"]
    assert (page.context["turn"].is_mine, [one.event.verb for one in case.events]) == (
        True,
        ["contact", "publish", "verify"],
    )
    answer = client.post(f"/demands/{demand.pk}/hand-over/", {"handler": chief.pk, "version": 4, "reason": "调岗"})
    assert answer.status_code == 302
    demand.refresh_from_db()
    assert demand.handler == chief
    assert client.get(f"/demands/?handler={chief.pk}").context["table"].paginated_rows[0].record == demand
    stranger = make_user(role="county_officer", area=region.south)
    client.force_login(stranger)
    assert client.get(f"/demands/{demand.pk}/").context["case"] is None
    assert client.get(f"/demands/{demand.pk}/hand-over/").status_code == 403


def test_who_submitted_a_demand_is_told_that_it_was_sent_back() -> None:
    firm = make_organisation(area=make_region().north)
    finder = make_user(role="liaison_officer", organisation=firm)
    officer = make_user(role="county_officer", area=firm.area)
    demand = make_demand(organisation=firm)
    demand = take_step(demand=demand, verb="draft", version=demand.version, by=finder)
    take_step(demand=demand, verb="send_back", version=demand.version, by=officer, reason="请补充指标")
    (told,) = Message.objects.filter(account=finder)
    assert (told.kind, told.context["reason"]) == ("demand.step", "请补充指标")
