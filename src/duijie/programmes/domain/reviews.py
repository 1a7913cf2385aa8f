"""Expert review, the reviewer's side: marks are kept, handed in, or the reviewer keeps out of it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.panels import REVIEWED_IN, subjects
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.faults import Faults
from duijie.programmes.models import Review, ReviewPanel
from duijie.programmes.scores.criteria import criteria_in, score_of
from duijie.programmes.scores.reviewers import conflicts_of, wrote_together
from duijie.programmes.states import ApplicationState

LONGEST_COMMENT = 4000


@in_transaction
def write_review(
    *, review: Review, marks: Mapping[str, Any], comment: str, version: int, by: Any, hand_in: bool = False
) -> Review:
    """Marks of one's own review. With ``hand_in`` all of them are needed, and they count; until the review is closed
    they can be handed in again. Raises ``PermissionDenied``; ``ValidationError`` by the criterion's key, with codes
    ``closed``, ``recused``, ``state``; ``StaleError``."""
    current = _lock_own(review, version=version, by=by)
    criteria = criteria_in(current.application.round.rules)
    given = {key: mark for key, mark in marks.items() if mark is not None}
    full = {one.key: given.get(one.key, 0) for one in criteria} | {key: given[key] for key in given}
    wrong: dict[str, list[ValidationError]] = {}
    try:
        score_of(criteria, full)
    except Faults as faults:
        for one in faults.found:
            wrong.setdefault(one.field, []).append(ValidationError(str(one.message), code=one.code))
    if hand_in:
        for criterion in criteria:
            if criterion.key not in given:
                wrong.setdefault(criterion.key, []).append(ValidationError(_("This is needed."), code="required"))
    if wrong:
        raise ValidationError(wrong)
    again = current.submitted_at is not None
    current.marks, current.version = dict(given), current.version + 1
    current.comment = comment.replace("\0", "").replace("\r\n", "\n").strip()[:LONGEST_COMMENT]
    if hand_in:
        current.submitted_at = clock.now()
    elif again:
        raise ValidationError(_("It is handed in. Hand it in again where you change it."), code="state")
    current.save()
    if hand_in:
        detail = {"application": current.application_id, "replaces": again}
        audit.record(by=by, verb="review.hand_in", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def recuse_from(*, review: Review, reason: str, version: int, by: Any) -> Review:
    """The reviewer found a conflict and keeps out; marks given so far are dropped."""
    current = _lock_own(review, version=version, by=by)
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    current.marks, current.submitted_at, current.recused_at = {}, None, clock.now()
    current.reason, current.version = reason, current.version + 1
    current.save()
    detail = {"application": current.application_id, "reason": reason}
    audit.record(by=by, verb="review.recuse", target=current, place=current.place, detail=detail)
    return current


def _lock_own(review: Review, *, version: int, by: Any) -> Review:
    hold(ReviewPanel, review.reviewer.panel_id)
    hold(Review, review.pk)
    rows = Review.objects.select_related(
        "application__round__programme__area", "reviewer__panel", "reviewer__account", "reviewer__person"
    )
    current: Review = rows.get(pk=review.pk)
    if current.reviewer.account_id != by.pk or not can(by, Permission.REVIEW_SCORE):
        raise PermissionDenied(_("Only its reviewer does this."))
    refuse_stale(current, version)
    if current.recused_at is not None:
        raise ValidationError(_("You keep out of this one."), code="recused")
    open_ = current.reviewer.panel.closed_at is None and current.application.round.state in REVIEWED_IN
    if not open_ or current.application.state != ApplicationState.EXAMINED:
        raise ValidationError(_("It is not reviewed any more."), code="closed")
    _require_no_conflict(current)
    return current


def _require_no_conflict(current: Review) -> None:
    """What came to light after the assignment: a new affiliation, a recusal that the office recorded."""
    panel = current.reviewer.panel
    reviewed, asked = subjects(panel, [current.application], [current.reviewer])
    people = {*reviewed[0].persons, *([asked[0].person] if asked[0].person else [])}
    found = conflicts_of(asked[0], reviewed[0], wrote_together(people))
    if found:
        raise PermissionDenied(_("You may not review this one: %(why)s.") % {"why": found[0].label})
