"""What it means for a posting, and for the agreement before, that an agreement was filed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.programmes.domain.agreements.agreement_rows import JOINED
from duijie.programmes.domain.agreements.cancelling import move_agreement
from duijie.programmes.domain.postings import limits
from duijie.programmes.domain.postings.needs import follow_need
from duijie.programmes.domain.postings.postings import living_of, lock_posting, move_posting, save_posting
from duijie.programmes.domain.rounds import require_source
from duijie.programmes.models import Agreement, Posting
from duijie.programmes.posting_states import AGREEMENT_STEPS, OVER, POSTING_STEPS, TAKES_LOGS


def follow_filing(current: Agreement, *, by: Any) -> None:
    """In the caller's transaction. Raises ``ValidationError`` where a posting whose term was over finds its places
    taken (``person_full``, ``academician``, ``host_full``, ``twice``)."""
    posting = lock_posting(current.posting, version=None)
    detail = {"agreement": current.pk, "to_on": str(current.to_on)}
    if current.extends is not None and posting.state in TAKES_LOGS:
        _extend(posting, current, detail, by=by)
    elif current.replaces is not None:
        before = Agreement.objects.select_related(*JOINED).get(pk=current.replaces_id)
        move_agreement(before, AGREEMENT_STEPS["replace"], by=by, reason=current.reason, detail={"by": current.pk})
        posting.to_on = current.to_on
        save_posting(posting)
    else:
        step = POSTING_STEPS["file"]
        require_source(step, posting.state, posting.get_state_display())
        move_posting(posting, step, by=by, detail=detail)


def _extend(posting: Posting, current: Agreement, detail: Any, *, by: Any) -> None:
    """One whose term was over takes its places again, if they are free."""
    was_over = posting.state in OVER
    if was_over:
        limits.take_slots(posting)
    posting.to_on = current.to_on
    try:
        with transaction.atomic():
            move_posting(posting, POSTING_STEPS["extend"], by=by, reason=current.reason, detail=detail)
    except IntegrityError as error:
        words = _("Somebody else took this place at the same moment. File the agreement again.")
        raise ValidationError(words, code="host_full") from error
    if was_over and posting.need is not None and living_of(posting.need) >= posting.need.wanted:
        follow_need(posting.need, met=True, by=by)
