"""Tables of a document that are lists, not forms."""

from duijie_match.lists.form_grid import Grid
from duijie_match.lists.form_labels import Labels, plain


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
