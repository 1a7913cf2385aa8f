"""``duijie work``: minds the queue's workers, the outbox and lost jobs, and ends with all its children.

main ─┬─ django-q2's sentinel ── pusher, monitor, workers (each job runs in a worker)
      └─ outbox

All are forked from processes without threads. A lock file per ``work``, inherited by every child, tells others of this
machine that it is alive: the kernel frees it when the last of them has ended.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connections
from django_q.cluster import Cluster

from duijie.common import clock, jobs, outbox, regular
from duijie.common.domain.jobs import put_back, reap_jobs, start_job
from duijie.common.parents import end_children_with_me

try:
    import fcntl
except ImportError:  # Windows: only the lease tells that a worker died
    fcntl = None  # type: ignore[assignment]

TICK = 0.2  # seconds between two looks at signals, parent and children
REAP_EVERY = 2.0
OUTBOX_EVERY = 0.5

log = logging.getLogger(__name__)


class Queue(Cluster):  # type: ignore[misc]
    """django-q2's cluster, whose own answer to TERM and INT would wait for running jobs for ever.

    It takes signals from its first moment on, and a job may be running before ``start`` returns.
    """

    def __init__(self, told_to_stop: Callable[[int, FrameType | None], None]) -> None:
        self.sig_handler = told_to_stop  # what the cluster hands to ``signal.signal``
        super().__init__()


class Worker:
    """``grace``: seconds that running jobs get to end when the worker is told to stop; then they are put back."""

    def __init__(self, *, grace: float = 5.0, stay: bool = False) -> None:
        self.grace = grace
        # `duijie demo` says who it is: it may be gone before this line is reached.
        self.parent = 0 if stay else int(os.environ.get("DUIJIE_PARENT") or os.getppid())
        self.stopping = False
        self.cluster: Queue | None = None
        self.outbox: multiprocessing.process.BaseProcess | None = None
        self._forking = multiprocessing.get_context("fork")
        jobs.worker = uuid.uuid4().hex

    def work(self) -> None:
        """Until TERM, INT or the end of the parent."""
        if hasattr(os, "nice"):  # not on Windows
            os.nice(settings.DUIJIE_JOB_NICENESS)  # whoever looks at a page goes first
        jobs.kinds()  # the modules of all handlers, read once before the forks
        end_children_with_me()
        with being_alive(jobs.worker):
            put_back(dead_workers())
            reap_jobs(overdue=timedelta(0))
            try:
                self._start_children()
                self._mind()
            finally:
                self._stop()

    def _start_children(self) -> None:
        connections.close_all()  # a forked child must not share an open database
        if self.cluster is None or not self.cluster.sentinel.is_alive():
            self.cluster = Queue(self._told_to_stop)
            self.cluster.start()
        if self.outbox is None or not self.outbox.is_alive():
            self.outbox = self._forking.Process(target=mind_outbox, daemon=True)
            self.outbox.start()

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _mind(self) -> None:
        assert self.cluster is not None
        assert self.outbox is not None
        last = 0.0
        while not self.stopping and (not self.parent or os.getppid() == self.parent):
            if not (self.cluster.sentinel.is_alive() and self.outbox.is_alive()):
                log.critical("a part of the worker ended by itself and is started again")
                self._start_children()
            if time.monotonic() - last >= REAP_EVERY:
                last = time.monotonic()
                self._reap()
            time.sleep(TICK)

    def _reap(self) -> None:
        try:
            close_old_connections()
            put_back(dead_workers())
            reap_jobs()
            start_job(kind="common.housekeeping", params={}, by=None, key=f"housekeeping-{clock.now():%Y-%m-%dT%H}")
            regular.start_due()
        except Exception as error:  # noqa: BLE001 – the database may be away for a moment
            log.warning("looking for lost jobs failed and is tried again: %s", error)

    def _stop(self) -> None:
        """Let running jobs end within the grace, kill the rest, and put back what was running here."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        if self.cluster is not None:
            # In a thread: setting an event waits for ever for a sleeper that was killed, and a service manager's TERM
            # goes to the whole group and kills the sentinel in its sleep.
            threading.Thread(target=self.cluster.stop_event.set, daemon=True).start()
            self.cluster.sentinel.join(self.grace)
            if self.cluster.sentinel.is_alive():
                self.cluster.sentinel.kill()  # its children end with it
                self.cluster.sentinel.join()
        if self.outbox is not None:
            self.outbox.kill()
            self.outbox.join()
        put_back([jobs.worker], in_order=True)


def mind_outbox() -> None:
    """Deliver what is due, for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        try:
            close_old_connections()
            outbox.deliver_waiting()
        except Exception as error:  # noqa: BLE001 – the database may be away for a moment
            log.warning("delivering failed and is tried again: %s", error)
        outbox.wake.wait(OUTBOX_EVERY)
        outbox.wake.clear()


def locks() -> Path:
    return Path(settings.DATA) / "workers"


@contextlib.contextmanager
def being_alive(worker: str) -> Iterator[None]:
    """Hold this worker's lock file; removed at an orderly end."""
    path = locks() / worker
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def dead_workers() -> list[str]:
    """Workers of this machine that ended without removing their lock file; the files are removed."""
    dead = []
    for path in locks().glob("*") if fcntl is not None else ():
        if path.name == jobs.worker:
            continue
        with contextlib.suppress(OSError), path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            dead.append(path.name)
            path.unlink(missing_ok=True)
    return dead
