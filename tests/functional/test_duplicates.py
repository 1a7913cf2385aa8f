"""Finding, comparing, merging and undoing in the browser, in both languages at both widths."""

from collections.abc import Callable

from playwright.sync_api import Page
from tests.factories.registry import make_organisation, make_region, make_row
from tests.functional.browsing import check_accessible, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.common.jobs import run_waiting_jobs
from duijie.demands.models import Demand
from duijie.registry.models import Merge


def test_from_the_search_to_the_undone_merge(page: Page, sign_in: Callable[..., User], view: View) -> None:
    region = make_region()
    kept = make_organisation(name="云溪恒力轴承有限公司", area=region.north, staff=20, address="经开路1号")
    gone = make_organisation(name="雲溪恒力軸承（集團）有限責任公司", area=region.north, staff=25)
    make_row(Demand, organisation=gone, title="轴承降噪")
    sign_in(page, "city_officer", area=region.city)
    zh = view.language == "zh-hans"

    def look() -> None:
        check_no_overflow(page)
        check_accessible(page)

    page.goto("/duplicates/")
    look()
    page.get_by_role("button", name="开始查重" if zh else "Look for duplicates").click()
    run_waiting_jobs()
    page.goto("/duplicates/")
    look()
    page.get_by_role("link", name=kept.name).click()
    look()
    shot(page, "duplicates" if view.width == 1280 else "duplicates-phone")
    page.locator("#kept-staff").check()
    page.locator("#reason").fill("同一家")
    page.get_by_role("button", name="合并" if zh else "Merge", exact=True).click()
    page.wait_for_url("**/duplicates/merges/*/")
    look()
    merge = Merge.objects.get()
    kept.refresh_from_db()
    assert (merge.kept, merge.merged, kept.staff, Demand.objects.get().organisation_id) == (
        kept.pk, gone.pk, 20, kept.pk,
    )  # fmt: skip
    page.goto(f"/organisations/{gone.pk}/")
    assert page.url.endswith(f"/organisations/{kept.pk}/")
    page.goto("/duplicates/merges/")
    look()
    page.goto(f"/duplicates/merges/{merge.pk}/undo/")
    look()
    page.get_by_role("button", name="撤销" if zh else "Undo", exact=True).click()
    page.wait_for_url("**/duplicates/merges/*/")
    look()
    assert Demand.objects.get().organisation_id == gone.pk
