"""The posting call of a round: opened with its limits, changed with a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from simple_history.utils import update_change_reason

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.models import PostingCall, Round
from duijie.programmes.models.postings.call import LIMITS
from duijie.programmes.states import RoundState

FIELDS = ("needs_until", "post_until", *LIMITS)
OPENED_IN = frozenset(RoundState) - {
    RoundState.DRAFT, RoundState.CANCELLED, RoundState.EVALUATED, RoundState.ARCHIVED
}  # fmt: skip


@in_transaction
def open_call(
    *, round: Round, needs_until: date, post_until: date, by: Any, values: Mapping[str, Any] | None = None  # noqa: A002
) -> PostingCall:  # fmt: skip
    """Firms may state needs from now on. Limits that ``values`` do not give are those of ``LIMITS``.

    Raises ``ValidationError`` by field, or with codes ``state`` and ``twice``; ``PermissionDenied``.
    """
    hold(Round, round.pk)
    current = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, Permission.POSTING_MAKE, current.place)
    if current.state not in OPENED_IN:
        words = _("Postings are called for once the round was opened, and until it is evaluated.")
        raise ValidationError(words, code="state")
    made = PostingCall(round=current, by=by, needs_until=needs_until, post_until=post_until, **LIMITS)
    _fill(made, values or {})
    try:
        with transaction.atomic():
            _save(made)
    except IntegrityError as error:
        raise ValidationError(_("Postings are called for in this round already."), code="twice") from error
    audit.record(by=by, verb="posting_call.add", target=made, place=made.place, detail=_told(made))
    return made


@in_transaction
def edit_call(
    *, call: PostingCall, values: Mapping[str, Any], version: int, by: Any, reason: str
) -> PostingCall:  # fmt: skip
    """Other days or limits, with a reason. What is posted already stays; what comes is held to the new ones."""
    hold(PostingCall, call.pk)
    current: PostingCall = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    require(by, Permission.POSTING_MAKE, current.place)
    refuse_stale(current, version, values)
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    before = _told(current)
    _fill(current, values)
    current.version += 1
    _save(current)
    update_change_reason(current, reason)
    after = _told(current)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    detail = {"reason": reason, "changed": changed}
    audit.record(by=by, verb="posting_call.edit", target=current, place=current.place, detail=detail)
    return current


def _fill(call: PostingCall, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(call, name, values[name])


def _save(call: PostingCall) -> None:
    if call.needs_until and call.post_until and call.post_until < call.needs_until:
        words = _("Postings end on the last day for needs or later.")
        raise ValidationError({"post_until": [ValidationError(words, code="order")]})
    call.changed_at = clock.now()
    call.full_clean(exclude=["by", "round"])
    call.save()


def _told(call: PostingCall) -> dict[str, Any]:
    return {name: str(getattr(call, name)) if name.endswith("_until") else getattr(call, name) for name in FIELDS}
