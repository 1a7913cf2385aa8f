"""Who is told of clocks, when, and how often; corrected days and changed policies; supervised handling."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_region

from duijie.common import clock, outbox, regular
from duijie.common.domain.calendar import set_day
from duijie.common.jobs import run_job
from duijie.common.models import Job, OutboxMessage
from duijie.demands.domain.clock_policies import add_policy, change_policy, policy_for, retire_policy, shipped
from duijie.demands.domain.clock_recalculation import apply_policy, recalculate
from duijie.demands.domain.clock_tick import is_anything_due, tick
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.supervisions import lift_supervision, supervise_demand
from duijie.demands.models import ClockEntry, ClockPolicy, DemandClock, Supervision
from duijie.demands.requirements import CHECKS
from duijie.messaging.models import Message

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def at(day: int, *hours: int) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time(*(hours or (10,))), timezone.get_current_timezone())


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north, username="officer")


@pytest.fixture
def keeper():
    return make_user(role="system_administrator")


@pytest.fixture
def policy(region, keeper):
    """Three days, and ten for the solution."""
    values = {"name": "云溪市时限", "area": region.city, "response": 3, "solution": 10, "supervise_days": 2}
    with clock.at(at(0, 9)):
        return add_policy(values=values, by=keeper)


@pytest.fixture
def demand(officer, policy):
    """Checked on the Monday: due on Thursday."""
    with clock.at(at(0)):
        return take_step(demand=make_demand(), verb="verify", version=1, by=officer, checks=tuple(CHECKS))


def step(demand, verb, moment, by):
    with clock.at(moment):
        return take_step(demand=demand, verb=verb, version=demand.version, by=by, reason="等资料")


def told(moment: datetime) -> list[tuple[str, list[str]]]:
    """What is told by ``moment``, and to whom; the worker runs twice, as after a kill."""
    known = set(Message.objects.filter(kind__startswith="clock.").values_list("pk", flat=True))
    with clock.at(moment):
        for _again in range(2):
            tick()
            outbox.deliver_waiting()
    found: dict[tuple[str, str], list[str]] = {}
    for one in Message.objects.exclude(pk__in=known).filter(kind__startswith="clock.").order_by("pk"):
        found.setdefault((one.kind.removeprefix("clock."), one.key), []).append(one.account.username)
    return [(deed, sorted(names, key=lambda name: name != "officer")) for (deed, _key), names in found.items()]


def test_reminder_then_urging_to_handler_and_head_each_once(demand, officer, region):
    make_user(role="leader", area=region.city, username="city")
    make_user(role="leader", area=region.north, username="head")
    assert told(at(2, 8, 0)) == []
    assert told(at(2, 8, 30)) == [("reminded", ["officer"])]
    assert told(at(3, 17, 29)) == []
    assert told(at(4, 9)) == [("urged", ["officer", "head"])]
    assert told(at(7, 9)) == [("proposed", ["head"])]
    log = ClockEntry.objects.filter(demand=demand, kind="response").values_list("deed", flat=True)
    assert list(log) == ["started", "reminded", "urged", "proposed"]


def test_a_head_that_the_policy_names_is_told_instead(demand, region, keeper, policy):
    named = make_user(role="city_officer", area=region.city, username="named")
    with clock.at(at(1)):
        made = change_policy(policy=policy, values={"head": named}, by=keeper, reason="分工", recalculates=True)
        apply_policy(made)
    assert told(at(4, 9)) == [("urged", ["officer", "named"])]


def test_nobody_is_told_at_midnight_at_noon_or_on_days_off(demand, officer):
    for moment in (at(4, 0, 5), at(4, 7), at(4, 13), at(5), at(6)):
        with clock.at(moment):
            assert is_anything_due() is False
        assert told(moment) == []
    with clock.at(at(7, 8, 30)):
        assert is_anything_due() is True
    assert told(at(7, 8, 30)) == [("urged", ["officer"])]  # no reminder any more of what is overdue


def test_the_worker_starts_one_job_for_what_is_due_in_five_minutes(demand):
    def started(moment: datetime) -> int:
        with clock.at(moment):
            regular.start_due()
        return Job.objects.filter(kind="demands.tick").count()

    assert [started(at(4, 8, 20)), started(at(4, 8, 31)), started(at(4, 8, 32)), started(at(4, 8, 36))] == [0, 1, 1, 2]
    with clock.at(at(4, 8, 37)):
        run_job(Job.objects.filter(kind="demands.tick").order_by("created_at").first().pk)
    assert started(at(4, 8, 41)) == 2  # nothing is due any more


def test_nobody_is_told_while_the_firm_is_waited_for_or_after_it_was_answered(demand, officer):
    demand = step(demand, "wait_enterprise", at(1), officer)
    assert told(at(4, 9)) == []
    demand = step(demand, "resume", at(4, 10), officer)  # three closings passed: due on Tuesday
    assert told(at(7, 9)) == [("reminded", ["officer"])]
    with clock.at(at(9, 9)):
        tick()
        demand = step(demand, "match", at(9, 9), officer)
        step(demand, "contact", at(9, 9), officer)
        outbox.deliver_waiting()  # the urging was on its way
    assert Message.objects.filter(kind="clock.urged").count() == 0


def test_a_corrected_day_moves_what_runs(demand, keeper):
    with clock.at(at(1)):
        set_day(day=MONDAY + timedelta(days=2), kind="holiday", by=keeper)
        outbox.deliver_waiting()
        run_job(Job.objects.get(kind="demands.recalculate_clocks").pk)
        one = DemandClock.objects.get(demand=demand, kind="response")
        assert (one.due_at, one.next_at) == (at(4, 17, 30), at(3, 8, 30))
        demand.refresh_from_db()
        assert demand.clock_due_on == MONDAY + timedelta(days=4)
        assert recalculate() == 0
    assert ClockEntry.objects.filter(demand=demand, deed="recalculated", cause="calendar").count() == 2


def test_a_deadline_that_moves_after_the_urging_is_urged_again_when_it_comes(demand, keeper):
    assert told(at(4, 9)) == [("urged", ["officer"])]
    with clock.at(at(4, 10)):
        set_day(day=MONDAY + timedelta(days=3), kind="holiday", by=keeper)
        recalculate()
    assert told(at(4, 11)) == [("reminded", ["officer"])]
    assert told(at(7, 9)) == [("urged", ["officer"])]


def test_pause_time_is_not_lost_when_the_policy_changes(demand, officer, policy, keeper):
    demand = step(demand, "wait_enterprise", at(1), officer)
    demand = step(demand, "resume", at(3), officer)  # two closings passed
    with clock.at(at(3, 11)):
        made = change_policy(policy=policy, values={"response": 5}, by=keeper, reason="放宽", recalculates=True)
        assert apply_policy(made) == 1
        assert apply_policy(made) == 0
    one = DemandClock.objects.get(demand=demand, kind="response")
    assert (one.policy, one.due_at) == (made, at(9, 17, 30))


def test_running_clocks_keep_their_policy_unless_the_new_one_says_otherwise(demand, officer, policy, keeper):
    with clock.at(at(1)):
        made = change_policy(policy=policy, values={"response": 1, "solution": None}, by=keeper, reason="收紧")
        other = take_step(demand=make_demand(), verb="verify", version=1, by=officer, checks=tuple(CHECKS))
    assert DemandClock.objects.get(demand=demand, kind="response").due_at == at(3, 17, 30)
    assert [one.due_at for one in other.clocks.all()] == [at(2, 17, 30)]
    assert made.previous == policy
    with pytest.raises(ValidationError) as refused:
        change_policy(policy=policy, values={}, by=keeper, reason="又改")
    assert refused.value.code == "state"


def test_a_limit_that_is_taken_away_ends_its_clocks_where_running_ones_follow(demand, policy, keeper):
    with clock.at(at(1)):
        made = change_policy(policy=policy, values={"solution": None}, by=keeper, reason="取消", recalculates=True)
        apply_policy(made)
    assert [one.kind for one in DemandClock.objects.open().filter(demand=demand)] == ["response"]


def test_the_deepest_area_wins_and_the_kind_before_all_kinds(demand, region, policy, keeper):
    made = {}
    for name, area, kind in (
        ("全部资金", None, "finance"), ("县", region.north, ""), ("县资金", region.north, "finance"),
        ("省", region.province, ""), ("高新区", region.zone, ""),
    ):  # fmt: skip
        made[name] = add_policy(values={"name": name, "area": area, "kind": kind, "response": 2}, by=keeper)
    for values, name in (
        ({"kind": "finance"}, "县资金"), ({}, "县"), ({"area": region.south}, "云溪市时限"),
        ({"zone": region.zone}, "高新区"),
        ({"area": region.province, "kind": "finance"}, "省"),
    ):  # fmt: skip
        assert policy_for(make_demand(**values)).name == name
    retire_policy(policy=made["县"], by=keeper, reason="并入市")
    assert policy_for(make_demand()).name == "云溪市时限"


def test_there_is_a_policy_from_the_beginning_and_it_cannot_be_retired(keeper):
    first = policy_for(make_demand())
    assert (first, first.response, first.area) == (shipped(), 3, None)
    with pytest.raises(ValidationError):
        retire_policy(policy=first, by=keeper, reason="不用")
    changed = change_policy(policy=first, values={"response": 2}, by=keeper, reason="收紧")
    assert policy_for(make_demand()) == changed == shipped()


def test_what_is_wrong_with_a_policy_is_said_by_field(region, keeper, policy):
    for values, field in (
        ({"checking": None, "closing": None}, "response"),
        ({"response": 0}, "response"), ({"response": 501}, "response"),
        ({"response": 1, "morning_to": time(15)}, "afternoon_to"),
        ({"response": 1, "head": make_user(role="expert")}, "head"),
        ({"response": 1, "supervises_itself": True, "supervise_days": None}, "supervise_days"),
        ({"response": 1, "area": region.city}, "area"),
    ):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            add_policy(values={"name": "一", "area": region.south, "kind": "", **values}, by=keeper)
        assert [*refused.value.message_dict] == [field], values


def test_limits_are_set_only_where_one_s_role_reaches(region, policy):
    city = make_user(role="city_officer", area=region.city)
    add_policy(values={"name": "县", "area": region.north, "response": 2}, by=city)
    change_policy(policy=policy, values={"response": 2}, by=city, reason="收紧")
    for values in ({"area": None}, {"area": region.province}):
        with pytest.raises(PermissionDenied):
            add_policy(values={"name": "多", "kind": "talent", "response": 2, **values}, by=city)
    for role, area in (("county_officer", region.north), ("leader", region.city)):
        with pytest.raises(PermissionDenied):
            change_policy(policy=policy, values={}, by=make_user(role=role, area=area), reason="试")
    assert ClockPolicy.objects.visible_to(make_user(role="county_officer", area=region.south)).count() == 2
    assert ClockPolicy.objects.visible_to(make_user(role="expert")).count() == 0


def test_supervised_handling_is_a_decision_with_a_reason(demand, officer, region):
    leader = make_user(role="leader", area=region.north, username="head")
    assert told(at(8, 9)) == [("urged", ["officer", "head"]), ("proposed", ["head"])]
    assert Supervision.objects.count() == 0  # only proposed
    assert ClockEntry.objects.filter(demand=demand, deed="proposed").count() == 1
    with pytest.raises(ValidationError) as refused:
        supervise_demand(demand=demand, reason=" ", by=leader)
    assert [*refused.value.error_dict] == ["reason"]
    for by in (officer, make_user(role="leader", area=region.south)):
        with pytest.raises(PermissionDenied):
            supervise_demand(demand=demand, reason="逾期", by=by)
    with clock.at(at(8, 10)):
        supervise_demand(demand=demand, reason="逾期未答复企业", by=leader)
        with pytest.raises(ValidationError):
            supervise_demand(demand=demand, reason="再次", by=leader)
    assert told(at(8, 10, 5)) == [("supervised", ["officer"])]
    lift_supervision(demand=demand, reason="已答复", by=leader)
    assert Supervision.objects.get().lifted_by == leader


def test_a_policy_may_order_it_by_itself(demand, policy, keeper):
    with clock.at(at(1)):
        made = change_policy(
            policy=policy, values={"supervises_itself": True}, by=keeper, reason="从严", recalculates=True
        )
        apply_policy(made)
    assert sorted(deed for deed, _to in told(at(8, 9))) == ["supervised", "urged"]
    assert Supervision.objects.get().by is None


def test_archived_demands_are_told_of_by_nobody(demand, officer):
    type(demand).objects.filter(pk=demand.pk).update(archived_at=at(2))
    assert told(at(4, 9)) == []
    assert OutboxMessage.objects.filter(topic="clock.notice").count() == 0
