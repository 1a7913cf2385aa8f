"""From a demand to an answered proposal: the officer at a desk, the firm on a phone without an account, the expert."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View
from tests.integration.matching.conftest import docking

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.matching.models import Choice, Proposal

__all__ = ["docking"]

WORDS = {
    "zh-hans": {
        "match": "匹配本地区需求", "send": "推荐", "link": "为需求企业生成链接", "yes": "我方有意向",
        "dismiss": "排除并说明原因", "do": "排除", "compare": "对比所选（两个或三个）", "who": "谁能解决",
    },
    "en": {
        "match": "Match the demands of this area", "send": "Propose",
        "link": "Make a link for the firm that has the demand", "yes": "We are interested",
        "dismiss": "Dismiss with a reason", "do": "Dismiss", "compare": "Compare the chosen (two or three)",
        "who": "Who can solve it",
    },
}  # fmt: skip


def look(page: Page, view: View) -> None:
    check_accessible(page)
    check_no_overflow(page)
    check_language(page, view.language)


def test_from_a_demand_to_interest_on_both_sides(
    open_page: Callable[..., Page], view: View, docking, sign_in: Callable[..., User]
) -> None:
    words = WORDS[view.language]
    page = open_page(view)
    sign_in(page, user=docking.officer)
    page.goto(f"/demands/{docking.demand.pk}/")
    page.get_by_role("link", name=words["who"]).click()
    look(page, view)
    page.get_by_role("button", name=words["match"]).click()
    look(page, view)
    run_waiting_jobs()

    page.goto(f"/demands/{docking.demand.pk}/match/?lowest=1")
    expect(page.locator(".candidates mark").first).to_be_visible()
    look(page, view)
    shot(page, "workspace" if view.width == 1280 else "workspace-phone")
    tea = page.locator(f"#achievement-{docking.tea.pk}")
    tea.locator("summary").first.click()
    tea.get_by_text(words["dismiss"]).click()
    tea.locator("select[name=reason]").select_option("other_subject")
    tea.get_by_role("button", name=words["do"], exact=True).click()
    assert Choice.objects.get().reason == "other_subject"

    for key in (f"achievement-{docking.seal.pk}", f"expert-{docking.expert.pk}"):
        card = page.locator(f"#{key}")
        if card.locator("details").first.get_attribute("open") is None:
            card.locator("summary").first.click()
        card.locator("input[name=c]").check()
    page.get_by_role("button", name=words["compare"]).click()
    look(page, view)
    page.go_back()

    page.goto(f"/demands/{docking.demand.pk}/propose/?supply=achievement-{docking.seal.pk}")
    look(page, view)
    page.get_by_role("button", name=words["send"], exact=True).click()
    look(page, view)
    page.get_by_role("button", name=words["link"]).click()
    look(page, view)
    address = page.locator("#fresh-link").input_value()

    phone = open_page(View(view.language, 375))  # the firm, without an account
    phone.goto(address)
    look(phone, View(view.language, 375))
    shot(phone, "proposal-link-phone")
    phone.get_by_role("button", name=words["yes"]).click()
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.get_by_role("button", name=words["yes"])).to_have_count(0)
    assert Proposal.objects.get().state == "interest_demand"

    school = open_page(view)
    sign_in(school, user=docking.school_officer)
    school.goto(f"/proposals/{Proposal.objects.get().pk}/")
    look(school, view)
    school.get_by_role("button", name=words["yes"]).click()
    assert Proposal.objects.get().state == "mutual"
    page.goto("/proposals/")
    look(page, view)
