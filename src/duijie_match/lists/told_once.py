"""What is said once for a whole column, not for each of its cells."""

from collections.abc import Iterable, Iterator

from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.tables import Table
from duijie_match.wording import Message, msg


class ToldOnce:
    """Counts by sheet what a list of documents has in many cells."""

    def __init__(self) -> None:
        self._bare: dict[str, int] = {}
        self._repeated: dict[str, list[str]] = {}

    def bare_amount(self, sheet: str) -> None:
        """An amount without a unit that is too small to be yuan."""
        self._bare[sheet] = self._bare.get(sheet, 0) + 1

    def repeated_serial(self, sheet: str, fresh: str) -> None:
        """A serial number that occurred before; its row is called ``fresh``."""
        self._repeated.setdefault(sheet, []).append(fresh)

    def problems(self, file: str, tables: Iterable[Table]) -> Iterator[Problem]:
        """A problem for each sheet and what was counted there."""
        for table in tables:
            sheet = table.reading.name
            if count := self._bare.get(sheet):
                yield _problem(file, table, "no-unit", "budget", _BARE, count=count)
            if again := self._repeated.get(sheet):
                yield _problem(file, table, "same-id", "id", _REPEATED, count=len(again), fresh=again[0])


_BARE = msg(
    "{count} {count:amount is below 1,000 and carries no unit; it was|amounts are below 1,000 and carry no unit; they "
    "were} read as yuan. If 万元 is meant, write “{header}（万元）” as the heading."
)
_REPEATED = msg(
    "{count} {count:serial number occurs|serial numbers occur} again; the first such row is called “{fresh}”. Number "
    "the rows throughout, or add a column of ids (编号)."
)


def _problem(file: str, table: Table, code: str, field: str, said: Message, **params: object) -> Problem:
    column = next(column for column in table.reading.columns if column.field == field)
    return Problem(
        file,
        code,
        Message(said.msgid, {**params, "header": column.header}),
        Severity.WARNING,
        sheet=table.reading.name,
        row=table.reading.header_row,
        column=column.header,
        field=field,
    )
