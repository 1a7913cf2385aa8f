"""The clocks of a demand follow what is done with it; the faults that other platforms' clocks have are not here."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.demands.clock_kinds import BORN, TABLE, WAITS, ClockKind, ClockState
from duijie.demands.domain.clock_policies import add_policy
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.queries.clocks import see
from duijie.demands.models import ClockEntry, DemandClock
from duijie.demands.registers import CONTACTS, DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import STEPS
from duijie.registry.domain.annexes import add_comment
from duijie.registry.domain.record_parts import add_part

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)  # of a week without days off, like the three after it


def at(day: int, *hours: int) -> datetime:
    """So many days after the Monday, at ten unless said otherwise."""
    return datetime.combine(MONDAY + timedelta(days=day), time(*(hours or (10,))), timezone.get_current_timezone())


class Case:
    """A demand in the northern county with the officer who has it; each deed is done at a given moment."""

    def __init__(self) -> None:
        self.region = make_region()
        self.officer = make_user(role="county_officer", area=self.region.north)
        self.demand = make_demand(organisation=make_organisation(area=self.region.north))
        with clock.at(at(0, 9)):
            add_policy(
                values={
                    "name": "云溪市时限", "area": self.region.city, "response": 3, "update": 5, "solution": 15,
                    "reminder_days": 1,
                },
                by=make_user(role="system_administrator"),
            )  # fmt: skip

    def take(self, verb: str, day: int, *hours: int, by=None) -> None:
        with clock.at(at(day, *hours)):
            self.demand = take_step(
                demand=self.demand, verb=verb, version=self.demand.version, by=by or self.officer, reason="说明",
                checks=tuple(CHECKS),
            )  # fmt: skip

    def speak(self, side: str, day: int) -> None:
        with clock.at(at(day)):
            values = {"on": MONDAY + timedelta(days=day), "side": side, "channel": "phone", "summary": "已答复"}
            add_part(
                register=DEMANDS, part=CONTACTS, record=self.demand, version=self.demand.version, values=values,
                by=self.officer,
            )  # fmt: skip
        self.demand.refresh_from_db()

    def clocks(self) -> dict[str, tuple[str, date]]:
        """How each open clock is, and the day on which it is due."""
        rows = DemandClock.objects.open().filter(demand=self.demand)
        return {one.kind: ("paused" if one.paused_at else "running", timezone.localdate(one.due_at)) for one in rows}

    def last(self, kind: str) -> DemandClock:
        return DemandClock.objects.filter(demand=self.demand, kind=kind).latest("pk")


@pytest.fixture
def case():
    return Case()


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_the_table_names_deeds_that_there_are():
    deeds = {*STEPS, "spoken", "hand_over", "answer", BORN}
    assert {*TABLE} | {*WAITS} <= deeds
    assert {verb for verb, step in STEPS.items() if step.field in ("state", "waiting")} == {*WAITS}


def test_checking_starts_the_first_response_and_the_solution(case):
    case.take("verify", 0)
    assert case.clocks() == {"response": ("running", day(3)), "solution": ("running", day(21))}
    assert case.demand.clock_due_on == day(3)
    one = case.last("response")
    assert (one.due_at, one.next_at, one.handler) == (at(3, 17, 30), at(2, 8, 30), case.officer)
    assert one.policy.name == "云溪市时限"


def test_the_update_clock_does_not_overrule_the_first_response(case):
    case.take("verify", 0)
    case.take("publish", 1)
    assert {*case.clocks()} == {"response", "solution"}
    case.speak("enterprise", 2)
    assert case.clocks() == {"update": ("running", day(9)), "solution": ("running", day(21))}
    assert case.last("response").end == "met"
    case.speak("enterprise", 7)
    assert case.clocks()["update"] == ("running", day(14))
    assert DemandClock.objects.filter(demand=case.demand, kind="response").count() == 1


def test_no_clock_runs_while_the_firm_is_waited_for(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 1)
    assert case.clocks() == {"response": ("paused", day(3)), "solution": ("paused", day(21))}
    assert case.last("response").next_at is None
    assert case.demand.clock_due_on is None
    case.take("resume", 8)  # Tuesday to Tuesday: five working days closed meanwhile
    assert case.clocks() == {"response": ("running", day(10)), "solution": ("running", day(28))}
    assert case.last("response").next_at == at(9, 8, 30)


def test_a_policy_may_let_a_clock_run_while_the_expert_is_waited_for(case):
    policy = DemandClock.objects.none()
    with clock.at(at(0, 9)):
        policy = add_policy(
            values={"name": "北渡县时限", "area": case.region.north, "response": 2, "pauses_for_expert": False},
            by=make_user(role="city_officer", area=case.region.city),
        )
    case.take("verify", 0)
    assert case.last("response").policy == policy  # the deepest area wins
    case.take("wait_expert", 1)
    assert case.clocks() == {"response": ("running", day(2))}
    case.take("wait_enterprise", 1, 11)
    assert case.clocks() == {"response": ("paused", day(2))}


def test_a_comment_on_the_page_is_no_answer_and_a_word_with_the_expert_neither(case):
    case.take("verify", 0)
    with clock.at(at(1)):
        add_comment(register=DEMANDS, record=case.demand, text="已电话沟通", by=case.officer)
    case.speak("expert", 1)
    assert case.clocks() == {"response": ("running", day(3)), "solution": ("running", day(21))}
    case.speak("both", 2)
    assert {*case.clocks()} == {"update", "solution"}


def test_an_answer_of_the_firm_ends_waiting_and_answers(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 1)
    case.speak("enterprise", 3)
    assert case.clocks() == {"update": ("running", day(10)), "solution": ("running", day(23))}


def test_an_answer_after_a_long_wait_for_the_firm_is_in_time(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 1)
    case.speak("enterprise", 8)  # Tuesday to Tuesday: five working days closed meanwhile
    (response,) = see([case.last("response")])
    assert (response.state, timezone.localdate(response.clock.due_at)) == (ClockState.MET, day(10))


def test_the_old_clock_does_not_survive_a_hand_over(case):
    case.take("verify", 0)
    other = make_user(role="county_officer", area=case.region.north)
    with clock.at(at(7)):  # the first response is overdue
        case.demand = hand_over(demand=case.demand, to=other, version=case.demand.version, by=case.officer)
    old = DemandClock.objects.get(demand=case.demand, kind="response", round=1)
    assert (old.end, old.handler, old.next_at) == ("handed_over", case.officer, None)
    assert case.clocks() == {"response": ("running", day(10)), "solution": ("running", day(21))}
    assert {one.handler for one in DemandClock.objects.open().filter(demand=case.demand)} == {other}
    assert case.last("response").next_at == at(9, 8, 30)


def test_who_takes_over_a_demand_that_waits_gets_a_clock_that_stands_still(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 1)
    other = make_user(role="county_officer", area=case.region.north)
    with clock.at(at(2)):
        case.demand = hand_over(demand=case.demand, to=other, version=case.demand.version, by=case.officer)
    assert case.clocks() == {"response": ("paused", day(7)), "solution": ("paused", day(21))}


def test_reopening_begins_anew_and_is_not_overdue_at_once(case):
    case.take("verify", 0)
    case.take("publish", 0, 11)
    case.take("give_up", 60)  # long overdue
    assert case.clocks() == {"closing": ("running", day(77))}  # 1 May to 5 May are off, 9 May is worked
    case.take("reopen", 77)  # a Monday without days off after it
    assert case.clocks() == {"response": ("running", day(80)), "solution": ("running", day(98))}
    assert [one.end for one in DemandClock.objects.filter(kind="response").order_by("pk")] == ["ended", ""]


def test_an_overdue_clock_stays_overdue_while_the_firm_is_waited_for(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 7)
    assert case.demand.clock_due_on == day(3)
    case.take("resume", 14)
    assert case.clocks()["response"] == ("running", day(3))
    assert case.clocks()["solution"] == ("running", day(28))


def test_the_log_tells_everything(case):
    case.take("verify", 0)
    case.take("wait_enterprise", 1)
    case.take("resume", 2)
    case.speak("enterprise", 2)
    log = ClockEntry.objects.filter(demand=case.demand, kind="response").values_list("deed", "cause", "by")
    assert list(log) == [
        (deed, cause, case.officer.pk)
        for deed, cause in (
            ("started", "verify"), ("paused", "wait_enterprise"), ("resumed", "resume"), ("met", "spoken"),
        )
    ]  # fmt: skip


def test_every_kind_of_clock_has_its_own_end(case):
    case.take("verify", 0)
    case.take("publish", 1)
    case.take("contact", 2)
    assert {*case.clocks()} == {ClockKind.UPDATE, ClockKind.SOLUTION}
    case.take("solve", 3)
    assert case.last("update").round == 2
