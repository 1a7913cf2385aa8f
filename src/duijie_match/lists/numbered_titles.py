"""Titles that number several things in one cell: ``1.球阀密封；2.阀杆喷涂``.

They are told and not taken apart: whose the amount, the contents and the points of the other cells are, nobody says.
"""

import re
from collections.abc import Iterator

from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.tables import Table
from duijie_match.wording import msg

_NUMBERED = re.compile(
    r"[(（]?1[.、．)）](?!\d).+?(?<![\d.])[(（]?2[.、．)）](?!\d)\s*\S|[(（]?一[、.．)）].+?[(（]?二[、.．)）]\s*\S|①.+?②\s*\S",
    re.DOTALL,
)


class NumberedTitles:
    """Counts them in the rows of a sheet."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._count = self._first = 0

    def look(self, row: int, title: str) -> None:
        """Take note of the title of a row."""
        if _NUMBERED.match(title[:2000]):
            self._count += 1
            self._first = self._first or row

    def problems(self, file: str) -> Iterator[Problem]:
        """A warning at the first of them, if there are any."""
        if not self._count:
            return
        reading = self._table.reading
        message = msg(
            "{count} {count:cell numbers|cells number} several things (1. …; 2. …); each row was read as one. Give "
            "each of them a row of its own.",
            count=self._count,
        )
        column = reading.columns[self._table.columns["title"][0]].header
        yield Problem(
            file, "numbered-title", message, Severity.WARNING,
            sheet=reading.name, row=self._first, column=column, field="title",
        )  # fmt: skip
