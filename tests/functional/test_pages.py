"""Every page of the menu, for every role, in both languages, at both widths: accessible, nothing wider than the window,
nothing left in the other language. One browser tab walks through all of it. Roles with the same permissions and reach
see the same and share one walk; a page with the same elements and classes as one before is given to axe once.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_language, check_no_overflow
from tests.functional.conftest import HEIGHT, View

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES
from duijie.portal.navigation import SECTIONS, may_see

BESIDE_THE_MENU = (
    "/accounts/people/me/",
    "/accounts/people/me/tokens/add/",
    "/accounts/2fa/",
    "/accounts/password/change/",
)

DIFFERENT = sorted({(role.permissions, role.reach): key for key, role in ROLES.items()}.values())
HALVES = {"first": DIFFERENT[::2], "second": DIFFERENT[1::2]}  # the two cores take one each

_SHAPE = """() => [...document.querySelectorAll('body *')]
  .map(one => `${one.tagName}.${one.className.baseVal ?? one.className}.${one.getAttribute('role')}`)
  .join(' ')"""


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_every_role(
    open_page: Callable[..., Page],
    people: dict[str, User],
    sign_in: Callable[..., User],
    language: str,
    half: str,
) -> None:
    make_organisation(area=make_region().north)
    page = open_page(View(language, 1280))
    seen: set[str] = set()
    faults: list[str] = []
    opened = 0
    for role in HALVES[half]:
        user = sign_in(page, user=people[role])
        for address in addresses_of(user):
            opened += 1
            page.set_viewport_size({"width": 1280, "height": HEIGHT})
            answer = page.goto(address)
            if answer is None or answer.status != 200:
                faults.append(f"{address} for {role}: {answer and answer.status}")
                continue
            try:
                check_language(page, language)
                check_at_both_widths(page, seen)
            except AssertionError as error:  # told together: walking through all of it takes a while
                faults.append(f"{address} for {role}: {error}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
    assert opened > 5 * len(HALVES[half])


def addresses_of(user: User) -> list[str]:
    """What this person's menu leads to, and what stands beside the menu."""
    items = [item for section in SECTIONS for item in section.items]
    return [*(item.address for item in items if may_see(item, user)), *BESIDE_THE_MENU]


def check_at_both_widths(page: Page, seen: set[str]) -> None:
    shape = re.sub(r"\s+", " ", page.evaluate(_SHAPE)) + page.evaluate("() => location.pathname")
    is_new = shape not in seen
    seen.add(shape)
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        check_no_overflow(page)
        if is_new:
            check_accessible(page)
