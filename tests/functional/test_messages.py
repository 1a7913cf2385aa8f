"""Messages on a phone and at a desk: read, archived, chosen, worded by staff, received by one click."""

from collections.abc import Callable

from django.db import transaction
from playwright.sync_api import Page, expect
from tests.functional.conftest import View, look

from duijie.accounts.models import User
from duijie.messaging.domain.choices import stop_token
from duijie.messaging.domain.messages import send
from duijie.messaging.domain.one_click import make_link
from duijie.messaging.models import Message, Purpose

SignIn = Callable[..., User]
WORDS = {"zh-hans": ("预览", "对接推荐函"), "en": ("Preview", "A proposal: ")}


def test_messages_from_the_inbox_to_their_texts(page: Page, view: View, sign_in: SignIn) -> None:
    user = sign_in(page, "system_administrator", email="a@example.org")
    with transaction.atomic():
        told = {"demand": "深冷球阀低温密封", "reason": "两次逾期未反馈", "by": "顾长川"}
        send(key="one", template="clock.supervised", to=user, by=user, context=told, link="/help/")
        told = {"demand": "深冷球阀低温密封", "supply": "密封技术", "state": "mutual"}
        send(key="two", template="proposal.answered", to=user, context=told)
    urgent = Message.objects.get(key="one")

    page.goto("/messages/")
    look(page, view)
    expect(page.locator(".topbar .badge")).to_have_text("2")
    page.locator(f"tbody a[href='/m/{urgent.code}/']").click()
    page.wait_for_url("**/help/")
    expect(page.locator(".topbar .badge")).to_have_text("1")
    page.goto(f"/messages/{urgent.pk}/")
    look(page, view)
    page.locator("form[action$='/receipt/'] button").click()
    expect(page.locator("form[action$='/receipt/']")).to_have_count(0)
    page.goto("/messages/")
    page.locator("tbody input[name=row]").first.check()
    page.locator("#bulk-action").select_option("archive")
    page.locator("#bulk button").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto("/messages/sent/")
    look(page, view)

    page.goto("/messages/choices/")
    look(page, view)
    page.locator("select[name='proposal.shown:mail']").select_option("daily")
    page.locator("main form.panel button[type=submit]").click()
    expect(page.locator("select[name='proposal.shown:mail']")).to_have_value("daily")

    page.goto("/messages/texts/")
    look(page, view)
    page.goto(f"/messages/texts/proposal.shown/{view.language}/")
    look(page, view)
    preview, subject = WORDS[view.language]
    page.locator("#id_subject").fill(f"{subject}{{wish}}")
    page.get_by_role("button", name=preview).click()
    expect(page.locator(".error-summary")).to_contain_text("{demand}")
    page.locator("#id_subject").fill(f"{subject}{{demand}}")
    page.get_by_role("button", name=preview).click()
    expect(page.locator("#shown + dl dd").first).to_contain_text(subject.strip())
    page.locator("button[value=save]").click()
    expect(page.locator(".timeline li")).to_have_count(1)
    look(page, view)


def test_links_of_a_mail_work_without_signing_in(page: Page, view: View, sign_in: SignIn) -> None:
    reader = sign_in(page, "leader", email="a@example.org")
    page.context.clear_cookies(name="sessionid")
    with transaction.atomic():
        told = {"demand": "深冷球阀低温密封", "reason": "两次逾期未反馈", "by": "顾长川"}
        send(key="one", template="clock.supervised", to=reader, context=told)
    message = Message.objects.get()
    secret = make_link(message=message, purpose=Purpose.RECEIPT)
    page.goto(f"/r/{secret}/")
    look(page, view)
    page.locator("main button").click()
    look(page, view)
    message.refresh_from_db()
    assert message.received_at is not None
    page.goto(f"/messages/stop/{stop_token(reader, 'proposal.shown')}/")
    page.locator("button[value=stop]").click()
    look(page, view)
    page.locator("button[value=resume]").click()
    expect(page.locator("button[value=stop]")).to_be_visible()
