"""Work logs: written by whoever is posted, for themselves alone; submitted, changed, withdrawn, corrected."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.demands.models import Demand
from duijie.programmes.domain.rounds import require_reason, require_source, tidy
from duijie.programmes.domain.worklogs.log_messages import ask_contacts
from duijie.programmes.domain.worklogs.log_photos import (
    Photo,
    add_photos,
    refuse_many,
)
from duijie.programmes.domain.worklogs.log_positions import Position, note_log_position
from duijie.programmes.domain.worklogs.log_rows import (
    JOINED,
    end_links,
    error_about,
    is_posted,
    lock_own,
    locked_error,
    move_log,
    save_log,
)
from duijie.programmes.models import LogKind, Posting, WorkDay, WorkLog
from duijie.programmes.models.worklogs.log import DAY
from duijie.programmes.models.worklogs.service_rules import rules_of
from duijie.programmes.service_states import LIVING_LOG, LOG_STEPS, PENDING_LOG, WRITTEN_BY_AUTHOR, LogState
from duijie.registry.record_checks import LONG_TEXT, is_text

LONGEST_SUBMISSION = 36
FIELDS = {"kind", "worked_on", "minutes", "venue", "title", "notes", "demand"}


def log_work(
    *, posting: Posting, values: Mapping[str, Any], by: Any, submission: str = "", photos: Sequence[Photo] = (),
    position: Position | None = None, draft: bool = False, is_demo: bool = False,
) -> WorkLog:  # fmt: skip
    """A log of ``by`` for a posting of their own that is serving; submitted unless it is a ``draft``.

    ``values`` hold ``kind``, ``worked_on``, ``minutes``, ``venue``, ``title``, ``notes``, ``demand``. ``submission`` is
    the number of the form: sent again after a lost answer, it gives the log that was made and adds the photos that had
    not arrived. Raises ``ValidationError`` by field (``worked_on``: ``future``, ``term``, ``late``, ``serving``;
    ``minutes``: ``day`` beyond 24 hours), ``PermissionDenied``, which is audited.
    """
    _refuse_others(posting, by=by)
    refuse_many(photos, 0)
    submission = submission.replace("\0", "").strip()[:LONGEST_SUBMISSION]
    try:
        log = _log(posting, values, submission, position, by=by, draft=draft, is_demo=is_demo)
    except IntegrityError:
        known = _sent_before(submission, by=by)
        if known is None:
            raise
        log = known
    add_photos(log=log, photos=photos, by=by)
    return log


@in_transaction
def edit_log(*, log: WorkLog, values: Mapping[str, Any], version: int, by: Any) -> WorkLog:
    """Other values of a draft, or of one that was disputed or returned."""
    current = lock_own(log, version=version, by=by)
    if current.state not in WRITTEN_BY_AUTHOR:
        raise locked_error(current)
    before = current.worked_on
    _fill(current, values)
    _check_day(current)
    save_log(current)
    _keep_day(current, before)
    audit.record(by=by, verb="work_log.edit", target=current, place=current.place)
    return current


@in_transaction
def submit_log(*, log: WorkLog, version: int, by: Any) -> WorkLog:
    """Hand it to the host's contacts. Raises ``ValidationError`` as ``log_work``."""
    current = lock_own(log, version=version, by=by)
    _submit(current, by=by)
    return current


@in_transaction
def withdraw_log(*, log: WorkLog, version: int, reason: str, by: Any) -> WorkLog:
    """Take back what is not counted yet; its hours are free again."""
    current = lock_own(log, version=version, by=by)
    step = LOG_STEPS["withdraw"]
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    end_links(current)
    move_log(current, step, by=by, reason=reason)
    _keep_day(current)
    return current


@in_transaction
def correct_log(*, log: WorkLog, values: Mapping[str, Any], reason: str, by: Any) -> WorkLog:
    """A new log that points to a counted one and takes its place when it is counted itself; until then that one counts.

    Raises ``ValidationError`` with codes ``state`` (not counted), ``twice`` (a correction is under way), ``reason``.
    """
    current = lock_own(log, version=None, by=by)
    if current.state != LogState.COUNTED:
        raise ValidationError(_("Only a counted log is corrected; change this one itself."), code="state")
    if WorkLog.objects.filter(chain=current.chain, state__in=PENDING_LOG).exists():
        raise ValidationError(_("A correction of this log is under way already."), code="twice")
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    made = WorkLog(
        posting=current.posting, by=by, by_name=current.by_name, chain=current.chain, corrects=current,
        is_demo=current.is_demo, reason=reason, **{name: getattr(current, name) for name in FIELDS},
    )  # fmt: skip
    _fill(made, values)
    try:
        with transaction.atomic():
            save_log(made)
    except IntegrityError as error:
        raise ValidationError(_("A correction of this log is under way already."), code="twice") from error
    detail = {"corrects": current.pk, "reason": reason}
    audit.record(by=by, verb="work_log.correct", target=made, place=made.place, detail=detail)
    _submit(made, by=by)
    return made


@in_transaction
def _log(
    posting: Posting, values: Mapping[str, Any], submission: str, position: Position | None, *, by: Any, draft: bool,
    is_demo: bool,
) -> WorkLog:  # fmt: skip
    known = _sent_before(submission, by=by)
    if known is not None:
        return known
    hold(Posting, posting.pk)
    current = Posting.objects.select_related(
        "host__area", "host__zone", "home", "call__round__programme__area", "person"
    ).get(pk=posting.pk)
    made = WorkLog(
        posting=current, by=by, by_name=str(by)[:60], chain=secrets.token_hex(16), submission=submission,
        is_demo=is_demo, created_at=clock.now(),
    )  # fmt: skip
    _fill(made, values)
    _check_day(made)
    save_log(made)
    audit.record(by=by, verb="work_log.add", target=made, place=made.place, detail={"posting": current.pk})
    if position is not None:
        note_log_position(log=made, position=position, by=by)
    if not draft:
        _submit(made, by=by)
    return made


