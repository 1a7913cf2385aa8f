"""Running jobs. Handlers stand in an app's ``tasks.py``::

    @jobs.handles("list_match.run")
    def run(context: JobContext) -> dict | None: ...

A handler may be called again after its worker died, so it must be able to start over. It calls ``context.progress``
often; that is where it learns that it was cancelled or that another worker has its job now.

A handler that ``steps_back`` gives its place to people's jobs that wait: it is ended at its next progress, and called
again when nobody waits any more. What it has ``kept`` by then it need not do again.
"""

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.common import clock, facts
from duijie.common.handlers import discover
from duijie.common.incidents import number_incident
from duijie.common.models import Job, JobState
from duijie.common.transactions import with_retry
from duijie_match.errors import DuijieError
from duijie_match.progress import Cancelled

log = logging.getLogger(__name__)

SHOW_EVERY = 1.0  # seconds between two writes of progress
PATIENCE = timedelta(seconds=3)  # a job that waits longer has found no idle worker
LOG_LINES = 500

TOO_LONG = _("This took longer than the time limit and was stopped. Try it with less at once.")
TOO_LARGE = _("There was not enough memory. Try it with less at once, or on a larger machine.")
UNEXPECTED = _("Something unexpected went wrong. Nothing half-done was kept; the number below helps to find the cause.")

worker = ""  # the `work` process of which this one is a part; empty where a job is run directly
Handler = Callable[["JobContext"], "dict[str, Any] | None"]
_handlers: dict[str, Handler] = {}
_stepping_back: set[str] = set()


class LeaseLost(Cancelled):
    """Another worker has this job now: stop, write nothing."""


class SteppedBack(Cancelled):
    """Somebody's job waits for this worker: stop, and go on later."""


def lease() -> timedelta:
    """How long a job may go without a sign of life before another worker takes it."""
    return timedelta(seconds=settings.DUIJIE_JOB_LEASE)


def handles(kind: str, *, steps_back: bool = False) -> Callable[[Handler], Handler]:
    """Register the one handler of ``kind``. With ``steps_back`` people's jobs go before those that nobody started."""

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(kind, handler)
        if (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
            raise ValueError(f"job {kind} is handled by {known.__module__}.{known.__qualname__} already")
        _handlers[kind] = handler
        if steps_back:
            _stepping_back.add(kind)
        return handler

    return register


def kinds() -> tuple[str, ...]:
    """All kinds that have a handler."""
    discover()
    return tuple(sorted(_handlers))


class JobContext:
    """What a handler knows of its job, and how it reports. ``progress`` is a ``duijie_match.progress.Progress``."""

    def __init__(self, job: Job) -> None:
        self.job_id: uuid.UUID = job.pk
        self.params: dict[str, Any] = job.params
        self.by = job.by
        self.attempt = job.attempt
        self.kept: dict[str, Any] = job.kept or {}
        self._steps_back = gives_way(job)
        self._log: list[dict[str, str]] = list(job.log)
        self._shown = (0.0, "")
        self._log_changed = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show where the work is. Cheap: at most one write a second, more only at a new stage or the end of one.

        Raises ``Cancelled`` when somebody asked the job to stop, or when it has to step back.
        """
        moment = time.monotonic()
        due = moment - self._shown[0] >= SHOW_EVERY
        if due or stage != self._shown[1] or done >= total > 0:
            self._shown = (moment, stage)
            self._show(stage=stage[:60], done=max(0, done), total=max(0, total))

    def keep(self, **done: Any) -> None:
        """Add to ``kept``: what a later attempt, after stepping back or a kill, need not do again."""
        self.kept = {**self.kept, **done}
        self._show(kept=self.kept)

    def log(self, text: object) -> None:
        """Add a line that the user sees with the job; shown with the next progress or at the end."""
        line = str(text).replace("\0", "")[:1000]
        self._log = [*self._log, {"at": clock.now().isoformat(), "text": line}][-LOG_LINES:]
        self._log_changed = True

    def _show(self, **changes: Any) -> None:
        if self._log_changed:
            changes["log"] = self._log
            self._log_changed = False
        asked = beat(self.job_id, self.attempt, **changes)
        if asked:
            raise Cancelled
        if self._steps_back and somebody_waits():
            raise SteppedBack

    @property
    def lines(self) -> list[dict[str, str]]:
        return self._log


@with_retry
def beat(job_id: uuid.UUID, attempt: int, **changes: Any) -> bool:
    """A sign of life: hold the lease longer and write ``changes``. True when a cancel was asked for.

    Raises ``LeaseLost`` when another worker has the job.
    """
    now = clock.now()
    mine = Job.objects.filter(pk=job_id, attempt=attempt, state=JobState.RUNNING)
    if not mine.update(heartbeat_at=now, lease_until=now + lease(), **changes):
        raise LeaseLost
    return mine.filter(cancel_requested_at__isnull=False).exists()


def gives_way(job: Job) -> bool:
    """Whether people's jobs go before this one."""
    discover()
    return job.by_id is None and job.kind in _stepping_back


def somebody_waits() -> bool:
    """Whether a job that a person started waits, and no idle worker has taken it."""
    waiting = Job.objects.filter(state=JobState.QUEUED, by__isnull=False)
    return waiting.filter(created_at__lte=clock.now() - PATIENCE).exists()


def run_job(job_id: uuid.UUID | str, *, keep_alive: bool = False) -> Job | None:
    """Take the lease of a waiting job and run it here, to its end. None when it is not waiting (any more).

    ``keep_alive`` lets a thread give signs of life while the handler is busy in one long call; workers want it.
    """
    job = _take(uuid.UUID(str(job_id)))
    if job is None:
        return None
    context = JobContext(job)
    stop = threading.Event()
    if keep_alive:
        threading.Thread(target=_keep_alive, args=(job.pk, job.attempt, stop), daemon=True).start()
    try:
        with facts.acting(surface="job", ip=None, agent="", request_id=f"job-{job.pk.hex[:12]}"):
            outcome = _outcome(job, context)
    except LeaseLost:
        log.warning("job %s, attempt %s: the lease was lost, the work is another worker's now", job, job.attempt)
        return None
    except SteppedBack:
        _wait_again(job, context)
        return None
    finally:
        stop.set()
    return _finish(job, context, outcome)


def run_waiting_jobs() -> list[Job]:
    """Run everything that waits, here, one after another, and what those jobs start; those that give way come last.
    For tests and scenarios.
    """
    ended = []
    while waiting := list(Job.objects.filter(state=JobState.QUEUED).order_by("created_at")):
        job = run_job(min(waiting, key=gives_way).pk)
        if job is not None:
            ended.append(job)
    return ended


@with_retry
def _take(job_id: uuid.UUID) -> Job | None:
    now = clock.now()
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING,
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", now),
        heartbeat_at=now,
        lease_until=now + lease(),
        worker=worker,
        error=None,
    )
    return Job.objects.select_related("by").get(pk=job_id) if taken else None


