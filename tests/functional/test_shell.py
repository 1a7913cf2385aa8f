"""The frame around every page: language, menu, skip link, messages of requests that fail, pages for what went wrong."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.functional.browsing import WhatWentWrong, check_accessible, check_language, check_no_overflow
from tests.functional.conftest import View

from duijie.accounts.models import User

SignIn = Callable[..., User]


def test_home_in_every_view(page: Page, sign_in: SignIn, view: View) -> None:
    sign_in(page, "city_officer")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作" if view.short == "zh" else "My work")
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)


def test_language_is_switched_where_one_stands_and_kept(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city_officer")
    page.goto("/help/")
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(page.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")
    page.goto("/jobs/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Jobs")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("后台任务")


def test_keyboard_skips_to_the_content(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city_officer")
    page.goto("/help/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_menu_is_a_drawer_on_a_phone(open_page: Callable[..., Page], sign_in: SignIn) -> None:
    page = open_page(View("zh-hans", 375))
    sign_in(page, "county_officer")
    page.goto("/")
    entry = page.get_by_role("link", name="后台任务")
    expect(entry).to_be_hidden()
    page.get_by_role("button", name="菜单").click()
    expect(entry).to_be_visible()
    check_accessible(page)
    entry.click()
    expect(page).to_have_url("/jobs/")


def test_menu_marks_where_one_is(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "audit_administrator")
    page.goto("/audit/")
    expect(page.locator("nav [aria-current=page]")).to_have_text("审计日志")


def test_missing_page_says_what_to_do(page: Page, sign_in: SignIn, view: View) -> None:
    sign_in(page, "city_officer")
    page.goto("/nothing-here/")
    expect(page.get_by_role("heading", level=1)).to_have_text("页面不存在" if view.short == "zh" else "Not found")
    check_accessible(page)
    check_language(page, view.language)


def test_page_that_is_not_permitted_says_whom_to_ask(page: Page, sign_in: SignIn) -> None:
    sign_in(page, "city_officer")
    page.goto("/audit/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有权限")
    expect(page.locator("main")).to_contain_text("请联系安全管理员")


def test_failing_request_of_the_page_is_told(page: Page, sign_in: SignIn, went_wrong: WhatWentWrong) -> None:
    sign_in(page, "city_officer")
    page.goto("/help/")
    page.evaluate("htmx.ajax('GET', '/nothing-here/', {target: 'main', swap: 'none'})")
    expect(page.locator("#toasts")).to_contain_text("该记录已不存在")
    went_wrong.clear()  # htmx reports the answer on the console too


def test_lost_connection_is_told(page: Page, sign_in: SignIn, went_wrong: WhatWentWrong) -> None:
    sign_in(page, "city_officer")
    page.goto("/help/")
    page.context.set_offline(True)
    page.evaluate("htmx.ajax('GET', '/jobs/', {target: 'main', swap: 'none'}).catch(() => {})")
    expect(page.locator("#toasts")).to_contain_text("无法连接服务器")
    page.context.set_offline(False)
    went_wrong.clear()
