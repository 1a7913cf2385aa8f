"""The reference of columns is generated; a stale page fails."""

from duijie_match.commands.reference import PAGE, filled


def test_the_page_of_columns_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == filled(page), "run python -m duijie_match.commands.reference"
