"""The sheet of a workbook that says what each raw score is made of: one column for each contribution, adding up."""

from array import array
from collections.abc import Iterator, Sequence

from duijie_match.explain.judgement import CONTRIBUTIONS
from duijie_match.lists.carried import Carried
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book, Column
from duijie_match.lists.workbook_pages import Pages, labelled
from duijie_match.results import Match
from duijie_match.wording import msg

RAW = msg("Raw score")
NAME = msg("What the scores are made of")
_PLACES = {name: place for place, name in enumerate(CONTRIBUTIONS, 1)}
_WIDE = 1 + len(_PLACES)


class SummandPages:
    """Notes matches as they are written, about 100 bytes each, and writes their contributions afterwards."""

    def __init__(self) -> None:
        self._pairs: list[tuple[str, str]] = []
        self._values = array("d")

    def note(self, match: Match) -> None:
        """A match whose reasons have their contributions; others are left out."""
        if not match.reasons.contributions:
            return
        row = [0.0] * _WIDE
        row[0] = match.raw
        for name, value in match.reasons.contributions:
            row[_PLACES[name]] += value
        self._pairs.append((match.demand_id, match.supply_id))
        self._values.extend(row)

    def write(self, book: Book, demands: Carried, supply: Carried, language: str) -> None:
        """The sheet, in the order of the matches; none where there are no matches. A contribution that no match has
        gets no column.
        """
        if not self._pairs:
            return
        used = [place for place in _PLACES.values() if any(self._values[place::_WIDE])]
        names = {place: CONTRIBUTIONS[name].render(language) for name, place in _PLACES.items()}
        columns = [
            *(labelled(name, language) for name in ("demand_id", "demand.title", "supply_id", "supply.title")),
            Column("raw", 12, False, _NUMBER, RAW.render(language)),
            *(Column(name, 14, False, _NUMBER, names[place]) for name, place in _PLACES.items() if place in used),
        ]
        pages = Pages(book, NAME.render(language), columns, freeze=2)
        before = None
        for (demand_id, supply_id), values in zip(self._pairs, self._rows(), strict=True):
            told: list[Cell] = [demand_id, demands.title(demand_id), supply_id, supply.title(supply_id)]
            pages.write([*told, values[0], *(values[place] for place in used)], top_line=demand_id != before)
            before = demand_id
        pages.close()

    def _rows(self) -> Iterator[Sequence[float]]:
        return (self._values[start : start + _WIDE] for start in range(0, len(self._values), _WIDE))


_NUMBER = "0.000"
"""As shown; the cells hold the numbers as they are, since rounded ones would not add up."""
