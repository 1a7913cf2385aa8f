"""Counting beside the pages: in one thread of the web process, so that nobody waits for it."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from django.db import connection

log = logging.getLogger(__name__)
_lock = threading.Lock()
_waiting: dict[str, Future[None]] = {}
_thread: list[ThreadPoolExecutor] = []  # made when first needed, after the server has made its processes


def recount(name: str, count: Callable[[], Any]) -> None:
    """Let ``count`` run soon, unless it is waiting or running under this name already. A failure is logged: whoever
    looks the next time asks again."""
    with _lock:
        if name in _waiting:
            return
        if not _thread:
            _thread.append(ThreadPoolExecutor(max_workers=1, thread_name_prefix="figures"))
        _waiting[name] = _thread[0].submit(copy_context().run, _run, name, count)


def wait() -> None:
    """Until nothing is counted any more."""
    for one in [*_waiting.values()]:
        one.result()


def _run(name: str, count: Callable[[], Any]) -> None:
    try:
        count()
    except Exception:
        log.exception("figures could not be counted anew: %s", name)
    finally:
        connection.close()
        with _lock:
            del _waiting[name]
