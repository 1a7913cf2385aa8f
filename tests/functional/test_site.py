"""Names and colour of the site in a browser: accessible in every colour, changed by keyboard."""

from collections.abc import Callable

from playwright.sync_api import Page
from tests.functional.browsing import check_accessible, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.common.domain.site import name_site
from duijie.common.models.site import Accent


def test_every_colour_is_accessible(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "system_administrator")
    found = {}
    for accent in Accent.values:
        name_site(values={"accent": accent}, by=None)
        page.goto("/site/departments/")
        check_accessible(page)
        found[accent] = page.evaluate("() => getComputedStyle(document.querySelector('.topbar')).backgroundColor")
    assert len(set(found.values())) == len(Accent.values)


def test_a_name_is_changed_by_keyboard(page: Page, view: View, sign_in: Callable[..., User]) -> None:
    sign_in(page, "system_administrator")
    page.goto("/site/")
    box, name = ("#id_short_name", "云溪") if view.language == "zh-hans" else ("#id_short_name_en", "Yunxi")
    page.locator(box).fill(name)
    page.locator(box).press("Enter")
    page.wait_for_load_state()
    assert page.locator(".brand-name").inner_text() == name
    shot(page, "site" if view.width == 1280 else "site-phone")
