"""What was measured stands in the documentation as the commands wrote it: pages and pictures say what the JSON says."""

from pathlib import Path

import pytest
from bench import publish
from bench._sets import TASKS
from bench._tables import BLOCKS, PAGES, spliced

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", PAGES)
def test_page_and_pictures_are_fresh(name: str) -> None:
    parts = publish.read(DOCS / "reference" / "bench" / f"{name}.json")
    for place, made in publish.rendered(name, parts).items():
        assert (DOCS / place).read_text(encoding="utf-8") == made, f"{place}: run python -m bench.publish"


@pytest.mark.parametrize("name", PAGES)
def test_every_part_says_when_and_on_what(name: str) -> None:
    for part in publish.read(DOCS / "reference" / "bench" / f"{name}.json").values():
        about = part["about"]
        assert all(about[key] for key in ("date", "processor", "cores", "python", "versions"))
        assert not about.get("limit")


def test_the_tables_in_the_explanation_are_fresh() -> None:
    text = (DOCS / "explanation" / "matching.md").read_text(encoding="utf-8")
    assert all(f"<!-- bench: {name} -->" in text for name in BLOCKS)
    assert spliced(text, publish.published(DOCS)) == text, "run python -m bench.publish"


def test_every_set_is_shown() -> None:
    assert set(publish.read(DOCS / "reference" / "bench" / "retrieval.json")) >= {*TASKS, "sbir with bge-small-en"}
