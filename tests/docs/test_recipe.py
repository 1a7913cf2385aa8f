"""The recipes name files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("docs/how-to/add-an-entity.md", "docs/reference/api.md", "docs/adr/0009-imports.md")


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_exist(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|tests|docs)/[\w./-]+)`", text))
    assert named, "the page names files"
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_shelf_of_interfaces_is_told_of_completely():
    text = (ROOT / PAGES[0]).read_text(encoding="utf-8")
    files = {path.name for path in (ROOT / "src/duijie/registry/interfaces").glob("organisation_*.py")}
    assert {name for name in files if f"`{name}`" not in text} == set()
