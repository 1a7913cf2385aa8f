"""Several columns that mean one field: which feed it together, and what is said of the others."""

from collections.abc import Sequence

from duijie_match.lists.cells import Row, text_of
from duijie_match.lists.readings import ColumnReading
from duijie_match.lists.values import is_option_of_one_question
from duijie_match.lists.vocabulary import Field, ValueKind
from duijie_match.wording import msg

# By whether the cells of such a column stay with their row.
IN_OTHER_CURRENCY = {
    True: msg("Amounts in another currency than yuan are not converted; the column is carried along."),
    False: msg("Amounts in another currency than yuan are not converted; the column was left out."),
}
OTHER_TAKEN = {
    True: msg("“{other}” was taken for this; the column is carried along."),
    False: msg("“{other}” was taken for this; the column was left out."),
}


def joins(field: Field, first: ColumnReading, other: ColumnReading) -> bool:
    """Whether ``other`` feeds ``field`` together with ``first``."""
    of_options = field.kind is ValueKind.CHOICE
    return field.joins and (not of_options or is_option_of_one_question(first.header, other.header))


def fills_in(index: int, taken: Sequence[int], body: Sequence[Row]) -> bool:
    """Whether a column holds something, and only where the others are empty: the name of an expert where those of
    achievements have none, or a key that other lines of a file call otherwise.
    """

    def is_filled(row: Row, column: int) -> bool:
        return column < len(row.cells) and bool(text_of(row.cells[column]))

    filled = [row for row in body if is_filled(row, index)]
    return bool(filled) and not any(is_filled(row, other) for row in filled for other in taken)
