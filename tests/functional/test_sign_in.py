"""Signing in: by login name or mobile number, locked after wrong passwords, two steps, one-time passwords."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect
from tests.factories.accounts import PASSWORD, make_user
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.domain.passwords import reset_password

NEW = "Another-horse-2"


def enter(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("登录名或手机号").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_sign_in_page_in_every_view(page: Page, view: View) -> None:
    page.goto("/accounts/login/")
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
    shot(page, "sign-in" if view.width == 1280 else "sign-in-phone")


def test_page_that_was_asked_for_opens_after_signing_in(page: Page) -> None:
    make_user(username="zhoumin", role="audit_administrator", name="周敏")
    page.goto("/audit/")
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/audit/"))
    page.get_by_label("登录名或手机号").fill("zhoumin")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url("/audit/")
    page.get_by_role("button", name="周敏 的账号").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))


def test_mobile_number_is_a_login_name(page: Page) -> None:
    make_user(username="zhoumin", mobile="13800001111", name="周敏")
    enter(page, "13800001111", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")


def test_five_wrong_passwords_lock_the_name(page: Page) -> None:
    make_user(username="zhoumin")
    for _attempt in range(5):
        enter(page, "zhoumin", "wrong")
        expect(page.get_by_role("alert")).to_contain_text("登录失败")
    enter(page, "zhoumin", PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("锁定")
    check_accessible(page)


def test_one_time_password_opens_nothing_but_the_page_to_replace_it(page: Page) -> None:
    user = make_user(username="zhoumin", role="broker")
    once = reset_password(account=user, by=None)
    enter(page, "zhoumin", once)
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    page.goto("/jobs/")
    expect(page.get_by_role("heading", level=1)).to_have_text("修改密码")
    check_accessible(page)
    page.get_by_label("当前密码").fill(once)
    page.locator("#id_password1").fill(NEW)
    page.get_by_label("再次输入新密码").fill(NEW)
    page.get_by_role("button", name="修改密码").click()
    page.goto("/jobs/")
    expect(page.get_by_role("heading", level=1)).to_have_text("后台任务")


def test_two_step_sign_in_from_set_up_to_use(page: Page) -> None:
    make_user(username="zhoumin", role="broker")
    enter(page, "zhoumin", PASSWORD)
    page.goto("/accounts/2fa/")
    check_accessible(page)
    page.get_by_role("link", name="设置").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("请确认是您本人")
    check_accessible(page)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="确认").click()
    check_accessible(page)
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("验证码").fill(code_of(secret))
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("恢复码")
    check_accessible(page)
    recovery = page.locator("#recovery-codes li").first.inner_text()
    page.context.clear_cookies(name="sessionid")
    enter(page, "zhoumin", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("两步验证")
    check_accessible(page)
    page.get_by_label("验证码").fill(recovery)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作")


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/accounts/signup/", "账号由管理员开通"),
        ("/accounts/password/reset/", "忘记密码或还没有账号？"),
        ("/accounts/inactive/", "该账号已停用"),
    ],
)
def test_pages_beside_the_door_say_whom_to_ask(page: Page, address: str, heading: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    check_accessible(page)
    check_language(page, "zh-hans")


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
