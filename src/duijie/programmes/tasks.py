"""What jobs and topics of programmes run. All of it may run twice."""

from typing import Any

from duijie.common import daily, jobs, outbox
from duijie.common.models import OutboxMessage
from duijie.programmes.domain import review_reminders, telling

REMIND = "programmes.remind_reviewers"


@outbox.handles(telling.APPLICANTS)
def tell_applicants(message: OutboxMessage) -> None:
    telling.tell_applicants(**message.payload)


@outbox.handles(telling.UNITS)
def tell_units(message: OutboxMessage) -> None:
    telling.tell_units(**message.payload)


@jobs.handles(REMIND)
def remind_reviewers(context: jobs.JobContext) -> dict[str, Any]:
    """Whoever has reviews left and whose last day is near or over."""
    return {"told": review_reminders.remind_due()}


daily.every_day(REMIND, due=review_reminders.is_anything_due)
