"""The steps of demands: every state with every step, allowed and refused; the table is complete."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.roles import ROLES, Reach
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.demands.domain.demands import take_step
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import (
    OPEN,
    SETTLED,
    STEPS,
    TURNS,
    WANTING,
    DemandState,
    Level,
    Waiting,
    steps_from,
)
from duijie.registry.domain.queries.records import list_history, list_records
from duijie.registry.domain.records import archive_record, edit_record

pytestmark = pytest.mark.django_db
EVERY = [(state, verb) for state in DemandState for verb in STEPS]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="county_officer", area=region.north)


def test_every_state_can_be_reached_from_the_first_and_left():
    firsts = {
        "state": (DemandState.FOUND, DemandState),
        "waiting": ("", ["", *Waiting]),
        "level": (Level.COUNTY, Level),
    }
    for field, (first, every) in firsts.items():
        reached = {first}
        while True:
            more = {step.target for step in STEPS.values() if step.field == field and step.sources & reached} - reached
            if not more:
                break
            reached |= more
        assert reached == set(every)
    assert {state for state in DemandState if not steps_from(state)} == set()
    assert set(TURNS) == set(DemandState)


def test_no_step_leads_nowhere_and_verbs_are_their_keys():
    assert {verb: step.verb for verb, step in STEPS.items()} == {verb: verb for verb in STEPS}
    assert [step.verb for step in STEPS.values() if step.target in step.sources] == []
    assert [step.verb for step in STEPS.values() if not step.sources] == []
    assert set(DemandState) >= OPEN
    assert set(DemandState) >= WANTING


def test_what_ends_or_goes_back_needs_a_reason():
    assert {step.verb for step in STEPS.values() if step.needs_reason} == {
        "send_back", "withdraw", "solved", "give_up", "reopen", "wait_enterprise", "wait_expert", "escalate_city",
        "escalate_province", "return_city", "return_county",
    }  # fmt: skip


@pytest.mark.parametrize("state, verb", EVERY)
def test_every_state_with_every_step(state, verb, by):
    step = STEPS[verb]
    begins = {} if step.field == "state" else {step.field: next(iter(sorted(step.sources)))}
    demand = make_demand(state=state, grade="declared", **begins)
    was = getattr(demand, step.field)
    if was not in step.sources or (step.field != "state" and state in SETTLED):
        with pytest.raises(ValidationError) as refused:
            take_step(demand=demand, verb=verb, version=1, by=by, reason="因为", checks=step.checks)
        assert refused.value.code == "state"
        demand.refresh_from_db()
        assert (demand.state, demand.version, AuditEvent.objects.count()) == (state, 1, 0)
        assert step not in steps_from(state, **begins)
        return
    assert step in steps_from(state, **begins)
    moved = take_step(demand=demand, verb=verb, version=1, by=by, reason=" 因\0 为 ", checks=step.checks)
    moved.refresh_from_db()
    assert (getattr(moved, step.field), moved.version) == (step.target, 2)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.detail) == (
        f"demand.{verb}", by, {"from": was, "to": step.target, "reason": "因 为"},
    )  # fmt: skip
    entry = list_history(DEMANDS, moved)[0]
    assert entry.reason == "因 为"
    assert DEMANDS.model._meta.get_field(step.field).verbose_name in [change.label for change in entry.changes]
    course = moved.events.get()
    assert (course.verb, course.before, course.after, course.by, course.reason) == (verb, was, step.target, by, "因 为")


@pytest.mark.parametrize("verb", [verb for verb, step in STEPS.items() if step.needs_reason])
def test_a_reason_is_asked_for(verb, by):
    demand = make_demand(**{STEPS[verb].field: next(iter(sorted(STEPS[verb].sources)))})
    for nothing in ("", "  ", "\0"):
        with pytest.raises(ValidationError) as refused:
            take_step(demand=demand, verb=verb, version=1, by=by, reason=nothing)
        assert [error.code for error in refused.value.error_dict["reason"]] == ["reason"]
    demand.refresh_from_db()
    assert demand.version == 1


@pytest.mark.parametrize("role", ROLES)
def test_who_may_take_steps(role, region):
    firm = make_organisation(area=region.north)
    demand = make_demand(organisation=firm)
    place = {Reach.AREA: {"area": region.north}, Reach.ORGANISATION: {"organisation": firm}}
    user = make_user(role=role, **place.get(ROLES[role].reach, {}))
    if STEPS["verify"].permission in ROLES[role].permissions:
        assert take_step(demand=demand, verb="verify", version=1, by=user, checks=CHECKS).state == "verified"
    else:
        with pytest.raises(PermissionDenied):
            take_step(demand=demand, verb="verify", version=1, by=user, checks=CHECKS)


def test_a_neighbour_takes_no_step(region):
    demand = make_demand(state="published")
    with pytest.raises(PermissionDenied):
        take_step(demand=demand, verb="match", version=1, by=make_user(role="county_officer", area=region.south))


def test_the_second_is_told(by):
    demand = make_demand()
    take_step(demand=demand, verb="verify", version=1, by=by, checks=CHECKS)
    with pytest.raises(StaleError):
        take_step(demand=demand, verb="publish", version=1, by=by)
    with pytest.raises(StaleError):
        edit_record(register=DEMANDS, record=demand, version=1, values={"title": "新"}, by=by)


def test_archived_demands_take_no_step(by):
    demand = make_demand()
    archive_record(register=DEMANDS, record=demand, version=1, by=by)
    with pytest.raises(ValidationError) as refused:
        take_step(demand=demand, verb="verify", version=2, by=by)
    assert refused.value.code == "archived"


def test_steps_that_are_none(by):
    with pytest.raises(KeyError):
        take_step(demand=make_demand(), verb="vanish", version=1, by=by)


@pytest.mark.parametrize("state", DemandState)
@pytest.mark.parametrize("disclosure", ["internal", "registered"])
def test_others_see_a_demand_only_where_it_was_published_and_is_for_them(state, disclosure, region):
    demand = make_demand(state=state, disclosure=disclosure)
    neighbour = make_user(role="county_officer", area=region.south)
    open_to_all = disclosure == "registered" and state in OPEN
    assert list(list_records(DEMANDS, by=neighbour)) == ([demand] if open_to_all else [])
    demand.archived_at = demand.created_at
    demand.save()
    assert list(list_records(DEMANDS, by=neighbour)) == []


def test_the_page_of_a_step(client, by, region):
    client.force_login(by)
    demand = make_demand(state="solving", grade="declared")
    address = f"/demands/{demand.pk}/step/solved/"
    assert client.get(address).status_code == 200
    for version in ("²", "9" * 5000, "-1", "99"):
        client.post(address, {"version": version, "reason": ""})
    demand.refresh_from_db()
    assert (demand.state, demand.version) == ("solving", 1)
    assert client.post(address, {"version": "1", "reason": "验收报告"}).status_code == 302
    demand.refresh_from_db()
    assert (demand.state, demand.version) == ("solved", 2)
    assert client.get(f"/demands/{demand.pk}/step/vanish/").status_code == 404
    assert client.get(f"/achievements/{demand.pk}/step/solved/").status_code == 404
    client.force_login(make_user(role="county_officer", area=region.south))
    assert client.get(address).status_code == 403
    make = make_demand()
    assert client.get(f"/demands/{make.pk}/step/verify/").status_code == 404
