"""Tables of a document, and sheets, that are lists, not forms."""

from collections.abc import Sequence

from duijie_match.lists.form_grid import Grid
from duijie_match.lists.form_labels import Labels, plain

_HEADER_WITHIN = 12  # rows


def as_list(grid: Grid, labels: Labels) -> list[list[str]] | None:
    """The rows of a table that is a list – a heading over each column and rows below – or ``None`` for a form."""
    rows = [row for row in grid.rows() if len(row) > 1]
    if len(rows) < 3 or len(rows[0]) < 3:
        return None
    heads = [labels.find(cell.text) for cell in rows[0]]
    if sum(1 for label in heads if label and label.sure) < 3 or not all(plain(cell.text) for cell in rows[0]):
        return None
    columns = [cell.column for cell in rows[0]]
    for row in rows[1:]:
        if sum(1 for cell in row if (found := labels.find(cell.text)) and found.sure) * 2 >= len(row):
            return None
        if not {cell.column for cell in row} <= set(columns):
            return None
    lines = [{cell.column: cell.text for cell in row} for row in rows]
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
