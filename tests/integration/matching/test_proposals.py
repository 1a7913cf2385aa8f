"""Proposals: asked, answered by each side in either order, ended; who may, by account and by link."""

from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories.accounts import make_user

from duijie.common import clock, outbox
from duijie.common.domain.links import LinkRefusedError
from duijie.common.models import AuditEvent
from duijie.common.site import AS_SHIPPED
from duijie.matching.domain.proposal_links import find_link, make_link
from duijie.matching.domain.proposals import answer, expire_proposals, propose, take_step
from duijie.matching.domain.queries.faces import seen_supply
from duijie.matching.domain.queries.proposals import list_proposals
from duijie.matching.models import Proposal
from duijie.matching.states import INTEREST, LIVING, STEPS, WAITING, ProposalState
from duijie.registry.domain.personal_requests import ask, take_request_step

pytestmark = pytest.mark.django_db
OFFICE_HOURS = datetime(2027, 3, 17, 2, tzinfo=UTC)  # ten in the morning of a Wednesday in China


@pytest.fixture
def proposal(docking):
    return propose(
        demand=docking.demand, kind="achievement", supply=docking.seal.pk, by=docking.officer, message="请双方看看"
    )


def say(proposal, side, by, *, yes=True, reason="no_time"):
    return answer(proposal=proposal, side=side, interested=yes, by=by, reason="" if yes else reason)


@pytest.mark.parametrize("order", [("demand", "supply"), ("supply", "demand")])
def test_two_yes_are_mutual_interest_in_either_order(docking, proposal, order):
    people = {"demand": docking.firm_contact, "supply": docking.school_officer}
    first = say(proposal, order[0], people[order[0]])
    assert first.state == f"interest_{order[0]}"
    assert say(proposal, order[1], people[order[1]]).state == "mutual"
    assert [event.verb for event in proposal.events.all()] == ["propose", "interest", "interest"]


def test_a_no_ends_it_and_names_the_reason(docking, proposal):
    with pytest.raises(ValidationError):
        say(proposal, "supply", docking.school_officer, yes=False, reason="")
    ended = say(proposal, "supply", docking.school_officer, yes=False, reason="rights")
    assert (ended.state, ended.declined_by, ended.reason) == ("declined", "supply", "rights")
    with pytest.raises(ValidationError) as refused:
        say(proposal, "demand", docking.firm_contact)
    assert refused.value.code == "over"


def test_a_pair_has_one_living_proposal(docking, proposal):
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk, "by": docking.officer}
    with pytest.raises(ValidationError) as refused:
        propose(**pair)
    assert refused.value.code == "twice"
    take_step(proposal=proposal, verb="withdraw", by=docking.officer)
    assert propose(**pair).pk != proposal.pk


def test_each_answers_for_the_own_side_only(docking, proposal):
    for side, person in (("supply", docking.firm_contact), ("demand", docking.school_officer)):
        with pytest.raises(PermissionDenied):
            say(proposal, side, person)
    stranger = make_user(role="county_officer", area=docking.region.south)
    with pytest.raises(PermissionDenied):
        say(proposal, "demand", stranger)
    with pytest.raises(PermissionDenied):  # an expert of the same university, who is not asked
        say(proposal, "supply", docking.professor)


def test_an_expert_is_asked_in_person(docking):
    asked = propose(demand=docking.demand, kind="expert", supply=docking.expert.pk, by=docking.officer)
    other = make_user(role="expert", organisation=docking.school)
    with pytest.raises(PermissionDenied):
        say(asked, "supply", other)
    assert say(asked, "supply", docking.professor).state == "interest_supply"
    assert list(list_proposals(by=other)) == []
    assert list(list_proposals(by=docking.professor)) == [asked]


def test_who_sees_it(docking, proposal):
    north = make_user(role="county_officer", area=docking.region.north)
    south = make_user(role="county_officer", area=docking.region.south)
    seen = {
        person.username: list(list_proposals(by=person)) == [proposal]
        for person in (docking.officer, docking.firm_contact, docking.school_officer, docking.professor, north, south)
    }
    assert list(seen.values()) == [True, True, True, False, True, False]


