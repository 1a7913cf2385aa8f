"""Pages of organisations, imports and areas beyond the menu: accessible, no wider than the window, in one language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_language, check_no_overflow
from tests.functional.conftest import HEIGHT, View

from duijie.accounts.models import User
from duijie.common.domain.imports import add_pasted_import, preview_import
from duijie.common.jobs import run_job


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_behind_the_lists(
    open_page: Callable[..., Page], people: dict[str, User], sign_in: Callable[..., User], language: str
) -> None:
    region = make_region()
    made = make_organisation(name="云溪恒力轴承有限公司", area=region.north, staff=20)
    page = open_page(View(language, 1280))
    user = sign_in(page, user=people["city_officer"])
    area = user.memberships.get().area
    text = "单位名称\t地区\t职工人数\n甲公司\t北渡县\t3\n云溪恒力轴承（集团）有限公司\t北渡县\t很多\n"
    mapped = add_pasted_import(noun="organisations", area=area, text=text, by=user)
    checked = add_pasted_import(noun="organisations", area=area, text=text, by=user)
    run_job(preview_import(batch=checked, by=user).pk)
    address = f"/organisations/{made.pk}/"
    for place in (
        address, f"{address}edit/", f"{address}history/", f"{address}archive/", "/organisations/add/", "/imports/add/",
        f"/imports/{mapped.pk}/columns/", f"/imports/{checked.pk}/", f"/imports/{checked.pk}/remove/",
        f"/areas/{region.city.code}/", "/api/docs/",
    ):  # fmt: skip
        answer = page.goto(place)
        assert (place, answer and answer.status) == (place, 200)
        if language != "en" or place.endswith("/add/"):  # headings hold the names of records, which are Chinese
            check_language(page, language)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            check_no_overflow(page)
            check_accessible(page)
