"""Starting, stopping and repeating jobs, and finding those whose worker died."""

import logging
import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from duijie.common import clock, jobs, queue
from duijie.common.domain import audit
from duijie.common.models import Job, JobState
from duijie.common.transactions import in_transaction, with_retry

log = logging.getLogger(__name__)

LOST = gettext_noop("The worker ended unexpectedly, more often than is tried. Start the job again, or ask for help.")
OVERDUE = timedelta(seconds=60)  # a waiting job that nobody took for so long is put into the queue again


@in_transaction
def start_job(*, kind: str, params: dict[str, Any], by: Any, key: str | None = None) -> Job:
    """A waiting job, in the caller's transaction; workers hear of it on commit.

    ``key`` makes it idempotent: a second call with the same key returns the first job, whatever became of it. Whether
    ``by`` may is for the caller to check. Raises ``ValueError`` for a kind without a handler.
    """
    if kind not in jobs.kinds():
        raise ValueError(f"no handler for job {kind}; there are {', '.join(jobs.kinds())}")
    try:
        with transaction.atomic():
            job: Job = Job.objects.create(
                kind=kind, params=params, by=by, key=key, attempts_allowed=settings.DUIJIE_JOB_ATTEMPTS
            )
    except IntegrityError:
        known = Job.objects.filter(key=key).first() if key is not None else None
        if known is None:
            raise
        found: Job = known
        return found
    audit.record(by=by, verb="job.start", target=job, detail={"kind": kind})
    transaction.on_commit(partial(_enqueue_softly, job.pk))
    return job


@in_transaction
def cancel_job(*, job: Job, by: Any) -> Job:
    """A waiting job ends at once; a running one at its next sign of progress."""
    _require_own(job, by)
    return stop_job(job=job, by=by)


@in_transaction
def stop_job(*, job: Job, by: Any) -> Job:
    """The same, where the caller has found that ``by`` may."""
    now = clock.now()
    if Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.CANCELLED, cancel_requested_at=now, finished_at=now
    ) or Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(cancel_requested_at=now):
        audit.record(by=by, verb="job.cancel", target=job)
    else:
        raise ValidationError(_("This job has ended already."), code="state")
    job.refresh_from_db()
    return job


@in_transaction
def retry_job(*, job: Job, by: Any) -> Job:
    """Run a failed or cancelled job once more, with the same parameters."""
    _require_own(job, by)
    changed = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.QUEUED,
        error=None,
        finished_at=None,
        cancel_requested_at=None,
        kept=None,
        enqueued_at=None,
        enqueued=0,
        stage="",
        done=0,
        total=0,
        attempts_allowed=F("attempt") + settings.DUIJIE_JOB_ATTEMPTS,
    )
    if not changed:
        raise ValidationError(_("Only a job that failed or was cancelled can be run again."), code="state")
    audit.record(by=by, verb="job.retry", target=job)
    transaction.on_commit(partial(_enqueue_softly, job.pk))
    job.refresh_from_db()
    return job


def reap_jobs(*, overdue: timedelta = OVERDUE) -> int:
    """Put lost jobs back: those whose lease ran out, and waiting ones whose message got lost. Returns how many."""
    now = clock.now()
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now).values_list("pk", "attempt", "lease_until")
    found = sum(_take_back(*row) for row in list(lost))
    waiting = (
        Job.objects.filter(state=JobState.QUEUED)
        .order_by("created_at")
        .values_list("pk", "enqueued_at", "enqueued", "created_at")
    )
    for pk, enqueued_at, times, created_at in list(waiting[:1000]):
        # Each further message waits twice as long, so that a long queue is not filled with doubles.
        patience = min(overdue * 2 ** max(0, times - 1), timedelta(hours=1)) if overdue else overdue
        if (enqueued_at or created_at) + patience <= now:
            queue.enqueue(pk)
            found += 1
    return found


@with_retry
def _take_back(pk: uuid.UUID, attempt: int, lease_until: Any) -> int:
    """End the attempt of a dead worker: cancelled if that was asked for, failed after too many, else waiting again."""
    mine = Job.objects.filter(pk=pk, attempt=attempt, lease_until=lease_until, state=JobState.RUNNING)
    over = {"lease_until": None, "finished_at": clock.now()}
    error = {"code": "lost", "text": jobs.in_all_languages(LOST)}
    if mine.filter(cancel_requested_at__isnull=False).update(state=JobState.CANCELLED, **over):
        return 1
    if mine.filter(attempts_allowed__lte=attempt).update(state=JobState.FAILED, error=error, **over):
        log.error("job %s failed: its worker died %s times", pk, attempt)
        return 1
    if mine.update(state=JobState.QUEUED, lease_until=None, enqueued_at=None, enqueued=0):
        log.warning("job %s: the worker of attempt %s died, putting it back", pk, attempt)
        queue.enqueue(pk)
        return 1
    return 0


def put_back(workers: Sequence[str], *, in_order: bool = False) -> int:
    """Put back the jobs of workers that have ended for sure. One that was stopped ``in_order`` costs no attempt."""
    if not workers:
        return 0
    running = Job.objects.filter(state=JobState.RUNNING, worker__in=workers)
    rows = list(running.values_list("pk", "attempt", "lease_until"))
    if in_order:
        running.update(attempts_allowed=F("attempts_allowed") + 1)
    return sum(_take_back(*row) for row in rows)


def _enqueue_softly(pk: uuid.UUID) -> None:
    """The row is committed: if the queue cannot be written now, the reaper does it, and the caller need not know."""
    try:
        queue.enqueue(pk)
    except Exception as error:  # noqa: BLE001 – see above
        log.warning("job %s could not be put into the queue, the reaper will: %s", pk, error)


def _require_own(job: Job, by: Any) -> None:
    if job.by_id != by.pk and not by.has_perm("job.view_all"):
        raise PermissionDenied(_("This job is somebody else's."))