def test_it_expires_once_and_then_nobody_answers(docking, proposal):
    assert expire_proposals() == 0
    with clock.at(clock.now() + timedelta(days=20)):
        with pytest.raises(ValidationError) as refused:
            say(proposal, "demand", docking.firm_contact)
        assert refused.value.code == "over"
        assert (expire_proposals(), expire_proposals()) == (1, 0)
    proposal.refresh_from_db()
    assert proposal.state == "expired"


def test_a_link_answers_for_its_side_without_an_account(docking, proposal):
    secret = make_link(proposal=proposal, side="demand", by=docking.officer)
    browser = Client()
    page = browser.get(f"/p/{secret}/")
    assert (page.status_code, "请双方看看" in page.content.decode()) == (200, True)
    proposal.refresh_from_db()
    assert proposal.state == "shown"  # looking is not answering
    browser.post(f"/p/{secret}/", {"answer": "yes"})
    proposal.refresh_from_db()
    assert proposal.state == "interest_demand"
    newer = make_link(proposal=proposal, side="demand", by=docking.officer)
    assert (browser.get(f"/p/{secret}/").status_code, browser.get(f"/p/{newer}/").status_code) == (404, 200)
    assert AuditEvent.objects.filter(verb="proposal.link_refused").count() == 1


@pytest.mark.parametrize("secret", ["x", "a" * 32, "../../etc", "é" * 30, "%00" * 10])
def test_a_guessed_link_opens_nothing(proposal, secret):
    with pytest.raises(LinkRefusedError):
        find_link(secret, by=None)
    assert Client().get(f"/p/{secret}/").status_code == 404


def test_a_link_is_over_with_its_proposal(docking, proposal):
    secret = make_link(proposal=proposal, side="supply", by=docking.officer)
    with clock.at(clock.now() + timedelta(days=20)), pytest.raises(LinkRefusedError):
        find_link(secret, by=None)


def test_both_sides_are_mailed_once_each(docking, proposal, mailoutbox):
    people = ((docking.firm_contact, "a@example.org", "zh-hans"), (docking.school_officer, "b@example.org", "en"))
    for person, address, language in people:
        person.email, person.language = address, language
        person.save()
    with clock.at(OFFICE_HOURS):
        outbox.deliver_waiting()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["a@example.org", "b@example.org"]
    assert {mail.to[0]: str(make_header(decode_header(mail.from_email))) for mail in mailoutbox} == {
        "a@example.org": f"{AS_SHIPPED['name']} <duijie@localhost>",
        "b@example.org": f"{AS_SHIPPED['name_en']} <duijie@localhost>",
    }


def test_the_table_of_states_is_complete():
    reached = {step.target for step in STEPS.values()} | set(INTEREST.values()) | {ProposalState.DECLINED}
    assert reached | {ProposalState.SHOWN} == set(ProposalState)
    left = {source for step in STEPS.values() for source in step.sources} | {state for state, _side in INTEREST}
    assert left == LIVING
    assert WAITING < LIVING


def test_only_a_demand_that_looks_for_somebody_is_proposed(docking, proposal):
    from duijie.demands.domain.demands import take_step as step_demand

    step_demand(
        demand=docking.demand, verb="give_up", version=docking.demand.version, by=docking.officer, reason="无解"
    )
    docking.demand.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        propose(demand=docking.demand, kind="achievement", supply=docking.tea.pk, by=docking.officer)
    assert (refused.value.code, Proposal.objects.count()) == ("state", 1)


def test_an_expert_whose_data_is_kept_unused_is_named_to_nobody(docking, client):
    officer = make_user(role="county_officer", area=docking.region.south)
    made = propose(demand=docking.demand, kind="expert", supply=docking.expert.pk, by=docking.officer)
    client.force_login(docking.officer)
    pages = ("/proposals/", f"/proposals/{made.pk}/", "/proposals/export/?format=csv", "/proposals/?q=江临")
    shown = [b"".join(client.get(page)).decode().count("江临") > 0 for page in pages[:3]]
    assert shown == [True, True, True]
    request = ask(kind="restriction", by=officer, person=docking.expert)
    take_request_step(request=request, verb="fulfil", by=officer, reason="本人要求")
    hidden = [b"".join(client.get(page)).decode().replace("q=江临", "").replace('value="江临"', "") for page in pages]
    assert ["江临" in page for page in hidden] == [False] * 4
    assert f"{docking.expert.pk}号专家" in hidden[0]
    assert list(list_proposals(by=docking.officer).filter(seen_supply(docking.officer))) == []
