"""Jobs of programmes. All may run twice: each replaces what an earlier run left, or goes on where it ended."""

from typing import Any

from duijie.common import daily, housekeeping
from duijie.common.jobs import JobContext, handles
from duijie.programmes.domain.postings.plans import JOB, compute_plan
from duijie.programmes.domain.worklogs import approvals, reminders
from duijie.programmes.domain.worklogs.log_positions import forget_old_log_positions


@handles(JOB)
def compute_posting_plan(context: JobContext) -> dict[str, Any]:
    """Who is posted for which need, under all limits."""
    return compute_plan(plan_id=context.params["plan"], by=context.by, progress=context.progress)


@handles(approvals.APPROVE)
def approve_logs(context: JobContext) -> dict[str, Any]:
    """Approve the logs that somebody chose."""
    return approvals.run_approval(context)


@handles(reminders.REMIND)
def remind_of_logs(context: JobContext) -> dict[str, Any]:
    """Once a day, while logs wait for the host's word."""
    return reminders.remind(context.progress)


daily.every_day(reminders.REMIND, due=reminders.is_due)
housekeeping.every_hour("log_positions_forgotten")(forget_old_log_positions)
