"""A firm without an account files a demand on a phone, or claims an account; the office accepts it."""

from datetime import timedelta

from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.functional.conftest import View, look

from duijie.accounts.models import Membership
from duijie.common import public_forms
from duijie.common.domain.site import name_site
from duijie.demands.models import Demand, Filing

WORDS = {
    "zh-hans": {
        "file": "企业填报需求", "send": "提交", "accept": "通过", "waits": "待审核", "claim": "企业申请账号",
        "accepted": "已通过", "noted": "已记下", "sign in": "登录",
    },
    "en": {
        "file": "File a demand of your firm", "send": "Send", "accept": "Accept", "waits": "To be decided",
        "claim": "Ask for an account for your firm", "accepted": "accepted", "noted": "I have noted it",
        "sign in": "Sign in",
    },
}  # fmt: skip


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


def test_an_account_is_claimed_by_its_code_and_handed_over_by_the_county(
    page: Page, open_page, view: View, sign_in, monkeypatch
) -> None:
    monkeypatch.setattr(public_forms, "LEAST_AGE", timedelta(0))
    words, region = WORDS[view.language], make_region()
    firm = make_organisation(name="云溪新风轴承有限公司", area=region.north, uscc="91330100799655058B")
    name_site(values={"public_forms": "open"}, by=None)
    page.goto("/accounts/login/")
    page.get_by_role("link", name=words["claim"]).click()
    look(page, view)
    for name, text in {
        "firm_name": firm.name, "uscc": firm.uscc, "contact_name": "李工", "contact_phone": "13900000005",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(text)
    page.locator("#id_area").select_option(region.north.code)
    licence = {"name": "licence.jpg", "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg")}
    page.locator("#id_proof").set_input_files(licence)
    page.get_by_role("button", name=words["send"], exact=True).click()
    page.wait_for_url("**/apply/receipt/**")
    look(page, view)
    receipt, filing = page.url, Filing.objects.get()
    assert (filing.uscc, filing.area, filing.state) == (firm.uscc, region.north, "waiting")

    office = open_page(view)
    sign_in(office, user=make_user(role="county_officer", area=region.north, language=view.language))
    office.goto("/")
    office.locator("#waiting").get_by_role("link", name=firm.name).click()
    look(office, view)
    office.get_by_role("button", name=words["accept"], exact=True).click()
    password = office.locator("#secret").inner_text()
    look(office, view)
    office.get_by_role("link", name=words["noted"]).click()
    expect(office.get_by_text(firm.uscc.lower(), exact=True)).to_be_visible()

    page.goto(receipt)
    expect(page.get_by_text(words["accepted"], exact=True)).to_be_visible()
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(firm.uscc.lower())
    page.locator("#id_password").fill(password)
    page.get_by_role("button", name=words["sign in"], exact=True).click()
    page.wait_for_url("**/accounts/password/change/**")  # the one-time password is good for choosing one's own
    look(page, view)
    held = Membership.objects.get(user__username=firm.uscc.lower())
    assert (held.role, held.organisation) == ("firm_contact", firm)
