"""What the workbooks of a match and of a scoring have in common: their words, their levels, and their last two
sheets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from duijie_match.lists.field_names import field_name
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book, Column, Page
from duijie_match.lists.problems import Problem, Severity
from duijie_match.results import Level, Match, Reasons
from duijie_match.wording import Message, msg, paragraph

LEVEL_NAMES = {
    Level.STRONG: msg("strong"),
    Level.FAIRLY_STRONG: msg("fairly strong"),
    Level.WEAK: msg("weak"),
    Level.NONE: msg("none"),
}
# Light grounds under dark text (contrast above 7:1); the word stands in the cell as well.
_LEVEL_GROUNDS = {
    Level.STRONG: "#B7E1C0",
    Level.FAIRLY_STRONG: "#DDF0C8",
    Level.WEAK: "#FCE8B2",
    Level.NONE: "#E7E6E6",
}
_SEVERITIES = {
    Severity.ERROR: msg("not taken"),
    Severity.WARNING: msg("value left out or doubtful"),
    Severity.NOTE: msg("note"),
}
_LABELS = {
    "demand_id": msg("Demand id"),
    "supply_id": msg("Supply id"),
    "rank": msg("Rank"),
    "score": msg("Score"),
    "level": msg("Level"),
    "forward": msg("Supply serves demand"),
    "backward": msg("Demand suits supply"),
    "reasons": msg("Reasons"),
    "demand.title": msg("Demand"),
    "supply.title": msg("Supply"),
    "demand.org": msg("Demand organisation"),
    "supply.org": msg("Supply organisation"),
    "demand.area": msg("Demand area"),
    "supply.area": msg("Supply area"),
    "expected_level": msg("Expected level"),
}
_WIDTHS = {
    "demand_id": 13,
    "supply_id": 13,
    "rank": 6,
    "score": 8,
    "level": 10,
    "forward": 10,
    "backward": 10,
    "reasons": 56,
    "demand.title": 34,
    "supply.title": 34,
    "demand.org": 24,
    "supply.org": 24,
}


@dataclass(frozen=True, slots=True)
class RunSheet:
    """What was run: pairs of a label and a value, in the order shown. An empty value makes the label a heading."""

    entries: tuple[tuple[Message, str], ...]


def reasons_text(match: Match, language: str) -> str:
    """The reasons of a match in one cell: the headline, then the notes."""
    return reasons_words(match.reasons, language)


def reasons_words(reasons: Reasons, language: str) -> str:
    """See ``reasons_text``."""
    return paragraph((reasons.headline, *reasons.notes), language)


def labelled(name: str, language: str) -> Column:
    """The column ``name`` of the contract: its header cell holds the name and shows a word of ``language``."""
    label = _LABELS.get(name)
    number = "0.00" if name in ("score", "forward", "backward", "expected_level") else ""
    wide = name == "reasons" or name.endswith(".title")
    return Column(name, _WIDTHS.get(name, 16), wide, number, label.render(language) if label else "")


def plain(label: Message, width: float, language: str, *, wrap: bool = False) -> Column:
    """A column whose header is only for people."""
    return Column(label.render(language), width, wrap)


def level_style(level: Level, language: str) -> dict[str, object]:
    """The cell of a level: the number, its word, and a ground."""
    word = LEVEL_NAMES[level].render(language)
    return {"num_format": f'0" {word}"', "bg_color": _LEVEL_GROUNDS[level], "align": "left"}


def write_problems(book: Book, problems: Sequence[Problem], language: str) -> None:
    """The sheet of what was not understood, the gravest first."""
    columns = [
        plain(msg("File"), 24, language),
        plain(msg("Sheet"), 14, language),
        plain(msg("Row"), 7, language),
        plain(msg("Column"), 18, language),
        plain(msg("What became of it"), 18, language),
        plain(msg("Value"), 26, language, wrap=True),
        plain(msg("Reason and way out"), 80, language, wrap=True),
    ]
    pages = Pages(book, msg("Rows not understood").render(language), columns)
    order = list(Severity)
    for problem in sorted(problems, key=lambda item: order.index(item.severity)):
        pages.write(
            [
                problem.file,
                problem.sheet,
                problem.row or None,
                problem.column or field_name(problem.field, language),
                _SEVERITIES[problem.severity].render(language),
                problem.value,
                problem.message.render(language),
            ]
        )
    pages.close()


def write_run(book: Book, run: RunSheet, language: str) -> None:
    """The sheet of what was run."""
    columns = [plain(msg("What was run"), 34, language, wrap=True), plain(msg("Value"), 90, language, wrap=True)]
    pages = Pages(book, msg("What was run").render(language), columns)
    entries = list(run.entries)
    if book.cut:
        entries.append((msg("Cells cut at Excel's 32,767 characters"), str(book.cut)))
    for label, value in entries:
        heading: dict[int, dict[str, object]] = {} if value else {0: {"bold": True}}
        pages.write([label.render(language), value], top_line=not value, styles=heading)
    pages.close()


class Pages:
    """A sheet that goes on in a second one when Excel allows no further row."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, freeze: int = 0) -> None:
        self._book, self._name, self._columns, self._freeze = book, name, columns, freeze
        self._number = 1
        self._page: Page = book.sheet(name, columns, freeze=freeze)

    def write(
        self, cells: Sequence[Cell], *, top_line: bool = False, styles: dict[int, dict[str, object]] | None = None
    ) -> None:
        """See ``Page.write``."""
        if self._page.full:
            self.close()
            self._number += 1
            self._page = self._book.sheet(f"{self._name} ({self._number})", self._columns, freeze=self._freeze)
        self._page.write(cells, top_line=top_line, styles=styles)

    def close(self) -> None:
        """See ``Page.close``."""
        self._page.close()
