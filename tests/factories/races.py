"""Several people who do something at the same moment.

Whoever takes part is a thread that is kept with its connection for the rest of the test: to open one, and to have a
database read its own tables, costs more than most of what is raced for.
"""

import contextvars
import functools
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

LONGEST = 300  # seconds
MANY = int(os.environ.get("DUIJIE_TEST_RACES", "2000"))
"""Races of each verb where all are asked for."""
_people: list["Person"] = []


def rounds(few: int, many: int = MANY) -> pytest.MarkDecorator:
    """How often it is raced for: ``few`` times, and ``many`` times when asked for."""
    return pytest.mark.parametrize("times", [few, pytest.param(many, marks=pytest.mark.slow, id="many")])


class Person:
    """A thread that does what it is told, one thing after the other, each in a context of its own."""

    def __init__(self) -> None:
        self.told: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.done = threading.Semaphore(0)
        self.thread = threading.Thread(target=self._live, daemon=True)
        self.thread.start()

    def _live(self) -> None:
        while (order := self.told.get()) is not None:
            contextvars.Context().run(order)
            self.done.release()
        connections.close_all()


def at_once(*functions: Callable[[], Any]) -> list[Any]:
    """Call all in threads that start together; the results in order, an exception as itself.

    Raises ``TimeoutError`` where one has not come to its end after ``LONGEST``: it hangs, or the machine has no time.
    """
    barrier = threading.Barrier(len(functions))
    results: list[Any] = [None] * len(functions)

    def call(number: int) -> None:
        try:
            barrier.wait(LONGEST)
            results[number] = functions[number]()
        except Exception as error:  # noqa: BLE001 – it is the result
            results[number] = error

    while len(_people) < len(functions):
        _people.append(Person())
    asked = _people[: len(functions)]
    for number, person in enumerate(asked):
        person.told.put(functools.partial(call, number))
    if late := [person.thread for person in asked if not person.done.acquire(timeout=LONGEST)]:
        _people.clear()  # they are left to themselves
        raise TimeoutError(f"not done after {LONGEST} seconds; so far: {results}\n{where(late)}")
    return results


def go_home() -> None:
    """At the end of a test: all threads end, and their connections are closed."""
    for person in _people:
        person.told.put(None)
    for person in _people:
        person.thread.join(LONGEST)
    _people.clear()


def deadlocks() -> int:
    """How often two in this database have held what the other waited for, until one of them was thrown out. Told by
    connections that have ended, so everybody goes home; SQLite has one writer at a time and no such thing."""
    if connection.vendor != "postgresql":
        return 0
    go_home()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        (count,) = cursor.fetchone()
    return int(count)


def where(threads: list[threading.Thread]) -> str:
    """What each of ``threads`` is at, and what the database says of its sessions: who waits for whom."""
    frames = sys._current_frames()
    told = ["".join(traceback.format_stack(frames[one.ident])[-12:]) for one in threads if one.ident in frames]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid, state, wait_event_type, wait_event, pg_blocking_pids(pid), now() - xact_start, query"
                " FROM pg_stat_activity WHERE datname = current_database()"
            )
            told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)
