"""Pages of names and of departments: accessible in every colour, no wider than the window, in one language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.functional.browsing import check_accessible, check_language, check_no_overflow
from tests.functional.conftest import HEIGHT, View
from tests.unit.common.test_images import png

from duijie.accounts.models import Department, User
from duijie.common.domain.site import name_site, set_logo
from duijie.common.models.site import Accent

PAGES = (
    "/site/", "/site/history/", "/site/logo/", "/site/start/bureau/", "/site/reset/", "/site/departments/",
    "/site/departments/add/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_of_names_and_departments(
    open_page: Callable[..., Page], sign_in: Callable[..., User], language: str
) -> None:
    page = open_page(View(language, 1280))
    sign_in(page, "system_administrator")
    made = Department.objects.create(key="keji", name="科技局", name_en="Science and Technology Bureau")
    set_logo(content=png(60, 20), by=None)
    for place in (*PAGES, f"/site/departments/{made.pk}/", f"/site/departments/{made.pk}/archive/"):
        answer = page.goto(place)
        assert (place, answer and answer.status) == (place, 200)
        if language == "zh-hans":  # in English the names of the presets are quoted in Chinese
            check_language(page, language)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            check_no_overflow(page)
            check_accessible(page)


def test_every_colour_is_accessible(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "system_administrator")
    found = {}
    for accent in Accent.values:
        name_site(values={"accent": accent}, by=None)
        page.goto("/site/departments/")
        check_accessible(page)
        found[accent] = page.evaluate("() => getComputedStyle(document.querySelector('.topbar')).backgroundColor")
    assert len(set(found.values())) == len(Accent.values)


def test_a_name_is_changed_by_keyboard(page: Page, sign_in: Callable[..., User]) -> None:
    sign_in(page, "system_administrator")
    page.goto("/site/")
    page.locator("#id_short_name").fill("云溪")
    page.locator("#id_short_name").press("Enter")
    page.wait_for_load_state()
    assert page.locator(".brand-name").inner_text() == "云溪"
