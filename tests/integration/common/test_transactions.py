"""Trying again when the database was busy: a few times, never inside somebody's transaction, never for other errors."""

import pytest
from django.db import OperationalError

from duijie.common import transactions


def failing(times: int, words: str = "database is locked") -> tuple[list[int], object]:
    calls: list[int] = []

    @transactions.with_retry
    def work() -> str:
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError(words)
        return "done"

    return calls, work


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transactions, "PAUSE", 0.0001)


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_is_asked_again() -> None:
    calls, work = failing(2)
    assert (work(), len(calls)) == ("done", 3)  # type: ignore[operator]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words, count", [("database is locked", transactions.TRIES), ("no such table: x", 1)])
def test_in_the_end_the_error_is_raised(words: str, count: int) -> None:
    calls, work = failing(99, words)
    with pytest.raises(OperationalError):
        work()  # type: ignore[operator]
    assert len(calls) == count


@pytest.mark.django_db
def test_inside_a_transaction_there_is_one_try() -> None:
    calls, work = failing(1)
    with pytest.raises(OperationalError):
        work()  # type: ignore[operator]
    assert len(calls) == 1
