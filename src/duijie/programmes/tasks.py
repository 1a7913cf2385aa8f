"""Jobs and topics of programmes. All may run twice: each goes on where one ended, or replaces what it left."""

from typing import Any

from duijie.common import daily, housekeeping, jobs, outbox
from duijie.common.models import OutboxMessage
from duijie.messaging import secrets
from duijie.messaging.models import Message
from duijie.programmes.domain import print_runs, review_reminders, telling
from duijie.programmes.domain.postings import keeping, plan_releases, plans
from duijie.programmes.domain.postings import telling as posting_telling
from duijie.programmes.domain.worklogs import approvals, confirmations, log_positions, reminders
from duijie.programmes.service_messages import LOG_LINK

REMIND_REVIEWERS = "programmes.remind_reviewers"


@outbox.handles(telling.APPLICANTS)
def tell_applicants(message: OutboxMessage) -> None:
    telling.tell_applicants(**message.payload)


@outbox.handles(telling.UNITS)
def tell_units(message: OutboxMessage) -> None:
    telling.tell_units(**message.payload)


@outbox.handles(posting_telling.POSTINGS)
def tell_postings(message: OutboxMessage) -> None:
    posting_telling.tell_postings(**message.payload)


@outbox.handles(posting_telling.AGREEMENTS)
def tell_agreement(message: OutboxMessage) -> None:
    posting_telling.tell_agreement(**message.payload)


@secrets.puts_in(LOG_LINK.key)
def secret_of_link(message: Message) -> str | None:
    """What the mail to a contact without an account opens the log by."""
    return confirmations.secret_to_mail(message.key)


@jobs.handles(print_runs.JOB)
def print_certificates(context: jobs.JobContext) -> dict[str, Any]:
    """Certificates or letters of a list, part by part."""
    return print_runs.print_run(run_id=context.params["run"], progress=context.progress)


@jobs.handles(REMIND_REVIEWERS)
def remind_reviewers(context: jobs.JobContext) -> dict[str, Any]:
    """Whoever has reviews left and whose last day is near or over."""
    return {"told": review_reminders.remind_due()}


@jobs.handles(plans.JOB)
def compute_posting_plan(context: jobs.JobContext) -> dict[str, Any]:
    """Who is posted for which need, under all limits."""
    return plans.compute_plan(plan_id=context.params["plan"], by=context.by, progress=context.progress)


@jobs.handles(plan_releases.JOB)
def release_posting_plan(context: jobs.JobContext) -> dict[str, Any]:
    """Both sides of every pair are asked, some pairs at a time."""
    return plan_releases.run_release(plan_id=context.params["plan"], by=context.by, progress=context.progress)


@jobs.handles(keeping.KEEP)
def keep_postings(context: jobs.JobContext) -> dict[str, Any]:
    """Once a day: begin what begins, tell of what ends soon, mark what is over."""
    return keeping.keep_postings(context.progress)


@jobs.handles(approvals.APPROVE)
def approve_logs(context: jobs.JobContext) -> dict[str, Any]:
    """Approve the logs that somebody chose."""
    return approvals.run_approval(context)


@jobs.handles(reminders.REMIND)
def remind_of_logs(context: jobs.JobContext) -> dict[str, Any]:
    """Once a day, while logs wait for the host's word."""
    return reminders.remind(context.progress)


daily.every_day(REMIND_REVIEWERS, due=review_reminders.is_anything_due)
daily.every_day(reminders.REMIND, due=reminders.is_due)
daily.every_day(keeping.KEEP, due=keeping.is_due)
housekeeping.every_hour("prints_forgotten")(print_runs.forget_old_prints)
housekeeping.every_hour("log_positions_forgotten")(log_positions.forget_old_log_positions)
