"""A liaison officer logs a visit on a phone: few taps, no answer lost, nothing sent twice."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.factories.registry import make_organisation, make_region
from tests.functional.conftest import View, look

from duijie.demands.models import Demand, Visit

PHONES = [
    pytest.param(View("zh-hans", 375), id="zh"),
    pytest.param(View("en", 375), id="en", marks=pytest.mark.slow),
]
WORDS = {
    "zh-hans": {
        "log": "登记走访", "found": "发现需求", "line": "一句话情况", "problem": "企业反映的难题", "save": "保存",
        "lost": "当前没有网络", "again": "已恢复", "online": "网络已恢复",
    },
    "en": {
        "log": "Log a visit", "found": "A demand was found", "line": "In one line",
        "problem": "The problem, in the firm's words", "save": "Save",
    },
}  # fmt: skip
SAVED = re.compile(r"/visits/\d+/$")
LOSE_ANSWERS = (
    "() => { const send = fetch; window.fetch = async (...all) => { await send(...all); throw TypeError(); }; }"
)


@pytest.fixture
def taps():
    """Counts what is tapped; typing is not."""
    done: list[str] = []

    def tap(found) -> None:
        done.append(str(found))
        found.click()

    tap.done = done
    return tap


@pytest.mark.parametrize("view", PHONES)
def test_from_home_to_saved_in_few_taps(page: Page, view: View, sign_in, taps) -> None:
    words, region = WORDS[view.language], make_region()
    firm = make_organisation(name="云溪恒力轴承有限公司", area=region.north)
    user = sign_in(page, "liaison_officer", organisation=firm)
    page.goto("/")
    taps(page.get_by_role("link", name=words["log"]))
    look(page, view)
    expect(page.get_by_label(firm.name)).to_be_checked()
    expect(page.get_by_label(words["problem"])).to_be_hidden()
    taps(page.get_by_label(words["found"]))
    page.get_by_label(words["line"]).fill("钢球淬火后表面有裂纹")
    page.get_by_label(words["problem"]).fill("裂纹率 5%，要降到 0.1% 以下")
    look(page, view)
    taps(page.get_by_role("button", name=words["save"], exact=True))
    page.wait_for_url(SAVED)
    assert len(taps.done) <= 8
    visit, demand = Visit.objects.get(), Demand.objects.get()
    assert (visit.visitor, visit.organisation, visit.demand, demand.source) == (user, firm, demand, "visit")
    look(page, view)


def test_what_was_written_survives_a_lost_connection_and_a_reload(page: Page, sign_in, went_wrong) -> None:
    words = WORDS["zh-hans"]
    sign_in(page, "liaison_officer", organisation=make_organisation(name="云溪恒力轴承有限公司"))
    page.goto("/visits/log/")
    page.get_by_label(words["found"]).click()
    page.get_by_label(words["line"]).fill("钢球淬火后表面有裂纹")
    note = page.locator("#draft-note")
    page.context.set_offline(True)
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(note).to_contain_text(words["lost"])
    page.context.set_offline(False)
    expect(note).to_contain_text(words["online"])
    page.reload()
    expect(note).to_contain_text(words["again"])
    expect(page.get_by_label(words["line"])).to_have_value("钢球淬火后表面有裂纹")
    # The answer is lost on the way back: the server has the visit, the phone does not know.
    page.evaluate(LOSE_ANSWERS)
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(note).to_contain_text(words["lost"])
    assert Visit.objects.count() == 1
    page.reload()
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_url(SAVED)
    assert (Visit.objects.count(), Visit.objects.get().result) == (1, "demand")
    page.goto("/visits/log/")
    expect(page.get_by_label(words["line"])).to_have_value("")
    went_wrong.clear()


def test_what_is_missing_is_said_and_nothing_typed_is_lost(page: Page, sign_in) -> None:
    sign_in(page, "county_officer")
    page.goto("/visits/log/")
    page.get_by_label(WORDS["zh-hans"]["line"]).fill("一切正常")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label(WORDS["zh-hans"]["line"])).to_have_value("一切正常")
    look(page, View("zh-hans", 1280))
