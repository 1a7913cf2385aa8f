"""A set of rows in one go – and when the database refuses it, the row that is to blame alone."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.common.importing.nouns import Finding, RowToRevert, RowToWrite, WrittenRow
from duijie.common.jobs import in_all_languages
from duijie.common.transactions import check_links

REFUSED = _(
    "The database did not take this row: something that it needs was changed or taken meanwhile. Check the list again."
)
Row = TypeVar("Row", RowToWrite, RowToRevert)

log = logging.getLogger(__name__)


def carry_out(verb: Callable[[Sequence[Row]], list[WrittenRow]], rows: Sequence[Row]) -> list[WrittenRow]:
    """What ``verb`` says of the rows, each of which is done or comes back with an error. Inside a transaction.

    The checks of a set see what others have committed; a constraint sees what they commit while the set is written: two
    imports with one code, an owner deleted at this moment. Then the halves are tried, which are checked anew, down to
    the single row.
    """
    if not rows:
        return []
    try:
        with transaction.atomic():
            done = verb(rows)
            check_links()
            return done
    except (IntegrityError, DataError) as error:
        if len(rows) == 1:
            log.warning("row %s was refused: %s", rows[0].number, error)
            return [WrittenRow(rows[0].number, error=Finding("refused", in_all_languages(REFUSED)))]
    middle: int = len(rows) // 2
    return [*carry_out(verb, rows[:middle]), *carry_out(verb, rows[middle:])]
