"""A second header inside a sheet, with the columns in another order: lists of two departments, one below the other."""

from collections.abc import Sequence

from duijie_match.lists.cells import Row, Value, text_of
from duijie_match.lists.headers import repeats
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.tables import Table
from duijie_match.lists.vocabulary import Fit, Vocabulary
from duijie_match.wording import listed, msg

_FEWEST = 3  # headings that make a header
_SURE = (Fit.EXACT, Fit.NORMALISED, Fit.FALLBACK)


class SecondHeader:
    """Puts the cells of rows below a second header of a sheet under the columns of its first one."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._labels = {column.header: column.index for column in table.reading.columns if column.header}
        self._to: dict[int, int] | None = None

    def is_one(self, row: Row) -> bool:
        """Whether ``row`` is a header with other columns than those of the first; rows below it are then rearranged."""
        vocabulary, header = self._table.vocabulary, self._table.header
        if vocabulary is None or header is None:
            return False
        first = next((cell for cell in row.cells if cell is not None), None)
        if not isinstance(first, str) or not (vocabulary.is_name(first) or first in self._labels):
            return False
        texts = [text_of(cell).replace("\n", "") for cell in row.cells]
        filled = [text for text in texts if text]
        known = [text for text in filled if text in self._labels or self._is_heading(text, vocabulary)]
        if len(known) < _FEWEST or len(known) * 4 < len(filled) * 3 or len(set(filled)) < len(filled):
            return False
        if repeats(row, header):
            self._to = None
            return False
        self._to = self._places(texts)
        return True

    def problem(self, file: str, row: Row) -> Problem:
        """What is said about the header ``row``; a warning where a column of it has no place."""
        places = self._to or {}
        missing = [text for at, cell in enumerate(row.cells) if (text := text_of(cell)) and at not in places]
        message = msg("Another header: the cells below it were put under the columns of the first header.")
        if missing:
            message = msg(
                "{said} There is none for these, so they were left out: {columns}. Put the two lists on sheets of "
                "their own.",
                said=message,
                columns=listed(missing),
            )
        severity = Severity.WARNING if missing else Severity.NOTE
        return Problem(file, "header", message, severity, sheet=self._table.reading.name, row=row.number)

    def arranged(self, row: Row) -> Row:
        """``row`` with its cells under the columns of the first header."""
        if self._to is None:
            return row
        cells: list[Value] = [None] * len(self._table.reading.columns)
        for at, cell in enumerate(row.cells):
            if cell is not None and (place := self._to.get(at)) is not None:
                cells[place] = cell
        return Row(row.number, cells)

    def _is_heading(self, text: str, vocabulary: Vocabulary) -> bool:
        found = vocabulary.recognise(text)
        return found.known and (found.fit in _SURE or vocabulary.is_name(text))

    def _places(self, texts: Sequence[str]) -> dict[int, int]:
        """For each column of the second header the column of the first that holds the same."""
        places: dict[int, int] = {}
        taken: set[int] = set()
        for by_field in (False, True):
            for at, text in enumerate(texts):
                place = self._place(text, by_field=by_field) if text and at not in places else None
                if place is not None and place not in taken:
                    places[at] = place
                    taken.add(place)
        return places

    def _place(self, text: str, *, by_field: bool) -> int | None:
        if not by_field:
            return self._labels.get(text)
        vocabulary = self._table.vocabulary
        field = vocabulary.recognise(text).field if vocabulary is not None else None
        return next(iter(self._table.columns.get(field or "", ())), None)
