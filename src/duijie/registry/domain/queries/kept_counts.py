"""Counts of long lists: of more than a thousand rows of a large register, a count may be two minutes old.

Counting them takes longer than showing a page of them, and nobody reads the last digit. What is counted small, or in a
small register, is always counted anew, so that no list that somebody looks through hides a row that has just come.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import blake2b
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db.models import Max, QuerySet

from duijie.common import clock
from duijie.registry.domain.queries import beside
from duijie.registry.domain.queries.figures import KEPT_SECONDS

MANY, LARGE = 1_000, 20_000
"""Rows from which on their count is kept, and how many the register must have."""
OLDEST_SECONDS = 2 * KEPT_SECONDS
T = TypeVar("T")


def kept_count(rows: QuerySet[Any]) -> int:
    """How many ``rows`` there are; of ``MANY``, how many there were when they were last counted, up to
    ``OLDEST_SECONDS`` ago. After ``KEPT_SECONDS`` they are counted anew, beside the page of whoever asks."""
    return kept(rows.select_related(None).values("pk"), rows.count, lambda count: count)


def kept(rows: QuerySet[Any], make: Callable[[], T], size: Callable[[T], int]) -> T:
    """The same for whatever ``make`` says of ``rows``; ``size`` says how many rows that is about."""
    name = _name(rows)
    return kept_as(name, rows.model, make, size) if name else make()


def kept_as(name: str, model: Any, make: Callable[[], T], size: Callable[[T], int]) -> T:
    """The same for whoever can name what is asked, to the last parameter, sooner than the database's language can:
    writing a question takes longer than finding what was kept of its answer."""
    name = f"count:{blake2b(name.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"

    def count() -> T:
        now, found = clock.now(), make()
        if size(found) >= MANY and (size(found) > LARGE or _is_large(model)):
            caches["default"].set(name, (now, found), OLDEST_SECONDS)
        else:
            caches["default"].delete(name)
        return found

    known: tuple[Any, T] | None = caches["default"].get(name)
    if known is None:
        return count()
    if clock.now() - known[0] > timedelta(seconds=KEPT_SECONDS):
        beside.recount(name, count)
    return known[1]


def _name(rows: QuerySet[Any]) -> str:
    """What is asked, to the last parameter; empty where the answer is nothing anyway."""
    try:
        asked = rows.order_by().query.sql_with_params()
    except EmptyResultSet:
        return ""
    return repr(asked)


def _is_large(model: Any) -> bool:
    newest: int | None = model._base_manager.aggregate(last=Max("pk"))["last"]
    return (newest or 0) > LARGE
