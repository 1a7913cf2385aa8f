"""Two organisations that are kept apart in a plan, and meet again as they were before."""

import pytest
from tests.factories.registry import make_expert, make_organisation
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

from duijie.matching.domain import plan_pairs as hand
from duijie.matching.domain.choices import choose
from duijie.matching.domain.plans import copy_plan
from duijie.matching.models import AssignmentPlan, PlanConflict, PlanPair
from duijie.programmes.models import FirmOwner

__all__ = ["town"]

pytestmark = pytest.mark.django_db

BOTH = {("阀门", "苏禾"), ("轴承", "江临")}


def apart(town: PlanTown, plan: AssignmentPlan, reason: str = "competitor") -> int:
    """The two organisations of the town are kept apart; the number of the line."""
    plan.refresh_from_db()
    made = hand.keep_apart(
        plan=plan, first=town.firm, second=town.school, reason=reason, version=plan.version, by=town.officer
    )
    plan.refresh_from_db()
    return made.pk


def meet_again(town: PlanTown, plan: AssignmentPlan, conflict: int) -> None:
    plan.refresh_from_db()
    hand.end_conflict(plan=plan, conflict=conflict, version=plan.version, by=town.officer)
    plan.refresh_from_db()


def marks_of(town: PlanTown, plan: AssignmentPlan) -> dict[tuple[str, str], tuple[str, str, bool]]:
    """Mark, reason and whether a person gave them, of each pair that has a mark."""
    rows = PlanPair.objects.filter(plan=plan, generation=plan.generation).exclude(mark="", marked_by=None)
    return {
        (one.demand.demand.title, one.supply.title): (one.mark, one.reason, one.marked_by == town.officer)
        for one in rows.select_related("demand__demand", "supply", "marked_by")
    }


def test_two_organisations_that_were_kept_apart_meet_again_as_before(town: PlanTown) -> None:
    plan = town.made()
    hand.fix_pair(plan=plan, pair=town.pair(plan, "轴承", "江临").pk, version=plan.version, by=town.officer)
    unfit = town.pair(plan, "轴承", "苏禾").pk
    hand.forbid_pair(plan=plan, pair=unfit, version=plan.version + 1, by=town.officer, reason="unfit")
    before = marks_of(town, plan)
    first = apart(town, plan)
    assert town.chosen(plan) == set()
    meet_again(town, plan, first)
    assert (town.chosen(plan), marks_of(town, plan)) == (BOTH, before)
    assert plan.result["broken"] == 0
    lines = apart(town, plan), apart(town, plan, "conflict")
    meet_again(town, plan, lines[0])  # the other line still holds
    assert (town.chosen(plan), town.pair(plan, "轴承", "江临").reason) == (set(), "conflict")
    plan = town.compute(plan)
    assert town.chosen(plan) == set()
    meet_again(town, plan, lines[1])  # computed anew meanwhile: the wishes come back, and what was fixed with them
    assert (town.chosen(plan), marks_of(town, plan)) == ({("轴承", "江临")}, before)
    assert town.chosen(town.compute(plan)) == BOTH


def test_what_another_rule_forbids_stays_so_when_two_meet_again(town: PlanTown) -> None:
    town.experts["顾远"].capacity = 1
    town.experts["顾远"].save()
    town.candidate("茶叶", "expert", town.experts["顾远"].pk, 0.6)
    FirmOwner.objects.create(firm=town.firm, person=town.experts["顾远"], source="登记信息", by=town.officer)
    plan = town.made()
    owned = {("茶叶", "顾远"): ("forbidden", "part_owner", False)}
    assert marks_of(town, plan) == owned
    line = apart(town, plan, "part_owner")
    pair = {"demand": town.demands["轴承"], "kind": "expert", "supply": town.experts["江临"].pk}
    choose(choice="dismissed", reason="too_far", by=town.officer, **pair)
    meet_again(town, plan, line)
    assert marks_of(town, plan) == owned | {("轴承", "江临"): ("forbidden", "dismissed", False)}
    assert town.chosen(plan) == {("阀门", "苏禾")}


def test_who_got_the_place_meanwhile_keeps_it_when_two_meet_again(town: PlanTown) -> None:
    plan = town.made()
    other = make_expert(name="路遥", organisation=make_organisation(name="石梁学院"), area=town.region.south)
    line = apart(town, plan)
    hand.add_pair(
        plan=plan, demand=town.demands["阀门"].pk, kind="expert", supply=other.pk, version=plan.version, by=town.officer
    )
    meet_again(town, plan, line)
    assert (town.chosen(plan), plan.result["broken"]) == ({("阀门", "路遥"), ("轴承", "江临")}, 0)


def test_the_page_undoes_what_it_did(town: PlanTown) -> None:
    plan = town.made()
    browser = browser_of(town.officer)
    pair = town.pair(plan, "轴承", "江临")
    browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/fix/", {"version": plan.version})
    two = {"first": "北渡阀门有限公司", "second": "云溪理工大学", "reason": "competitor", "version": plan.version + 1}
    browser.post(f"/plans/{plan.pk}/apart/", two)
    assert town.chosen(plan) == set()
    line = PlanConflict.objects.get()
    copied = copy_plan(plan=plan, by=town.officer)
    browser.post(f"/plans/{plan.pk}/apart/{line.pk}/end/", {"version": plan.version + 2})
    pair.refresh_from_db()
    assert (town.chosen(plan), pair.mark, pair.marked_by) == (BOTH, "fixed", town.officer)
    computed = town.compute(copied)
    meet_again(town, computed, computed.conflicts.get().pk)
    assert town.chosen(computed) == {("轴承", "江临")}
