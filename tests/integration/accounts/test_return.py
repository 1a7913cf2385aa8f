"""A button pressed after the session has ended: signing in leads back to its page, not to what it calls."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.registry import make_region

from duijie.accounts.middleware import SEEN
from duijie.matching.models import MatchRun

pytestmark = pytest.mark.django_db
BUTTON, PAGE = "/matching/runs/start/", "/matching/runs/?state=current"


def press(browser: Client, **headers: str) -> Any:
    return browser.post(BUTTON, {"area": "0"}, headers=headers)


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [
        (f"http://testserver{PAGE}", PAGE), (f"http://testserver{PAGE}#expert-3", PAGE), ("", "/"),
        ("http://elsewhere.example/matching/runs/", "/"), ("http://testserver.example/x", "/"),
    ],
)  # fmt: skip
def test_signing_in_leads_to_the_page_of_the_button(referer: str, leads_to: str) -> None:
    user = make_user(role="city_officer", area=make_region().city)
    browser = Client()
    asked = press(browser, **({"referer": referer} if referer else {}))
    assert asked.status_code == 302
    login = browser.get(asked.url)
    assert "刚才的操作未完成" in login.content.decode()
    answer = browser.post(asked.url, {"login": user.username, "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, leads_to)
    assert browser.get(answer.url).status_code == 200
    assert not MatchRun.objects.exists()


def test_the_same_after_a_time_without_activity() -> None:
    browser = Client()
    browser.force_login(make_user(role="city_officer", area=make_region().city))
    browser.get(PAGE)
    session = browser.session
    session[SEEN] -= settings.DUIJIE_IDLE_MINUTES * 60 + 1
    session.save()
    asked = press(browser, referer=f"http://testserver{PAGE}")
    assert asked.url.endswith("/accounts/login/?next=/matching/runs/%3Fstate%3Dcurrent")
    page = browser.get(asked.url).content.decode()
    assert ("因长时间未操作" in page, "刚才的操作未完成" in page) == (True, True)


def test_a_page_that_was_only_opened_is_opened_after_signing_in() -> None:
    asked = Client().get(PAGE, headers={"referer": "http://testserver/help/"})
    assert asked.url == "/accounts/login/?next=/matching/runs/%3Fstate%3Dcurrent"
