"""docs/reference/roles.md is what the tables say."""

from pathlib import Path

from django.utils import translation

from duijie.accounts.descriptions import describe_roles

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "roles.md"


def test_the_page_of_roles_is_fresh() -> None:
    with translation.override("en"):
        assert PAGE.read_text(encoding="utf-8") == describe_roles(), (
            "run: ./run describe roles > docs/reference/roles.md"
        )
