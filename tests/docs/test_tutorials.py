"""The tutorial of the guided tour has the tour's steps, its pictures and the words of the interface.

That what it tells can be done, in this order, is walked through in a browser: tests/functional/test_tour.py.
"""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils import translation
from tests.functional.tour_walk import PICTURES, TUTORIAL

from duijie.portal.tour.steps import STEPS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "tutorials"
SECTION = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)


def sections(language: str) -> list[tuple[str, str]]:
    """Heading and text of each numbered section."""
    parts = SECTION.split((FOLDER / TUTORIAL[language]).read_text(encoding="utf-8"))[1:]
    assert [int(number) for number in parts[::3]] == list(range(1, len(parts) // 3 + 1))
    return list(zip(parts[1::3], parts[2::3], strict=True))


@cache
def said(language: str) -> tuple[re.Pattern[str], ...]:
    """Everything that the platform says, as patterns with room for names and numbers."""
    texts: set[str] = set()
    for path in (ROOT / "src").rglob("zh_Hans/LC_MESSAGES/*.po"):
        for entry in polib.pofile(str(path)):
            own = [entry.msgid, entry.msgid_plural]
            texts |= set(own if language == "en" else [entry.msgstr, *entry.msgstr_plural.values()])
    return tuple(re.compile(re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(text))) for text in texts if text)


@pytest.mark.parametrize("language", TUTORIAL)
def test_each_section_is_a_step_of_the_tour(language: str) -> None:
    with translation.override(language):
        assert [heading for heading, _text in sections(language)] == [str(step.title) for step in STEPS]


@pytest.mark.parametrize("language", TUTORIAL)
def test_each_section_shows_what_the_browser_took_there(language: str) -> None:
    for (_heading, text), taken in zip(sections(language), PICTURES, strict=True):
        shown = re.findall(r"!\[[^\]]+\]\(\.\./images/([\w-]+)/([\w-]+?)(?:-phone)?\.png\)", text)
        assert shown == [(language, name) for name in taken]


@pytest.mark.parametrize("language", TUTORIAL)
def test_what_is_pressed_is_called_as_in_the_interface(language: str) -> None:
    bold = [words for _heading, text in sections(language) for words in re.findall(r"\*\*(.+?)\*\*", text)]
    assert len(bold) >= 2 * len(STEPS)
    assert [words for words in bold if not any(pattern.fullmatch(words) for pattern in said(language))] == []
