"""Short transactions that try again when the database was busy."""

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from django.db import OperationalError, connection, models, transaction

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5
PAUSE = 0.05  # seconds before the second try; doubled each time


def is_busy(error: BaseException) -> bool:
    """SQLite's lock, PostgreSQL's deadlock (40P01) and serialization failure (40001): worth another try."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in {"40P01", "40001"} or "database is locked" in str(error) or "database table is locked" in str(error)


def with_retry(function: Callable[P, R]) -> Callable[P, R]:
    """Call again, at most ``TRIES`` times, when the database was busy. Inside a transaction there is one try only,
    since what came before in it is lost with it: the outermost caller tries again."""

    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        tries = 1 if connection.in_atomic_block else TRIES
        for attempt in range(tries):
            try:
                return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == tries - 1 or not is_busy(error):
                    raise
                time.sleep(PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    return call


def in_transaction(function: Callable[P, R]) -> Callable[P, R]:
    """A domain function that is one transaction, tried again when the database was busy."""

    @with_retry
    @functools.wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            return function(*args, **kwargs)

    return call


def hold(model: type[models.Model], *keys: Any) -> None:
    """Lock the rows with these keys, in the order of their keys, until the transaction ends; then read them.

    Two statements, because one that locks and joins pairs the row it has waited for with what the row referred to
    before: PostgreSQL looks at the row anew, but not at those beside it. SQLite has one writer and nothing to lock.
    """
    if connection.features.has_select_for_update:
        rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
        list(rows.values_list("pk", flat=True))


def check_links() -> None:
    """Look now whether every foreign key of this transaction leads somewhere; ``IntegrityError`` if not.

    PostgreSQL would look at the commit, when it is too late to leave one row out, and holds what it has looked at.
    SQLite lets nobody else write in the meantime, and would look through the whole database.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
