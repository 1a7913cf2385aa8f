"""The county's approval: it locks a log and counts it, once; singly, or many as a job."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, grants
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.jobs import JobContext
from duijie.common.models import Job
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.rounds import require_reason, require_source
from duijie.programmes.domain.worklogs.log_messages import tell_author
from duijie.programmes.domain.worklogs.log_rows import is_posted, lock_log, move_log
from duijie.programmes.models import ConfirmedBy, WorkLog
from duijie.programmes.service_states import LOG_STEPS, LogState

APPROVE = "programmes.approve_logs"
MOST = 2000
"""Logs that are approved at once."""


def approve_log(*, log: WorkLog, version: int | None, by: Any) -> WorkLog:
    """Approve and count it; the log that it corrects, if any, counts no more. Both steps are one transaction.

    Raises ``PermissionDenied``, which is audited: without the right at the host's place, for one's own log, or for a
    unit of one's own. ``ValidationError`` with code ``state``.
    """
    refuse_partial(log, by=by)
    return _approve(log, version, by=by)


def return_log(*, log: WorkLog, version: int | None, reason: str, by: Any) -> WorkLog:
    """Back to whoever wrote it, with a reason; it is confirmed anew afterwards. Raises as ``approve_log``."""
    refuse_partial(log, by=by)
    return _return(log, version, reason, by=by)


def conflict_of(log: WorkLog, *, by: Any) -> str:
    """Why ``by`` does not decide on ``log``, as a key; empty where nothing speaks against it."""
    posting = log.posting
    if not can(by, Permission.WORK_LOG_APPROVE, posting.host.place):
        return "right"
    if log.by_id == by.pk or is_posted(posting, by):
        return "own"
    units = {one.organisation_id for one in grants(by) if one.organisation_id}
    return "unit" if units & {posting.host_id, posting.home_id} else ""


def refuse_partial(log: WorkLog, *, by: Any) -> None:
    """Raises ``PermissionDenied``; the refusal is audited outside of the transaction."""
    if why := conflict_of(log, by=by):
        audit.record(by=by, verb="work_log.refused", target=log, place=log.place, detail={"reason": why})
        raise PermissionDenied(
            _("Nobody decides on their own work, or on that at their own unit, or outside of their area.")
        )


@in_transaction
def start_approval(*, logs: Iterable[int], by: Any, key: str | None = None) -> Job:
    """A job that approves these logs one by one, each in a transaction of its own.

    Left out and told are those that ``by`` may not decide on, those that are not confirmed, and those confirmed by a
    slip, whose photo has to be looked at.
    """
    numbers = sorted(set(logs))
    if not can(by, Permission.WORK_LOG_APPROVE):
        raise PermissionDenied
    if not numbers or len(numbers) > MOST:
        words = _("Between 1 and %(most)d logs at once.")
        raise ValidationError({"logs": [ValidationError(words, code="count", params={"most": MOST})]})
    return start_job(kind=APPROVE, params={"logs": numbers}, by=by, key=key)


def run_approval(context: JobContext) -> dict[str, Any]:
    """Done again after a kill, it approves what is left: what is counted stays counted, once."""
    numbers, by = context.params["logs"], context.by
    told = {"approved": 0, "left_out": 0}
    for done, number in enumerate(numbers, start=1):
        row = WorkLog.objects.visible_to(by).select_related(
            "posting__host__area", "posting__host__zone", "posting__home", "posting__person",
            "posting__call__round__programme__area", "by",
        ).filter(pk=number).first()  # fmt: skip
        told["approved" if row is not None and _approved(row, context) else "left_out"] += 1
        context.progress("approve", done, len(numbers))
    return told


def _approved(log: WorkLog, context: JobContext) -> bool:
    if context.by is not None and log.state == LogState.COUNTED and log.approved_by_id == context.by.pk:
        return True  # by this job, before its worker died
    if log.confirmed_how == ConfirmedBy.SLIP:
        context.log(_("%(number)d: look at the stamped slip, then approve it by itself.") % {"number": log.pk})
        return False
    try:
        approve_log(log=log, version=None, by=context.by)
    except (PermissionDenied, ValidationError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else error
        context.log(f"{log.pk}: {words}")
        return False
    return True


@in_transaction
def _approve(log: WorkLog, version: int | None, *, by: Any) -> WorkLog:
    if log.corrects_id is not None:
        hold(WorkLog, log.pk, log.corrects_id)
    current = lock_log(log, version=version)
    step = LOG_STEPS["approve"]
    require_source(step, current.state, current.get_state_display())
    current.approved_by = by
    move_log(current, step, by=by)
    if current.corrects_id is not None:
        before = WorkLog.objects.get(pk=current.corrects_id)
        replaced = lock_log(before, version=None)
        require_source(LOG_STEPS["replace"], replaced.state, replaced.get_state_display())
        move_log(replaced, LOG_STEPS["replace"], by=by, detail={"by": current.pk})
    current.counted_at = clock.now()
    try:
        with transaction.atomic():
            move_log(current, LOG_STEPS["count"], by=by)
    except IntegrityError as error:
        raise ValidationError(_("This work is counted already."), code="twice") from error
    return current


@in_transaction
def _return(log: WorkLog, version: int | None, reason: str, *, by: Any) -> WorkLog:
    current = lock_log(log, version=version)
    step = LOG_STEPS["return"]
    require_source(step, current.state, current.get_state_display())
    move_log(current, step, by=by, reason=require_reason(step, reason))
    tell_author(current, by=by)
    return current
