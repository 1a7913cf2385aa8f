"""Following every link, as one role after the other: one representative of each kind of page for each of them."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from tests.functional.pages import PageText

from duijie.accounts.models import User

# Of the arguments of an address, those that make another page; a number of a record does not.
TELLING = ("register", "verb", "key", "noun")


Kind = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as one person found it. ``name`` is that of its URL, ``page`` None for a file."""

    address: str
    name: str
    status: int
    page: PageText | None
    is_beside: bool


def client_of(user: User | None, language: str) -> Client:
    """A client that speaks ``language`` and has signed in as ``user``, if anybody."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="duijie.accounts.backends.LoginNameBackend")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@dataclass
class Sampled:
    """What several walks share, so that not each of them opens what many have opened and what led none of them on."""

    enough: int
    opened: Counter[Kind] = field(default_factory=Counter)
    leading: set[Kind] = field(default_factory=set)

    def has_enough(self, kind: Kind) -> bool:
        return self.opened[kind] >= self.enough and kind not in self.leading


def crawl(client: Client, *, beside: Iterable[str] = (), sampled: Sampled) -> Iterator[Visit]:
    """Addresses ``beside`` the links, which may be closed to this person; then from the home page, breadth first."""
    seen: set[Kind] = set()
    told: set[Kind | None] = set()
    asked: set[str] = set()  # an address that was refused is refused once
    apart = list(beside)
    waiting = deque([*apart, "/"])
    while waiting:
        address = waiting.popleft()
        kind = kind_of(address)
        is_beside = bool(apart) and address == apart[0]
        if is_beside:
            apart.pop(0)
        elif kind is None or kind in seen or sampled.has_enough(kind) or urldefrag(address).url in asked:
            continue
        asked.add(urldefrag(address).url)
        assert kind is not None
        answer = client.get(address)
        if answer.status_code in {301, 302}:  # the next of this kind may be a page
            waiting.appendleft(urljoin(address, answer.headers["Location"]))
        elif answer.status_code == 200:
            seen.add(kind)
            sampled.opened[kind] += 1
        visit = _visit(address, kind[0], answer, is_beside=is_beside)
        if visit.page is not None:
            links = [urljoin(address, link) for link in visit.page.addresses()]
            waiting.extend(links)
            kinds = {kind_of(link) for link in links}
            if not kinds <= told:
                sampled.leading.add(kind)
            told |= kinds
        yield visit


def open_as(client: Client, address: str) -> Visit:
    """One page that is known to be there."""
    kind = kind_of(address)
    assert kind is not None
    return _visit(address, kind[0], client.get(address), is_beside=False)


def _visit(address: str, name: str, answer: Any, *, is_beside: bool) -> Visit:
    answer.close()
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return Visit(address, name, answer.status_code, PageText(answer.content.decode()) if is_page else None, is_beside)


@cache
def kind_of(address: str) -> Kind | None:
    """What kind of page an address of ours leads to: its URL's name, what tells it apart, whether it asks anything."""
    parts = urlsplit(address)
    if parts.netloc not in {"", "testserver"} or parts.path.startswith(("/static/", "/api/")):
        return None
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ("", parts.path)
    told = [str(getattr(match.kwargs[name], "key", match.kwargs[name])) for name in TELLING if name in match.kwargs]
    return (match.view_name, *told, "asked" if parts.query else "")
