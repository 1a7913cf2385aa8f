"""What the pages of a plan say of changes by hand, and whom they let keep apart."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_expert
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

from duijie.matching.domain.plan_releases import release_plan
from duijie.matching.domain.plans import create_plan
from duijie.matching.domain.proposals import propose
from duijie.matching.models import AssignmentPlan, Candidate, PlanConflict, Proposal

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_a_change_on_another_page_says_that_a_wish_is_not_kept_and_withdrawing_counts_what_it_takes_back(
    town: PlanTown,
) -> None:
    plan = town.made()
    browser, pair = browser_of(town.officer), plan.pairs.filter(is_chosen=True).first()
    load, demand = f"/plans/{plan.pk}/loads/{pair.supply_id}/", f"/plans/{plan.pk}/demands/{pair.demand_id}/"
    seen = iter(range(plan.version, plan.version + 9))
    said = browser.post(load, {"version": next(seen), "most": "0"}, follow=True).content.decode()
    assert "已保存并复核：方案现有 1 项要求不符合" in said
    for verb, told in (("remove", False), ("add", True)):
        address = f"/plans/{plan.pk}/pairs/{pair.pk}/{verb}/"
        said = browser.post(
            address, {"version": next(seen)}, follow=True, headers={"referer": f"http://testserver{demand}"}
        )
        assert ("项要求不符合，详见" in said.content.decode()) is told, verb
    said = browser.post(load, {"version": next(seen), "most": "1"}, follow=True).content.decode()
    assert "已保存，并已复核方案" in said
    before = pair.demand.demand
    propose(demand=before, kind=pair.supply.kind, supply=pair.supply.supply, by=town.officer)
    browser.post(f"/plans/{plan.pk}/release/", {"version": next(seen), "days": "7"})
    count = Proposal.objects.count() - 1
    assert f"等待答复的 {count} 项" in browser.get(f"/plans/{plan.pk}/withdraw/").content.decode()


def test_a_county_keeps_its_firm_apart_from_one_of_the_plan_that_lies_elsewhere(town: PlanTown) -> None:
    plan = create_plan(
        area=town.region.north, values={"title": "北渡", "kinds": ["expert"], "lowest": 1}, by=town.officer
    )
    plan = town.compute(plan)
    county = browser_of(make_user(role="county_officer", area=town.region.north))
    page = f"/plans/{plan.pk}/apart/"
    assert '<option value="云溪理工大学">' in county.get(page).content.decode()  # offered while typing
    two = {"version": plan.version, "first": "北渡阀门有限公司", "second": "云溪理工大学", "reason": "competitor"}
    county.post(page, two)
    assert PlanConflict.objects.get().second == town.school


def test_a_computing_that_failed_is_told_until_the_plan_is_released_as_it_was(town: PlanTown) -> None:
    plan = town.made()
    Candidate.objects.update(level=1)
    AssignmentPlan.objects.filter(pk=plan.pk).update(lowest=4)
    town.compute(plan, "failed")
    browser, home = browser_of(town.officer), f"/plans/{plan.pk}/"
    assert "没有符合这些设置的候选" in browser.get(home).content.decode()
    plan.refresh_from_db()
    release_plan(plan=plan, version=plan.version, by=town.officer)
    page = browser.get(home).content.decode()
    assert ("没有符合这些设置的候选" in page, "已下达" in page) == (False, True)


def test_whoever_is_no_candidate_yet_is_found_among_many_who_are(town: PlanTown) -> None:
    for number in range(6):
        one = make_expert(name=f"李春{number}", organisation=town.school, area=town.region.south)
        if number < 5:
            town.candidate("茶叶", "expert", one.pk, 0.4)
    plan = town.made()
    row = plan.demands.get(demand=town.demands["茶叶"])
    page = browser_of(town.officer).get(f"/plans/{plan.pk}/demands/{row.pk}/?find=李春").content.decode()
    assert "没有其他记录包含此内容" not in page
    assert f'name="supply" value="expert-{one.pk}"' in page
