"""The queue: django-q2 on our own database. A message is a job's id; losing or doubling one is harmless."""

import uuid

from django.db.models import F
from django_q.tasks import async_task

from duijie.common import clock, jobs
from duijie.common.models import Job, JobState
from duijie.common.transactions import with_retry


@with_retry
def enqueue(job_id: uuid.UUID) -> None:
    """Tell the workers about a waiting job. Called on commit, and by the reaper for those that got lost."""
    async_task("duijie.common.queue.work_on", str(job_id), task_name=f"job-{job_id}")
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(enqueued_at=clock.now(), enqueued=F("enqueued") + 1)


def work_on(job_id: str) -> None:
    """What a worker calls for a message. A job that gives way is left to the reaper while somebody waits."""
    job = Job.objects.filter(pk=job_id, state=JobState.QUEUED).first()
    if job is not None and jobs.gives_way(job) and jobs.somebody_waits():
        Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(enqueued_at=clock.now(), enqueued=0)
        return
    jobs.run_job(job_id, keep_alive=True)
