"""A liaison officer logs a visit on a phone: few taps, no answer lost, nothing sent twice."""

import math
import re

import pytest
from playwright.sync_api import Locator, Page, expect
from pypinyin import lazy_pinyin
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region
from tests.functional.conftest import View, look

from duijie.demands.models import Demand, Visit
from duijie.registry.models import Attachment

PHONES = [
    pytest.param(View("zh-hans", 375), id="zh"),
    pytest.param(View("en", 375), id="en", marks=pytest.mark.slow),
]
WORDS = {
    "zh-hans": {
        "log": "登记走访", "found": "发现需求", "line": "一句话情况", "problem": "企业反映的难题", "save": "保存",
        "lost": "当前没有网络", "again": "已恢复", "online": "网络已恢复", "photos": "照片", "guide": "填写指引",
        "share": "已完成",
    },
    "en": {
        "log": "Log a visit", "found": "A demand was found", "line": "In one line",
        "problem": "The problem, in the firm's words", "save": "Save", "lost": "No connection",
        "again": "is here again", "online": "There is a connection again", "photos": "Photos", "guide": "Guide",
        "share": "% complete",
    },
}  # fmt: skip
SAVED = re.compile(r"/visits/\d+/$")
LOSE_ANSWERS = (
    "() => { const send = fetch; window.fetch = async (...all) => { await send(...all); throw TypeError(); }; }"
)


# The keystroke-level model (Card, Moran and Newell, CACM 23:7, 1980): to point at something, and to make up one's mind.
POINTING, THINKING = 1.1, 1.35  # seconds
KEYS_A_SECOND = 36.2 * 5 / 60
"""37,370 people typed 36.2 words of five letters a minute on their phones (Palin et al., MobileHCI 2019)."""
ON_THE_PHONE = ["the shutter", "use this photo"]
"""What the phone asks for a photo once the page has asked for one; here the file is handed over instead."""
IN_DATABASE = """() => new Promise((done) => {
  const asked = indexedDB.open("duijie", 1);
  asked.onsuccess = () => {
    const count = asked.result.transaction("photos").objectStore("photos").count();
    count.onsuccess = () => done(count.result);
  };
})"""


def keys_for(text: str) -> int:
    """What is pressed for ``text`` on a phone with pinyin: all letters, and one choice for each two characters."""
    chinese = "".join(re.findall(r"[\u4e00-\u9fff]", text))
    return len("".join(lazy_pinyin(chinese))) + math.ceil(len(chinese) / 2) + len(text) - len(chinese)


def wait_for_photos(field: Locator, count: int) -> None:
    for _try in range(100):
        if field.evaluate("one => one.files.length") == count:
            return
        field.page.wait_for_timeout(50)
    raise AssertionError(f"not {count} photos")


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
    line, problem = "钢球淬火后表面有裂纹", "裂纹率 5%，要降到 0.1% 以下"
    for name, text in (("line", line), ("problem", problem)):
        page.get_by_label(words[name]).fill(text)
    with page.expect_file_chooser() as chooser:
        taps(page.get_by_label(words["photos"]))
    taps.done.extend(ON_THE_PHONE)
    chooser.value.set_files({"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg")})
    look(page, view)
    taps(page.get_by_role("button", name=words["save"], exact=True))
    page.wait_for_url(SAVED)
    assert len(taps.done) <= 8
    fields = 2  # a tap into each of what is typed, too
    seconds = (len(taps.done) + fields) * (POINTING + THINKING) + keys_for(line + problem) / KEYS_A_SECOND
    print(f"{len(taps.done)} taps besides text, {keys_for(line + problem)} keys: {seconds:.0f} s by the model")
    assert seconds <= 60
    (photo,) = Attachment.objects.of("visit", Visit.objects.get().pk)
    assert (photo.name.endswith(".jpg"), photo.size > 0) == (True, True)
    visit, demand = Visit.objects.get(), Demand.objects.get()
    assert (visit.visitor, visit.organisation, visit.demand, demand.source) == (user, firm, demand, "visit")
    look(page, view)


@pytest.mark.parametrize("view", PHONES)
def test_what_was_written_survives_a_lost_connection_and_a_reload(page: Page, view: View, sign_in, went_wrong) -> None:
    words = WORDS[view.language]
    sign_in(page, "liaison_officer", organisation=make_organisation(name="云溪恒力轴承有限公司"))
    page.goto("/visits/log/")
    page.get_by_label(words["found"]).click()
    page.get_by_label(words["line"]).fill("钢球淬火后表面有裂纹")
    photos, note = page.get_by_label(words["photos"]), page.locator("#draft-note")
    photos.set_input_files(
        [{"name": f"IMG{n}.jpg", "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg")} for n in range(2)]
    )
    page.context.set_offline(True)
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(note).to_contain_text(words["lost"])
    page.context.set_offline(False)
    expect(note).to_contain_text(words["online"])
    page.reload()
    expect(note).to_contain_text(words["again"])
    expect(page.get_by_label(words["line"])).to_have_value("钢球淬火后表面有裂纹")
    wait_for_photos(photos, 2)
    # The answer is lost on the way back: the server has the visit, the phone does not know.
    page.evaluate(LOSE_ANSWERS)
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(note).to_contain_text(words["lost"])
    assert Visit.objects.count() == 1
    page.reload()
    wait_for_photos(photos, 2)
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_url(SAVED)
    assert (Visit.objects.count(), Visit.objects.get().result) == (1, "demand")
    assert Attachment.objects.of("visit", Visit.objects.get().pk).count() == 2
    page.goto("/visits/log/")
    expect(page.get_by_label(words["line"])).to_have_value("")
    assert page.evaluate(IN_DATABASE) == 0  # what is saved is not kept on the phone
    went_wrong.clear()


@pytest.mark.parametrize("view", PHONES)
def test_the_guide_unfolds_with_one_tap(page: Page, view: View, sign_in) -> None:
    words = WORDS[view.language]
    firm = make_organisation(name="云溪恒力轴承有限公司", area=make_region().north)
    sign_in(page, "liaison_officer", organisation=firm)
    make_demand(title="钢球淬火裂纹", organisation=firm)
    page.goto("/visits/log/")
    page.get_by_label(words["found"]).click()
    page.get_by_label(words["line"]).fill("钢球淬火裂纹")
    expect(page.locator("#id_tried")).to_be_hidden()
    page.locator("#guide-fold summary", has_text=words["guide"]).click()
    guide = page.locator("#guide-fold .guide")
    expect(guide).to_contain_text(words["share"])
    expect(guide.get_by_role("link", name="钢球淬火裂纹")).to_be_visible()
    page.locator("#id_targets").fill("裂纹率不大于 0.1%")
    expect(guide).to_contain_text("0.1%")
    look(page, view)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(page: Page, sign_in) -> None:
    sign_in(page, "county_officer")
    page.goto("/visits/log/")
    page.get_by_label(WORDS["zh-hans"]["line"]).fill("一切正常")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label(WORDS["zh-hans"]["line"])).to_have_value("一切正常")
    look(page, View("zh-hans", 1280))
