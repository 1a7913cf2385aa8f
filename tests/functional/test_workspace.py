"""Choosing among candidates: dismissed with a reason, compared side by side, looked at by unit and by team. Proposing
is in test_tour.py.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.functional.conftest import View, look
from tests.integration.matching.conftest import docking

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.matching.models import Choice, Judgement

__all__ = ["docking"]

WORDS = {
    "zh-hans": {
        "match": "匹配本地区需求", "level": "弱", "dismiss": "排除并说明原因", "do": "排除",
        "compare": "对比所选（两个或三个）", "who": "谁能解决", "unit": "按单位",
        "team": "按团队",
    },
    "en": {
        "match": "Match the demands of this area", "level": "Weak", "dismiss": "Dismiss with a reason", "do": "Dismiss",
        "compare": "Compare the chosen (two or three)", "who": "Who can solve it",
        "unit": "By unit", "team": "By team",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "view", [pytest.param(View("zh-hans", 375), marks=pytest.mark.slow), View("en", 1280)], ids=lambda view: view.short
)
def test_candidates_are_dismissed_with_a_reason_and_compared(
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
    tea = page.locator(f"#achievement-{docking.tea.pk}")
    tea.locator("summary").first.click()
    tea.get_by_role("button", name=words["level"], exact=True).click()
    expect(tea.locator("summary").first).to_be_focused()  # back at the candidate, unfolded, and what was done is said
    expect(page.locator("#toasts .toast-note")).to_be_in_viewport()
    expect(tea.locator("summary").first).to_be_in_viewport(ratio=1)
    expect(tea.get_by_role("button", name=words["level"], exact=True)).to_have_attribute("aria-pressed", "true")
    assert Judgement.objects.get().level == 2
    tea.get_by_text(words["dismiss"]).click()
    look(page, view)
    tea.locator("select[name=reason]").select_option("other_subject")
    tea.get_by_role("button", name=words["do"], exact=True).click()
    expect(page.locator(f"#achievement-{docking.tea.pk}")).to_have_count(0)
    assert Choice.objects.get().reason == "other_subject"
    for key in (f"achievement-{docking.seal.pk}", f"expert-{docking.expert.pk}"):
        card = page.locator(f"#{key}")
        if card.locator("details").first.get_attribute("open") is not None:
            card.locator("summary").first.click()
        card.locator("input[name=c]").focus()  # beside the closed row, by the keyboard
        page.keyboard.press("Space")
        expect(card.locator("input[name=c]")).to_be_checked()
        expect(card.locator("details").first).not_to_have_attribute("open", "")
    page.get_by_role("button", name=words["compare"]).click()
    page.wait_for_url("**/compare/**")
    look(page, view)
    page.goto(f"/demands/{docking.demand.pk}/match/?lowest=1")
    for way in (words["unit"], words["team"]):
        page.get_by_role("link", name=way, exact=True).click()
        look(page, view)
    page.get_by_role("link", name=words["unit"], exact=True).click()
    page.get_by_role("link", name="云溪理工大学").click()
    expect(page.locator(".candidates summary").first).to_be_visible()
    look(page, view)


def test_on_a_phone_a_candidate_has_the_whole_width_and_links_are_high_enough_for_a_finger(
    open_page: Callable[..., Page], docking, sign_in: Callable[..., User]
) -> None:
    view = View("zh-hans", 375)
    page = open_page(view)
    sign_in(page, user=docking.officer)
    run = docking.run()
    page.goto(f"/demands/{docking.demand.pk}/match/?lowest=1")
    boxes = page.evaluate("""() => Object.fromEntries(['.topbar', '.candidate', '.candidate .candidate-actions',
        '.candidate .candidate-grade', '.candidate-tick', '#show'].map(one => {
            const box = document.querySelector(one).getBoundingClientRect();
            return [one, [Math.round(box.left), Math.round(box.width), Math.round(box.height)]];
        }))""")
    assert boxes[".topbar"][2] < 110  # two rows: where one is, and the search
    assert boxes[".candidate .candidate-grade"][2] < 30  # level and score in one line
    assert boxes[".candidate .candidate-actions"][0] - boxes[".candidate"][0] < 20
    assert min(boxes[".candidate-tick"][1:]) >= 24
    assert boxes["#show"][1] > 300  # its words are long
    for address in (f"/matching/runs/{run.pk}/", f"/matching/runs/{run.pk}/exposure/", "/matching/runs/"):
        page.goto(address)
        low = page.evaluate("""() => [...document.querySelectorAll('main :is(td, li) > a, main summary')]
            .filter(one => { const box = one.getBoundingClientRect(); return box.height > 0 && box.height < 24; })
            .map(one => one.textContent.trim())""")
        assert low == [], address
    page.goto(f"/matching/runs/{run.pk}/exposure/")
    page.locator("thead .sort-link").last.click()  # a list is ordered on a phone, too
    page.wait_for_url("**sort=**")
    keys = "&".join(f"c={key}" for key in (f"achievement-{docking.seal.pk}", f"expert-{docking.expert.pk}"))
    page.goto(f"/demands/{docking.demand.pk}/match/compare/?{keys}")
    for head in page.locator(".compare thead th").all():  # both stand in the window
        box = head.bounding_box()
        assert box["x"] + box["width"] <= view.width
    look(page, view)
