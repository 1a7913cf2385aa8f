"""Tables of a document, and sheets, that are lists, not forms."""

from collections.abc import Sequence

from duijie_match.lists.form_grid import Cell, Grid
from duijie_match.lists.form_labels import Labels, plain

_HEADER_WITHIN = 12  # rows


def as_list(grid: Grid, labels: Labels) -> list[list[str]] | None:
    """The rows of a table that is a list – a heading over each column, in one row or two, and rows below – or ``None``
    for a form.
    """
    rows = [row for row in grid.rows() if len(row) > 1]
    for heads in (1, 2):
        if (lines := _lines(rows[:heads], rows[heads:], labels)) is not None:
            return lines
    return None


def _lines(heads: Sequence[list[Cell]], below: Sequence[list[Cell]], labels: Labels) -> list[list[str]] | None:
    lowest = {cell.column: cell for row in heads for cell in row}
    if (
        len(lowest) < 3
        or len(below) < (2 if len(heads) == 1 else 1)
        or not all(plain(one.text) for one in lowest.values())
    ):
        return None
    if sum(1 for cell in lowest.values() if (found := labels.find(cell.text)) and found.sure) < 3:
        return None
    if len(heads) == 2 and not any(cell.columns > 1 for cell in heads[0]):
        return None  # two rows of headings have groups in the upper one
    for row in below:
        if sum(1 for cell in row if (found := labels.find(cell.text)) and found.sure) * 2 >= len(row):
            return None
        if not {cell.column for cell in row} <= lowest.keys():
            return None
    columns = sorted(lowest)
    first = min(cell.row for cell in heads[0])
    # A heading that reaches over both rows is written once; a cell that reaches over several rows of values, in each.
    upper = [{cell.column: cell.text for cell in row if cell.row == first + at} for at, row in enumerate(heads)]
    lines = [*upper, *({cell.column: cell.text for cell in row} for row in below)]
    return [[line.get(column, "") for column in columns] for line in lines]


def is_list(lines: Sequence[Sequence[str]], labels: Labels) -> bool:
    """Whether the rows of a sheet are those of a list: a heading over each column, and below it values, even where
    these are words that could be labels (企业 and 院校 under 单位类型).
    """
    rows = [filled for line in lines if len(filled := {at: text for at, text in enumerate(line) if text}) > 1]
    for place, heads in enumerate(rows[:_HEADER_WITHIN]):
        known = _sure(heads, labels)
        below = rows[place + 1 :]
        if len(below) < 2 or len(heads) < 3 or len(known) < 2 or len(known) * 2 < len(heads):
            continue
        if any(len(_sure(row, labels)) * 2 >= len(row) or not row.keys() <= heads.keys() for row in below):
            continue
        first = [row[min(heads)] for row in below if min(heads) in _sure(row, labels)]
        if len(first) * 2 < len(below) or len(set(first)) < len(first):  # labels stand at the left, each once
            return True
    return False


def _sure(row: dict[int, str], labels: Labels) -> list[int]:
    return [at for at, text in row.items() if (found := labels.find(text)) and found.sure]
