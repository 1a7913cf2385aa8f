"""Wishes of a plan that cannot all be met, as the page and the API show them."""

import csv
import io

import pytest
from django.test import Client
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

from duijie.matching.domain.plans import copy_plan
from duijie.matching.domain.queries.plans import demands_of, list_plans, pairs_of, supplies_of

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_of_many_wishes_that_clash_the_rest_is_counted(town: PlanTown) -> None:
    """Somebody must serve one demand of 60, and may serve none of them."""
    for number in range(60):
        name = f"需求{number}"
        town.demands[name] = make_demand(title=name, state="published", organisation=town.firm, area=town.region.north)
        town.candidate(name, "expert", town.experts["顾远"].pk, 0.5)
    plan = town.made()
    browser = browser_of(town.officer)
    load = plan.supplies.get(title="顾远")
    browser.post(f"/plans/{plan.pk}/loads/{load.pk}/", {"version": plan.version, "least": "1", "most": "1"})
    two = {"first": town.firm.name, "second": town.school.name, "reason": "competitor", "version": plan.version + 1}
    browser.post(f"/plans/{plan.pk}/apart/", two)
    clashed = town.compute(plan)
    part = browser.get(f"/plans/{plan.pk}/").content.decode().split('id="clash"')[1].split("</section>")[0]
    assert (part.count("<li"), "另有 11 项" in part) == (50, True)
    call = caller(Client(), town.officer)
    told = call("get", f"/plans/{plan.pk}")[1]
    assert (len(told["clash"]), told["clash_count"], clashed.clash["count"]) == (50, 61, 61)

    # All of them: page by page through the API, and in the file to which the page leads.
    pages = [call("get", f"/plans/{plan.pk}/clash?page={page}&page_size=40")[1] for page in (1, 2)]
    wishes = [one for page in pages for one in page["items"]]
    assert ([len(page["items"]) for page in pages], {page["count"] for page in pages}) == ([40, 21], {61})
    assert [one["text"] for one in wishes[:50]] == told["clash"]
    assert {one["kind"] for one in wishes} == {"forbidden", "least"}
    assert f'href="/plans/{plan.pk}/export/?table=clash"' in part
    file = browser.get(f"/plans/{plan.pk}/export/?table=clash&format=csv")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert (len(rows), rows[61][0], "需求59" in "".join(rows[-2][1:] + rows[-1][1:])) == (62, "61", True)
    assert call("get", "/plans")[1]["items"][0]["clash_count"] == 61

    # Lists read none of them, nor those of the plan before each, nor with each row of the plan.
    copied = copy_plan(plan=clashed, by=town.officer)
    rows = {one.pk: one for one in list_plans(by=town.officer)}
    read = [rows[plan.pk], rows[copied.pk].previous]
    read += [demands_of(clashed, by=town.officer)[0].plan, supplies_of(clashed, by=town.officer)[0].plan]
    read += [pairs_of(clashed, by=town.officer)[0].demand.plan]
    assert [one.get_deferred_fields() for one in read] == [{"clash"}] * 5
    assert rows[plan.pk].clash_count == 61


def test_what_stands_in_the_way_leads_to_where_it_is_changed(town: PlanTown) -> None:
    plan, browser = town.made(), browser_of(town.officer)
    for demand in ("轴承", "阀门"):  # both fixed for somebody who may serve one
        pair = town.pair(plan, demand, "江临")
        verb = "fix" if pair.is_chosen else "add"
        browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/{verb}/", {"version": plan.version})
        plan.refresh_from_db()
    load = f"/plans/{plan.pk}/loads/{plan.supplies.get(title='江临').pk}/"
    page = browser.get(f"/plans/{plan.pk}/").content.decode()
    assert load in page.split('id="breaches"')[1].split("</section>")[0]
    town.compute(plan)
    part = browser.get(f"/plans/{plan.pk}/").content.decode().split('id="clash"')[1].split("</section>")[0]
    rows = [plan.demands.get(demand__title=name).pk for name in ("轴承", "阀门")]
    assert [one in part for one in (load, *(f"/plans/{plan.pk}/demands/{row}/" for row in rows))] == [True] * 3


def test_wishes_that_clash_before_anything_was_planned_are_told_by_name(town: PlanTown) -> None:
    """Of two experts for one demand both must serve one."""
    for name in ("轴承", "菌棒"):
        town.demands.pop(name).delete()
    town.candidate("阀门", "expert", town.experts["顾远"].pk, 0.5)
    clashed = town.compute(town.draft(least=1, most=2))
    assert clashed.state == "drafted"
    part = browser_of(town.officer).get(f"/plans/{clashed.pk}/").content.decode()
    part = part.split('id="clash"')[1].split("</section>")[0]
    assert ("expert-" in part, part.count("至少承接 1 条")) == (False, 2)
    assert sum(name in part for name in town.experts) == 2
    unit = town.compute(town.draft(least=1, most=2, cover=2, one_per_organisation=True))
    part = browser_of(town.officer).get(f"/plans/{unit.pk}/").content.decode()
    part = part.split('id="clash"')[1].split("</section>")[0]
    assert ("organisation-" in part, "“云溪理工大学”" in part) == (False, True)