def _outcome(job: Job, context: JobContext) -> dict[str, Any]:
    """Call the handler and say how it ended, as fields of the row."""
    discover()
    handler = _handlers.get(job.kind)
    try:
        if handler is None:
            raise LookupError(f"no handler for job {job.kind}; there are {', '.join(sorted(_handlers))}")
        result = handler(context)
        if "\\u0000" in json.dumps(result, allow_nan=False):  # PostgreSQL's JSON holds neither NaN nor NUL
            raise ValueError("the result holds a NUL character")
    except (LeaseLost, SteppedBack):
        raise
    except Cancelled:
        return {"state": JobState.CANCELLED}
    except DuijieError as error:
        texts = {language: error.message.render(language) for language, _name in settings.LANGUAGES}
        return {"state": JobState.FAILED, "error": {"code": error.code, "text": texts}}
    except PermissionDenied as error:
        words = (
            error.args[0] if error.args else _("Your roles do not permit this here. Ask your security administrator.")
        )
        return _failed("permission", words)
    except ValidationError as error:
        return _failed("invalid", error)
    except SystemExit:  # the queue's time limit comes as a kind of SystemExit
        return _failed("timeout", TOO_LONG)
    except MemoryError as error:
        return _failed("memory", TOO_LARGE, incident=number_incident(error, f"job {job}"))
    except Exception as error:  # noqa: BLE001 – whatever a handler raises ends the job, not the worker
        return _failed("unexpected", UNEXPECTED, incident=number_incident(error, f"job {job}"))
    return {"state": JobState.SUCCEEDED, "result": result}


def _failed(code: str, words: Any, **more: str) -> dict[str, Any]:
    return {"state": JobState.FAILED, "error": {"code": code, "text": in_all_languages(words), **more}}


def in_all_languages(words: Any) -> dict[str, str]:
    """``words`` (lazy, a msgid or a ``ValidationError``) in each language, so that the reader's can be chosen later."""
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts[language] = (
                " ".join(words.messages)
                if isinstance(words, ValidationError)
                else translation.gettext(str(words))
                if isinstance(words, str)
                else str(words)
            )
    return texts


@with_retry
def _finish(job: Job, context: JobContext, outcome: dict[str, Any]) -> Job | None:
    """Write the end, once: a worker that has lost its lease writes nothing."""
    mine = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)
    ended = mine.update(lease_until=None, finished_at=clock.now(), log=context.lines, **outcome)
    return Job.objects.get(pk=job.pk) if ended else None


@with_retry
def _wait_again(job: Job, context: JobContext) -> None:
    """Back among the waiting, at no cost of an attempt. The reaper puts it into the queue when its message is overdue,
    behind whatever waits by then.
    """
    Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING).update(
        state=JobState.QUEUED, lease_until=None, log=context.lines, attempts_allowed=F("attempts_allowed") + 1,
        enqueued_at=clock.now(), enqueued=0,
    )  # fmt: skip


def _keep_alive(job_id: uuid.UUID, attempt: int, stop: threading.Event) -> None:
    """Signs of life every third of a lease, until the job ends or is another worker's."""
    try:
        while not stop.wait(lease().total_seconds() / 3):
            try:
                beat(job_id, attempt)
            except LeaseLost:
                return
            except Exception as error:  # noqa: BLE001 – the database may be away for a moment; the next beat may reach it
                log.warning("no sign of life for job %s: %s", job_id, error)
    finally:
        connection.close()
