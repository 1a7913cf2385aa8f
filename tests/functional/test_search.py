"""The search box and its results, in both languages at both widths, by keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.common.jobs import run_job
from duijie.search.domain.rebuilds import start_rebuild_here
from duijie.search.engine.reader import forget_readers

SignIn = Callable[..., User]


@pytest.fixture
def indexed(settings: Any, tmp_path: Path, live: Any) -> None:
    settings.SEARCH_INDEX = tmp_path / "index"
    forget_readers()
    region = make_region()
    make_organisation(
        name="云溪恒力轴承有限公司", area=region.north,
        description="生产深沟球轴承与高速电主轴，为机床厂和水泵厂配套，产品噪声低于四十分贝。",
    )  # fmt: skip
    make_organisation(name="云溪轴承研究院", area=region.south, kind="institute", description="轴承的疲劳寿命与润滑。")
    make_organisation(
        name="青岚农装有限公司", area=region.north, description="厚菇型香菇热泵与远红外联合烘干机，烘干能耗降低三成。"
    )
    job = run_job(start_rebuild_here().pk)
    assert job is not None
    assert job.state == "succeeded"


def test_results_in_every_view(page: Page, sign_in: SignIn, indexed: None, view: View) -> None:
    sign_in(page, "city_officer")
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("combobox").first
    expect(box).to_be_focused()
    box.fill("轴承")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    check_no_overflow(page)
    check_accessible(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".search-hits mark").first).to_have_text("轴承")
    expect(page.locator(".search-hits > li")).to_have_count(2)
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
    page.get_by_role("link", name="单位" if view.short == "zh" else "Organisations").last.click()
    page.locator(".search-facet a").last.click()
    expect(page.locator(".search-hits > li")).to_have_count(1)
    check_no_overflow(page)
    check_accessible(page)
    page.goto("/search/?q=菌类干制节能")
    expect(page.locator(".search-hits .badge")).to_have_text("语义相近" if view.short == "zh" else "by meaning")
    page.goto("/search/?q=火箭")
    expect(page.locator(".empty-state")).to_be_visible()
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
    page.goto("/search/?q=轴承")
    shot(page, "search" if view.width == 1280 else "search-phone")
    sign_in(page, "system_administrator")
    page.goto("/search/index/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shot(page, "search-index" if view.width == 1280 else "search-index-phone")


def test_a_name_is_opened_by_its_initials_and_the_keyboard(page: Page, sign_in: SignIn, indexed: None) -> None:
    sign_in(page, "county_officer")
    page.goto("/help/")
    page.keyboard.press("Control+k")
    page.keyboard.type("hlzc")
    option = page.get_by_role("option")
    expect(option).to_have_count(1)
    expect(page.get_by_role("combobox").first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("云溪恒力轴承有限公司")


def test_the_slash_is_typed_where_one_types(page: Page, sign_in: SignIn, indexed: None) -> None:
    sign_in(page, "city_officer")
    page.goto("/organisations/add/")
    name = page.locator("#id_name")
    name.focus()
    page.keyboard.type("a/b")
    expect(name).to_have_value("a/b")
