"""No page holds a script, style or handler of its own: the Content-Security-Policy would keep them from working."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_organisation, make_region

pytestmark = pytest.mark.django_db


class Inline(HTMLParser):
    """Collects what the policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}> in line {self.getpos()[0]}")
        self.found += [f"<{tag} {name}=…>" for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        if any(
            str(given.get(name, "")).strip().lower().startswith("javascript:") for name in ("href", "src", "action")
        ):
            self.found.append(f"<{tag}> with a javascript: address")
        if given.get("id"):
            self.ids.append(str(given["id"]))


def named_addresses() -> Iterator[str]:
    """Every named page that needs no argument."""
    for name in {key for key in get_resolver().reverse_dict if isinstance(key, str)}:
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def open_all(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    for address in sorted(set(named_addresses())):
        if address.startswith(("/api/", "/accounts/logout")):
            continue
        yield address, client.get(address)


@pytest.mark.parametrize(
    "roles", [[], ["city_officer"], ["system_administrator"], ["security_administrator"], ["audit_administrator"]]
)
def test_no_page_holds_a_script_style_or_handler(client: Client, roles: list[str]) -> None:
    region = make_region()
    make_organisation(area=region.north)
    if roles:
        user = make_user()
        for role in roles:
            grant(user, role, area=region.city if role == "city_officer" else None)
        client.force_login(user, backend="duijie.accounts.backends.LoginNameBackend")
    opened = 0
    for address, response in open_all(client):
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            continue
        assert response.status_code < 500, address
        page = Inline()
        page.feed(response.content.decode())
        assert page.found == [], address
        assert sorted(page.ids) == sorted(set(page.ids)), address
        opened += 1
    assert opened > 5


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    directives = {part.split()[0]: part.split()[1:] for part in policy.split(";") if part.strip()}
    assert directives["script-src"] == directives["style-src"] == directives["connect-src"] == ["'self'"]
    assert directives["object-src"] == directives["frame-ancestors"] == ["'none'"]


def test_every_page_says_how_it_may_be_framed_sniffed_and_referred(client: Client) -> None:
    headers = client.get("/accounts/login/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
