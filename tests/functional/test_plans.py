"""A plan is made, looked at, changed by hand with the keyboard, and released."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.functional.browsing import shot
from tests.functional.conftest import View, look
from tests.integration.matching.plan_town import PlanTown, town

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.matching.models import AssignmentPlan, Proposal

__all__ = ["town"]

PAIR = "“阀门” – “苏禾”"
WORDS = {
    "zh-hans": {
        "make": "制定方案", "save": "保存并计算", "checked": "已独立核验：符合全部要求", "fix": f"固定：{PAIR}",
        "free": f"解除：{PAIR}", "out": f"移出：{PAIR}", "idle": "有名额可补而未补", "in": f"纳入：{PAIR}",
        "release": "下达", "released": "已下达", "proposals": "待双方答复",
    },
    "en": {
        "make": "Make a plan", "save": "Save and compute", "checked": "Checked independently: all wishes are kept",
        "fix": f"Fix: {PAIR}", "free": f"Free: {PAIR}", "out": f"Take out: {PAIR}",
        "idle": "places are empty that could be filled", "in": f"Take in: {PAIR}", "release": "Release",
        "released": "released", "proposals": "waiting for both sides",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "view", [View("zh-hans", 375), pytest.param(View("en", 1280), marks=pytest.mark.slow)], ids=lambda view: view.short
)
def test_a_plan_from_its_settings_to_its_proposals(
    open_page: Callable[..., Page], view: View, town: PlanTown, sign_in: Callable[..., User]
) -> None:
    words = WORDS[view.language]
    page = open_page(view)
    sign_in(page, user=town.officer)
    page.goto("/plans/")
    page.get_by_role("link", name=words["make"]).click()
    look(page, view)
    page.locator("#id_title").fill("春季专家指派")
    page.locator("#id_lowest").select_option("1")
    page.locator("#id_most").fill("1")
    page.get_by_role("button", name=words["save"]).click()
    page.wait_for_url("**/plans/*/")
    look(page, view)  # while it waits for a worker
    stop = page.locator(".job-progress button")
    stop.focus()
    page.wait_for_function("one => !one.isConnected", arg=stop.element_handle())  # the page asks again by itself
    expect(stop).to_be_focused()
    page.goto("/plans/")  # the page of the plan would load itself anew when the job has ended
    run_waiting_jobs()
    page.goto(f"/plans/{AssignmentPlan.objects.get().pk}/")
    expect(page.get_by_text(words["checked"])).to_be_visible()
    expect(page.locator(".plan-chart canvas")).to_have_count(2)
    look(page, view)

    page.get_by_role("button", name=words["fix"]).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=words["free"])).to_be_focused()  # what stands in its place
    page.get_by_role("button", name=words["out"]).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(words["idle"])).to_be_visible()
    expect(page.locator("tr[id^=pair-] a").first).to_be_focused()  # the entry that moved up
    expect(page.locator(".plan-chart canvas")).to_have_count(2)  # drawn anew
    page.locator(".plan-short").get_by_role("link", name="阀门").click()
    look(page, view)
    page.get_by_role("button", name=words["in"]).click()
    expect(page.get_by_role("button", name=words["free"])).to_be_focused()
    page.goto(f"/plans/{AssignmentPlan.objects.get().pk}/")
    expect(page.get_by_text(words["checked"])).to_be_visible()
    shot(page, "plan" if view.width == 1280 else "plan-phone", whole=True)

    page.locator("#plan-actions").get_by_role("link", name=words["release"]).click()
    look(page, view)
    page.get_by_role("button", name=words["release"], exact=True).click()
    expect(page.locator("#content .lead-line .badge")).to_have_text(words["released"])
    expect(page.get_by_role("link", name=words["proposals"])).to_have_count(2)
    look(page, view)
    assert Proposal.objects.count() == 2
