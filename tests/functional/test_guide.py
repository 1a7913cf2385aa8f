"""While a demand is written, the guide beside it says what is missing and what is there already."""

from playwright.sync_api import Page, expect
from tests.factories.demands import make_demand
from tests.functional.conftest import View, look

WORDS = {
    "zh-hans": {"share": "已完成", "figures": "识别出的指标"},
    "en": {"share": "% complete", "figures": "Figures as they are read"},
}


def test_the_guide_answers_while_one_types(page: Page, view: View, sign_in) -> None:
    words = WORDS[view.language]
    make_demand(title="水轮机主轴密封泄漏", state="published")
    sign_in(page, "county_officer")
    page.goto("/demands/add/")
    guide = page.locator("#guide")
    expect(guide).to_contain_text(words["share"])
    page.locator("#id_title").fill("水轮机主轴密封泄漏")
    page.locator("#id_targets").fill("1.6 MPa 下泄漏量不大于 0.1 mL/min")
    expect(guide).to_contain_text(words["figures"])
    expect(guide.get_by_role("link", name="水轮机主轴密封泄漏")).to_be_visible()
    look(page, view)
