"""The frame around every page: language, menu, skip link, errors."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.functional.browsing import check_accessible, check_language, check_no_overflow
from tests.functional.conftest import View


def test_home_is_accessible_in_every_view(page: Page, sign_in: Callable[..., object], view: View) -> None:
    sign_in(page, "city_officer")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作" if view.short == "zh" else "My work")
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
