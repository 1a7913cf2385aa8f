"""A firm without an account files a demand on a phone; the office accepts it."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from tests.factories.registry import make_region
from tests.functional.conftest import View, look

from duijie.common import public_forms
from duijie.common.domain.site import name_site
from duijie.demands.models import Demand, Filing

WORDS = {
    "zh-hans": {"file": "企业填报需求", "send": "提交", "accept": "通过", "waits": "待审核"},
    "en": {"file": "File a demand of your firm", "send": "Send", "accept": "Accept", "waits": "To be decided"},
}


def test_a_firm_files_a_demand_and_the_office_accepts_it(page: Page, view: View, sign_in, monkeypatch) -> None:
    monkeypatch.setattr(public_forms, "LEAST_AGE", timedelta(0))  # a browser that is driven fills forms in at once
    words, region = WORDS[view.language], make_region()
    name_site(values={"public_forms": "open"}, by=None)
    page.goto("/accounts/login/")
    page.get_by_role("link", name=words["file"]).click()
    look(page, view)
    for name, text in {
        "title": "钢球淬火后有裂纹", "body": "每批约百分之五有裂纹，换过淬火油没有改善",
        "firm_name": "云溪新风轴承有限公司", "uscc": "91330100799655058B", "contact_name": "李工",
        "contact_phone": "13900000005",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_area").select_option(region.north.code)
    page.get_by_role("button", name=words["send"], exact=True).click()
    page.wait_for_url("**/apply/receipt/**")
    look(page, view)
    filing = Filing.objects.get()
    expect(page.get_by_text(filing.number)).to_be_visible()
    sign_in(page, "county_officer")
    page.goto("/")
    page.locator("#waiting").get_by_role("link", name=filing.firm_name).click()
    look(page, view)
    page.get_by_role("button", name=words["accept"], exact=True).click()
    page.get_by_role("link", name="钢球淬火后有裂纹").click()
    assert Demand.objects.get().source == "enterprise"