def _submit(current: WorkLog, *, by: Any) -> None:
    step = LOG_STEPS["submit"]
    require_source(step, current.state, current.get_state_display())
    _check_day(current)
    current.submitted_at = clock.now()
    current.contact, current.confirmed_how, current.answered_at = None, "", None
    end_links(current)
    move_log(current, step, by=by)
    _keep_day(current)
    ask_contacts(current)


def _refuse_others(posting: Posting, *, by: Any) -> None:
    """Outside of the transaction, which would take the audit of the refusal back."""
    require(by, Permission.WORK_LOG_ADD)
    if not is_posted(posting, by):
        audit.record(by=by, verb="work_log.refused", target=posting, place=posting.place, detail={"reason": "own"})
        raise PermissionDenied(_("Only whoever is posted logs the work of a posting."))


def _sent_before(submission: str, *, by: Any) -> WorkLog | None:
    if not submission:
        return None
    return WorkLog.objects.select_related(*JOINED).filter(by=by, submission=submission).first()


def _fill(current: WorkLog, values: Mapping[str, Any]) -> None:
    """Raises ``ValidationError`` by field with all that is wrong."""
    if unknown := set(values) - FIELDS:
        raise ValueError(f"a work log has no {sorted(unknown)}")
    wrong: dict[str, list[ValidationError]] = {}
    for name, longest in (("venue", 120), ("title", 200)):
        if name in values:
            setattr(current, name, tidy(str(values[name] or ""), longest))
        if not getattr(current, name) or not is_text(getattr(current, name)):
            wrong[name] = [ValidationError(_("Write something."), code="required")]
    if "notes" in values:
        notes = str(values["notes"] or "").replace("\0", "").strip()
        if len(notes) > LONG_TEXT or not is_text(notes):
            wrong["notes"] = [ValidationError(_("This is too long, or no text."), code="text")]
        current.notes = notes
    if "kind" in values:
        current.kind = values["kind"]
    if current.kind not in LogKind.values:
        wrong["kind"] = [ValidationError(_("Choose one of the kinds."), code="kind")]
    if "minutes" in values:
        minutes = values["minutes"]
        if isinstance(minutes, bool) or not isinstance(minutes, int) or not 1 <= minutes <= DAY:
            wrong["minutes"] = [ValidationError(_("Between 1 minute and 24 hours."), code="range")]
        else:
            current.minutes = minutes
    elif current.minutes is None:
        wrong["minutes"] = [ValidationError(_("Say how long."), code="required")]
    if "worked_on" in values:
        current.worked_on = values["worked_on"]
    if current.worked_on is None:
        wrong["worked_on"] = [ValidationError(_("Say on which day."), code="required")]
    if "demand" in values:
        current.demand = values["demand"]
        if current.demand is not None and not _fits(current.demand, current.posting):
            wrong["demand"] = [ValidationError(_("This is the demand of another firm."), code="owner")]
    if wrong:
        raise ValidationError(wrong)


def _fits(demand: Demand, posting: Posting) -> bool:
    return demand.organisation_id == posting.host_id


def _check_day(current: WorkLog) -> None:
    """Within the term of a posting that serves, not in the future, and not too long ago – asked again on submitting. A
    correction may come late and after the end: what it corrects did not."""
    posting, day, today = current.posting, current.worked_on, clock.today()
    last = min(posting.to_on, posting.ended_on or posting.to_on)
    if day > today:
        raise error_about("worked_on", _("This day is still to come. Log the work when it was done."), "future")
    if not posting.from_on <= day <= last:
        words = _("The posting runs from %(from)s to %(to)s. Work on other days is not logged for it.")
        raise error_about("worked_on", words, "term", {"from": posting.from_on, "to": last})
    if current.corrects_id is not None:
        return
    if not posting.takes_logs:
        raise error_about("worked_on", _("This posting is not serving; nothing is logged for it."), "serving")
    late = rules_of(posting.call).late_days
    if current.submitted_at is None and day < today - timedelta(days=late):
        words = ngettext_lazy(
            "Work is logged within %(days)d day. Ask the county about earlier days.",
            "Work is logged within %(days)d days. Ask the county about earlier days.",
            late,
        )
        raise error_about("worked_on", words, "late", {"days": late})


def _keep_day(current: WorkLog, *more: date) -> None:
    """Count the minutes of its day, and of ``more``, anew; of a log and its correction the longer one. The row of a day
    is held, and its constraint is the last word. Raises ``ValidationError`` for ``minutes`` (code ``day``)."""
    for day in sorted({current.worked_on, *more}):
        row, _made = WorkDay.objects.get_or_create(account=current.by, day=day)
        hold(WorkDay, row.pk)
        chains: dict[str, int] = {}
        living = WorkLog.objects.filter(by=current.by, worked_on=day, state__in=LIVING_LOG)
        for chain, minutes in living.values_list("chain", "minutes"):
            chains[chain] = max(minutes, chains.get(chain, 0))
        total = sum(chains.values())
        if total > DAY:
            words = _("With the other logs of that day this is more than 24 hours: %(hours)s.")
            raise error_about("minutes", words, "day", {"hours": f"{total / 60:g}"})
        WorkDay.objects.filter(pk=row.pk).update(minutes=total)
