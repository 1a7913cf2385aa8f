"""A work log as a row: locked, moved to its next state, saved; and who is posted."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.editing import stamp
from duijie.programmes.domain.rows import lock_row, move_row
from duijie.programmes.models import ConfirmationLink, Posting, WorkLog
from duijie.programmes.states import Step

JOINED = (
    "posting__host__area", "posting__host__zone", "posting__home", "posting__call__round__programme__area", "by",
    "contact", "demand",
)  # fmt: skip


def lock_log(log: WorkLog, *, version: int | None) -> WorkLog:
    current: WorkLog = lock_row(log, version=version, joined=JOINED)
    return current


def lock_own(log: WorkLog, *, version: int | None, by: Any) -> WorkLog:
    current = lock_log(log, version=version)
    require(by, Permission.WORK_LOG_ADD)
    if current.by_id != by.pk:
        raise PermissionDenied(_("This log was written by somebody else."))
    return current


def move_log(
    current: WorkLog, step: Step, *, by: Any, reason: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    """It stands at the step's target from now on."""
    current.reason = reason or (current.reason if current.corrects_id else "")
    told = {**({"reason": reason} if reason else {}), **(detail or {})}
    move_row(current, "work_log", step, save=save_log, by=by, reason=reason, detail=told)


def save_log(current: WorkLog) -> None:
    stamp(current)
    current.save()


def end_links(current: WorkLog) -> None:
    """Links to confirm what the log said until now lead nowhere any more."""
    ConfirmationLink.objects.filter(log=current, used_at=None, replaced_at=None).update(replaced_at=clock.now())


def is_posted(posting: Posting, account: Any) -> bool:
    """Whether ``account`` is the person posted, or one of the team."""
    if posting.person_id is not None and posting.person is not None and posting.person.account_id == account.pk:
        return True
    return bool(posting.people.filter(person__account=account).exists())


def locked_error(current: WorkLog) -> ValidationError:
    words = _("This log is “%(state)s” and is not changed any more. Correct it by a new one.")
    return ValidationError(words, code="locked", params={"state": current.get_state_display()})


def error_about(field: str, words: Any, code: str, params: Mapping[str, Any] | None = None) -> ValidationError:
    return ValidationError({field: [ValidationError(words, code=code, params=dict(params or {}))]})
