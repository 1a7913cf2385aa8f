"""What jobs and topics of programmes run. All of it may run twice."""

from typing import Any

from duijie.common import daily, housekeeping, jobs, outbox
from duijie.common.models import OutboxMessage
from duijie.programmes.domain import print_runs, review_reminders, telling

REMIND = "programmes.remind_reviewers"


@outbox.handles(telling.APPLICANTS)
def tell_applicants(message: OutboxMessage) -> None:
    telling.tell_applicants(**message.payload)


@outbox.handles(telling.UNITS)
def tell_units(message: OutboxMessage) -> None:
    telling.tell_units(**message.payload)


@jobs.handles(print_runs.JOB)
def print_certificates(context: jobs.JobContext) -> dict[str, Any]:
    """Certificates or letters of a list, part by part."""
    return print_runs.print_run(run_id=context.params["run"], progress=context.progress)


@jobs.handles(REMIND)
def remind_reviewers(context: jobs.JobContext) -> dict[str, Any]:
    """Whoever has reviews left and whose last day is near or over."""
    return {"told": review_reminders.remind_due()}


daily.every_day(REMIND, due=review_reminders.is_anything_due)
housekeeping.every_hour("prints_forgotten")(print_runs.forget_old_prints)
