"""A ranking model is looked at and decided about: the list, before and after, its reliability as a chart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.factories.ranking import make_model
from tests.factories.registry import make_region
from tests.functional.browsing import shot
from tests.functional.conftest import View, look

from duijie.accounts.models import User
from duijie.matching.models import RankingModel

WORDS = {
    "zh-hans": {
        "menu": "排序模型", "number": "排序模型 {} 号", "counts": "各类意见如何计入", "reject": "不采纳",
        "reason": "理由",
    },
    "en": {
        "menu": "Ranking models", "number": "Ranking model {}", "counts": "What counts as what", "reject": "Reject",
        "reason": "Reason",
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "view", [View("zh-hans", 375), pytest.param(View("en", 1280), marks=pytest.mark.slow)], ids=lambda view: view.short
)
def test_a_proposed_model_is_looked_at_and_rejected(
    open_page: Callable[..., Page], view: View, sign_in: Callable[..., User]
) -> None:
    words = WORDS[view.language]
    region = make_region()
    page = open_page(view)
    officer = sign_in(page, role="city_officer", area=region.city)
    model = make_model(by=officer)
    page.goto("/matching/models/")
    expect(page.get_by_role("heading", name=words["menu"], level=1)).to_be_visible()
    page.get_by_text(words["counts"]).first.click()
    look(page, view)
    page.get_by_role("link", name=words["number"].format(model.pk)).first.click()
    expect(page.locator(".reliability-chart canvas")).to_be_visible()
    last = page.locator(".before-after tbody td").last.bounding_box()
    assert last["x"] + last["width"] <= view.width  # what was learned is seen without scrolling sideways
    look(page, view)
    shot(page, "ranking-model" if view.width == 1280 else "ranking-model-phone", whole=True)
    page.get_by_label(words["reason"]).fill("样本太偏")
    page.get_by_role("button", name=words["reject"], exact=True).click()
    expect(page.get_by_role("button", name=words["reject"], exact=True)).to_have_count(0)
    assert RankingModel.objects.get().state == "rejected"
    look(page, view)
