"""A real browser against a real server: one browser for all tests, a fresh profile for each.

``live`` is the server; ``people`` makes an account per role in an invented region; ``page`` is a tab at 1280 px in
Chinese; ``view`` runs a test in both languages at 1280 and 375 px (one pair by default, all with ``--full``);
``sign_in(page, "county_officer")`` gives the tab a session without the form (the form has its own test). A test fails
when the page's scripts, the Content-Security-Policy or the server complained, even if nothing else did. ``worker`` is a
real worker process; without it, ``duijie.common.jobs.run_waiting_jobs()`` runs jobs here.
"""

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.functional import browsing
from tests.functional.browsing import WhatWentWrong, check_accessible, check_language, check_no_overflow
from tests.functional.demo_region import busy_demo, demo, own_data

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES, Reach

__all__ = ["busy_demo", "demo", "own_data"]

# Playwright's own loop runs in this thread while Django's ordinary calls are made; nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--hide-scrollbars",
]
HEIGHT = 800
# The first has no window to draw, and takes a sixth less of the processor for the same pages.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class View:
    """How a page is looked at: ``zh-hans`` or ``en``, at a width in pixels."""

    language: str
    width: int

    @property
    def short(self) -> str:
        return "zh" if self.language == "zh-hans" else "en"


def look(page: Page, view: View) -> None:
    """What every page must be in every view: accessible, no wider than the window, all in one language."""
    check_accessible(page)
    check_no_overflow(page)
    check_language(page, view.language)


VIEWS = [View(language, width) for language in ("zh-hans", "en") for width in (1280, 375)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    browsing.LOOK_AT_EVERYTHING = config.getoption("--full")
    for item in items:
        if "tests/functional" in str(item.path):
            item.add_marker("browser")
        if is_another_view(item):
            item.add_marker("slow")


def is_another_view(item: pytest.Item) -> bool:
    """Whether a test of ``view`` waits for ``--full``: by default it has one of two, as its name will have it.

    A phone in Chinese for the one, a desk in English for the other; the crawl has both of every page.
    """
    call = getattr(item, "callspec", None)
    chosen_by_itself = any("view" in mark.args[0] for mark in item.iter_markers("parametrize"))
    if call is None or "view" not in call.params or chosen_by_itself:
        return False
    name = item.nodeid.partition("[")[0]
    view = call.params["view"]
    return f"{view.short}-{view.width}" != _BY_DEFAULT[zlib.crc32(name.encode()) % 2]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("The browser tests need Chromium: install the package chromium, then run them again.")
    running = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def live(live_server: LiveServer) -> LiveServer:
    """The server, with a database that its threads and this one share; emptied after the test."""
    return live_server


_BY_DEFAULT = ("zh-375", "en-1280")


@pytest.fixture(params=VIEWS, ids=lambda one: f"{one.short}-{one.width}")
def view(request: pytest.FixtureRequest) -> View:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def went_wrong() -> Iterator[WhatWentWrong]:
    """What the pages complained about. A test that provokes an error on purpose clears it before it ends."""
    noted = WhatWentWrong()
    yield noted
    assert not noted, "\n".join(noted)


@pytest.fixture
def open_page(browser: Browser, live: LiveServer, went_wrong: WhatWentWrong) -> Iterator[Callable[..., Page]]:
    """``open_page(view)`` gives a tab with a profile of its own, so that several people can be at work in one test."""
    contexts: list[BrowserContext] = []

    def make(view: View = VIEWS[0]) -> Page:
        context = browser.new_context(
            base_url=live.url,
            viewport={"width": view.width, "height": HEIGHT},
            locale="zh-CN" if view.language == "zh-hans" else "en-GB",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": view.language, "url": live.url}])
        contexts.append(context)
        page = context.new_page()
        went_wrong.listen(page)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """One tab: in the test's ``view`` when it asks for one, else in Chinese at 1280 px."""
    chosen = request.getfixturevalue("view") if "view" in request.fixturenames else VIEWS[0]
    return open_page(chosen)


def make_person(role: str, **fields: Any) -> User:
    """An account that holds ``role`` where such a person would: the city, a county, the zone, or a firm there."""
    reach = ROLES[role].reach
    if reach is Reach.AREA and "area" not in fields:
        region = make_region()
        fields["area"] = {"city_officer": region.city, "leader": region.city, "zone_officer": region.zone}.get(
            role, region.north
        )
    if reach is Reach.ORGANISATION and "organisation" not in fields:
        fields["organisation"] = make_organisation()
    return make_user(role=role, **{"name": "周敏", "name_en": "Zhou Min", **fields})


@pytest.fixture
def sign_in(live: LiveServer) -> Callable[..., User]:
    """``sign_in(page, "county_officer")`` or ``sign_in(page, user=user)``: the tab carries a session from now on."""

    def give_session(page: Page, role: str = "city_officer", *, user: User | None = None, **fields: Any) -> User:
        user = user or make_person(role, **fields)
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": live.url}]
        )
        return user

    return give_session


@pytest.fixture
def people(live: LiveServer) -> dict[str, User]:
    """An account for every role."""
    return {role: make_person(role) for role in ROLES}


@pytest.fixture
def worker(live: LiveServer) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own on the test's database."""
    name = str(connection.settings_dict["NAME"])
    url = os.environ["DATABASE_URL"] if connection.vendor == "postgresql" else f"sqlite:///{name}"
    running = subprocess.Popen(
        [sys.executable, "-m", "duijie", "work"],
        env={**os.environ, "DATABASE_URL": url, "DUIJIE_DATA": str(settings.DATA)},
    )
    yield running
    running.terminate()
    running.wait(20)
