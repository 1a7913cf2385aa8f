"""The generated pages of the reference say what the tables say."""

from pathlib import Path

import pytest
from django.utils import translation

from duijie.common.descriptions import pages

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def test_these_pages_are_generated() -> None:
    assert set(pages()) == {
        "challenge-states", "clocks", "common-problem-states", "facts", "learning", "messages", "plan-states",
        "programme-states", "registers", "requests", "roles", "states", "turns", "work-log-states",
    }  # fmt: skip


@pytest.mark.parametrize("name", pages())
def test_the_page_is_fresh(name: str) -> None:
    with translation.override("en"):
        assert (REFERENCE / f"{name}.md").read_text(encoding="utf-8") == pages()[name](), (
            f"run: ./run describe {name} > docs/reference/{name}.md"
        )
