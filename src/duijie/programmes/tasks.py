"""What jobs of this app run."""

from typing import Any

from duijie.common import daily, housekeeping, jobs
from duijie.programmes.domain.worklogs import approvals, reminders
from duijie.programmes.domain.worklogs.log_positions import forget_old_log_positions


@jobs.handles(approvals.APPROVE)
def approve_logs(context: jobs.JobContext) -> dict[str, Any]:
    """Approve the logs that somebody chose."""
    return approvals.run_approval(context)


@jobs.handles(reminders.REMIND)
def remind_of_logs(context: jobs.JobContext) -> dict[str, Any]:
    """Once a day, while logs wait for the host's word."""
    return reminders.remind(context.progress)


daily.every_day(reminders.REMIND, due=reminders.is_due)
housekeeping.every_hour("log_positions_forgotten")(forget_old_log_positions)
