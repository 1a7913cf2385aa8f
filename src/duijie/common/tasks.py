"""What the platform does for itself, every hour."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from duijie.common import clock, daily, housekeeping, jobs, public_forms, regular, statistics
from duijie.common.domain import imports, outbox, seals
from duijie.common.importing import work
from duijie.common.models import Job, JobState

KEEP_HOUSEKEEPING = timedelta(days=7)


@jobs.handles("common.housekeeping")
def keep_house(context: jobs.JobContext) -> dict[str, int]:
    """Seal the audit, and remove what is past its time."""
    counts = {"sealed": seals.seal_audit()}
    context.progress("removing", 0, 1)
    counts["entries"] = seals.remove_old_entries()
    counts["messages"] = outbox.remove_old()
    counts["public_tries"] = public_forms.forget_tries()
    counts["sessions"] = Session.objects.filter(expire_date__lt=clock.now()).delete()[0]
    counts["jobs"] = Job.objects.filter(
        kind__in=["common.housekeeping", statistics.COUNT, *regular.kinds()],
        state=JobState.SUCCEEDED,
        finished_at__lt=clock.now() - KEEP_HOUSEKEEPING,
    ).delete()[0]
    for name, do in housekeeping.upkeep():
        counts[name] = do()
    counts["daily"] = daily.start_due()
    return counts


@jobs.handles(statistics.COUNT)
def count_rows(context: jobs.JobContext) -> dict[str, int]:
    """By which the database chooses among its indexes."""
    return {"indexes": statistics.count()}


daily.every_day(statistics.COUNT, due=statistics.is_due)
jobs.handles(imports.PREVIEW)(work.preview)
jobs.handles(imports.APPLY)(work.apply)
jobs.handles(imports.REVERT)(work.revert)
