"""Keeping accounts: added with a one-time password, given a role, deactivated; the own profile and its tokens."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import ApiToken, User

SignIn = Callable[..., User]


def test_account_from_its_one_time_password_to_its_role(
    open_page: Callable[..., Page], sign_in: SignIn, live: object
) -> None:
    make_region()
    keeper, granter, newcomer = open_page(), open_page(), open_page()
    sign_in(keeper, "system_administrator")
    keeper.goto("/accounts/people/")
    keeper.get_by_role("link", name="新增账号").click()
    keeper.get_by_label("登录名").fill("wanglei")
    keeper.get_by_role("button", name="保存").click()
    expect(keeper.locator(".error-summary")).to_contain_text("尚未保存")
    check_accessible(keeper)
    keeper.locator("#id_name").fill("王磊")
    keeper.get_by_role("button", name="保存").click()
    expect(keeper.get_by_role("heading", level=1)).to_have_text("一次性密码")
    check_accessible(keeper)
    password = keeper.locator("#secret").inner_text()
    account = User.objects.get(username="wanglei")

    sign_in(granter, "security_administrator")
    granter.goto("/")
    granter.get_by_role("link", name="账号“王磊”尚未授予角色").click()
    granter.get_by_role("link", name="授予角色").click()
    check_accessible(granter)
    granter.get_by_label("角色").first.select_option("county_officer")
    granter.get_by_role("button", name="授予").click()
    expect(granter.locator(".error-summary")).to_contain_text("该角色按地区授权")
    granter.get_by_label("地区").first.select_option(label="北渡县")
    granter.get_by_role("button", name="授予").click()
    expect(granter.locator("main")).to_contain_text("角色已授予")
    shot(granter, "account")

    newcomer.goto("/accounts/login/")
    newcomer.locator("#id_login").fill("wanglei")
    newcomer.locator("#id_password").fill(password)
    newcomer.get_by_role("button", name="登录").click()
    expect(newcomer.get_by_role("heading", level=1)).to_have_text("修改密码")

    keeper.goto(f"/accounts/people/{account.pk}/")
    keeper.get_by_role("link", name="停用").click()
    check_accessible(keeper)
    keeper.get_by_role("button", name="停用").click()
    expect(keeper.locator("main")).to_contain_text("账号已停用")
    newcomer.goto("/")
    expect(newcomer.get_by_role("button", name="登录")).to_be_visible()


def test_role_at_an_organisation_is_granted_by_its_name(page: Page, sign_in: SignIn) -> None:
    make_organisation(name="云溪轴承有限公司")
    person = make_user(name="李娜")
    sign_in(page, "security_administrator")
    page.goto(f"/accounts/people/{person.pk}/roles/grant/")
    page.get_by_label("角色").first.select_option("firm_contact")
    page.locator("#id_organisation").fill("云溪轴承")
    page.get_by_role("button", name="授予").click()
    expect(page.locator(".error-summary")).to_contain_text("单位名录中没有")
    page.locator("#id_organisation").fill("云溪轴承有限公司")
    page.get_by_role("button", name="授予").click()
    expect(page.locator("main")).to_contain_text("云溪轴承有限公司")


def test_list_of_accounts_in_every_view(page: Page, sign_in: SignIn, view: View) -> None:
    for number in range(30):
        make_user(username=f"person{number:02}", name="陈晨")
    sign_in(page, "system_administrator")
    page.goto("/accounts/people/?sort=-username")
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
    expect(page.locator("th[aria-sort=descending]")).to_have_count(1)
    page.get_by_role("link", name="下一页" if view.short == "zh" else "Next page").click()
    expect(page.locator("tbody tr")).to_have_count(6)


def test_token_is_shown_once_and_revoked(page: Page, sign_in: SignIn) -> None:
    user = sign_in(page, "city_officer")
    page.goto("/accounts/people/me/")
    check_accessible(page)
    page.get_by_role("link", name="新建令牌").click()
    page.get_by_label("用途").fill("统计脚本")
    page.get_by_label("查看单位").check()
    page.get_by_role("button", name="新建令牌").click()
    text = page.locator("#secret").inner_text()
    assert text.startswith(ApiToken.objects.get(user=user).prefix)
    page.get_by_role("link", name="已记下").click()
    assert text not in page.content()
    page.get_by_role("link", name="作废令牌：统计脚本").click()
    page.get_by_role("button", name="作废").click()
    expect(page.get_by_role("cell", name="已作废")).to_be_visible()


def test_audit_administrator_sees_what_was_done_and_can_check_it(page: Page, sign_in: SignIn) -> None:
    person = make_user(name="李娜")
    sign_in(page, "audit_administrator")
    page.goto(f"/accounts/people/{person.pk}/")
    page.goto("/audit/?verb=personal_data.read")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("查阅个人信息")
    page.get_by_role("button", name="校验日志").click()
    expect(page.locator("#messages")).to_contain_text("日志完好")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出").click()
    assert download.value.suggested_filename.startswith("审计日志-")
