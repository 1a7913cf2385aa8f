"""Several people who do something at the same moment."""

import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connection

LONGEST = 300  # seconds


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
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(number,)) for number in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    if late := [thread for thread in threads if thread.is_alive()]:
        raise TimeoutError(f"not done after {LONGEST} seconds; so far: {results}\n{where(late)}")
    return results


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
