"""People at work in the browser, who press what a how-to tells them to: what was pressed is remembered in its words.

Buttons and links are named by their English words and found in the language of the page, so that one how-to tells both.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Locator, Page
from tests.functional.browsing import ROOT, shot
from tests.functional.conftest import View, look

BOLD = re.compile(r"\*\*(.+?)\*\*")
PLACE = re.compile(r"%\(\w+\)[sd]")


class Person:
    """Somebody at one's own tab. ``pressed`` is what they pressed, in English, with “…” for names and numbers."""

    def __init__(self, page: Page, view: View) -> None:
        self.page, self.view = page, view
        self.pressed: list[str] = []

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def say(self, text: str, *, context: str = "", **told: Any) -> str:
        """``text`` in the language of the page."""
        with translation.override(self.view.language):
            words = pgettext(context, text) if context else gettext(text)
        return words % told if told else words

    def home(self) -> None:
        self.page.goto("/")

    def press(self, text: str, *, within: str = "main", context: str = "", **told: Any) -> None:
        """A button of the page."""
        self._remember(text)
        name = self.say(text, context=context, **told)
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def follow(self, text: str, *, within: str = "main", to: str = "", context: str = "", **told: Any) -> None:
        """A link of the page; ``to`` ends the address of the one that is meant."""
        self._remember(text)
        name, place = self.say(text, context=context, **told), self.page.locator(within)
        if to:
            place.locator(f"a[href$='{to}']").filter(has_text=name).first.click()
        else:
            place.get_by_role("link", name=name, exact=True).first.click()

    def open(self, name: str) -> None:
        """A link that is called as somebody called it: the title of a demand, a line of a list."""
        self.main.get_by_role("link", name=name, exact=True).first.click()

    def tick(self, text: str, *, context: str = "") -> None:
        """A choice or a box, by its label."""
        self._remember(text)
        name = re.escape(self.say(text, context=context)).replace(r"\ ", " ")  # the browser knows no escaped space
        label = self.main.locator("label").filter(has_text=re.compile(rf"^\s*{name}\s*$", re.IGNORECASE))
        self.main.locator(f"#{label.get_attribute('for')}").check()

    def fill(self, **values: str) -> None:
        """Fields by their names; of a list, the value is chosen."""
        for name, value in values.items():
            field = self.main.locator(f"[name={name}]")
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def look(self, picture: str = "") -> None:
        """The page is in order; with ``picture``, it is taken for the documentation."""
        look(self.page, self.view)
        if picture:
            self.page.evaluate("() => window.scrollTo(0, 0)")
            shot(self.page, picture if self.view.width == 1280 else f"{picture}-phone")

    def _remember(self, text: str) -> None:
        plain = PLACE.sub("…", text)
        self.pressed.append(plain[:1].upper() + plain[1:])


def told_to_press(page: str) -> list[str]:
    """What the how-to ``page`` tells to press, in its order."""
    return BOLD.findall(Path(ROOT, "docs", "how-to", page).read_text(encoding="utf-8"))


def differences(people: Iterable[tuple[str, Person]]) -> list[str]:
    """Where somebody pressed something else than the how-to tells."""
    return [
        f"{page} tells {told_to_press(page)}, pressed was {person.pressed}"
        for page, person in people
        if told_to_press(page) != person.pressed
    ]
