"""Sheets of a match workbook by unit and by team: each counts by its best row, and the next ones are told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from duijie_match.documents import Document
from duijie_match.lists.carried import Carried
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book
from duijie_match.lists.workbook_pages import Pages, labelled, level_style, plain
from duijie_match.ranking.units import GroupedBy, group, unit_of
from duijie_match.results import Level, Match, Reasons
from duijie_match.wording import Message, msg

SHEETS: dict[GroupedBy, tuple[Message, Message]] = {
    GroupedBy.ORGANISATION: (msg("Matches by unit"), msg("Unit")),
    GroupedBy.TEAM: (msg("Matches by team"), msg("Team")),
}
"""The name of the sheet, and what a unit is called in it."""
_NO_REASONS = Reasons(Message(""), ())


class UnitPages:
    """Notes matches as they are written and groups them afterwards, where any unit or team has several rows."""

    def __init__(self, supply: Sequence[Document]) -> None:
        self._shared = [by for by in SHEETS if _shares(supply, by)]
        self._supply = {document.id: document for document in supply} if self._shared else {}
        self._matches: list[Match] = []

    def note(self, match: Match) -> None:
        """A match, demand by demand; its reasons are not kept."""
        if self._shared and match.level is not Level.NONE:
            self._matches.append(replace(match, reasons=_NO_REASONS))

    def write(self, book: Book, demands: Carried, supply: Carried, language: str) -> None:
        """A sheet for each kind of unit of which one has several rows of supply."""
        for by in self._shared:
            name, label = SHEETS[by]
            columns = [
                *(labelled(column, language) for column in ("demand_id", "demand.title", "rank")),
                plain(label, 30, language, wrap=True),
                *(labelled(column, language) for column in ("supply_id", "supply.title", "score", "level")),
                plain(msg("Next of the same"), 44, language, wrap=True),
            ]
            pages = Pages(book, name.render(language), columns, freeze=2)
            before = None
            for found in group(iter(self._matches), self._supply, by):
                best = found.best
                row: list[Cell] = [
                    found.demand_id, demands.title(found.demand_id), found.rank, found.unit, best.supply_id,
                    supply.title(best.supply_id), round(best.score, 6), int(best.level),
                    _told(found.members[1:], supply),
                ]  # fmt: skip
                styles = {7: level_style(best.level, language)}
                pages.write(row, top_line=found.demand_id != before, styles=styles)
                before = found.demand_id
            pages.close()


def _told(members: Iterable[Match], supply: Carried) -> str:
    return "；".join(f"{supply.title(one.supply_id) or one.supply_id} ({one.score:.2f})" for one in members)


def _shares(supply: Sequence[Document], by: GroupedBy) -> bool:
    """Whether any unit has two rows, and not all rows are of one."""
    counts = Counter(unit for document in supply if (unit := unit_of(document, by)))
    return len(counts) > 1 and max(counts.values()) > 1
