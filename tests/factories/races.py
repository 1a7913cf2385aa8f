"""Several people who do something at the same moment."""

import threading
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
    if any(thread.is_alive() for thread in threads):
        raise TimeoutError(f"not done after {LONGEST} seconds; so far: {results}")
    return results
