"""How gunicorn serves the platform. Used by ``duijie demo``; operators may use it too:

``gunicorn -c python:duijie.common.server_settings duijie.wsgi:application``
"""

import gc
import os
import threading
import time
from typing import Any

from django.urls import URLResolver, get_resolver

workers = int(os.environ.get("DUIJIE_WEB_WORKERS", "2"))
threads = 4
umask = 0o077  # uploads, results and the database are for the platform's own user
worker_class = "gthread"
preload_app = True  # shares memory, and an error at start is said once
timeout = 120
graceful_timeout = 5
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "warning"
SECONDS_FOR_THE_FIRST_PAGE = 5


def on_starting(server: Any) -> None:
    """End when the parent ends, so that a killed ``duijie demo`` leaves no server behind."""
    parent = int(os.environ.get("DUIJIE_PARENT", "0"))
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def when_ready(server: Any) -> None:
    """What was loaded before the processes part stays for good. Looking through it for garbage, as Python does now and
    then, holds up whoever waits for a page for a fifth of a second, and takes its memory out of what they share.
    """
    _load_addresses(get_resolver(), deep=not _is_waited_for())
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """In a demo the rest is loaded once the first page is there."""
    if _is_waited_for():
        later = threading.Timer(SECONDS_FOR_THE_FIRST_PAGE, _load_addresses, [get_resolver()], {"deep": True})
        later.daemon = True
        later.start()


def _is_waited_for() -> bool:
    """Whether somebody sits before a terminal and waits for the first page: ``duijie demo`` has started us."""
    return "DUIJIE_PARENT" in os.environ


def _load_addresses(resolver: URLResolver, *, deep: bool) -> None:
    """The pages, so that not each process does so at its first one; ``deep`` also what ``duijie.urls`` loads late."""
    for entry in resolver.url_patterns:
        if deep and isinstance(entry, URLResolver):
            _load_addresses(entry, deep=True)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.3)
    os.kill(os.getpid(), 15)
