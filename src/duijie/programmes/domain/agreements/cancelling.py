"""What becomes of agreements when the posting behind them goes."""

from typing import Any

from simple_history.utils import update_change_reason

from duijie.common import clock
from duijie.common.domain import audit
from duijie.programmes.domain.postings.telling import note_agreement
from duijie.programmes.models import Agreement, Posting
from duijie.programmes.posting_states import AGREEMENT_STEPS


def cancel_unsigned(posting: Posting, *, reason: str, by: Any) -> None:
    """Agreements that were not filed yet are cancelled, in the caller's transaction."""
    step = AGREEMENT_STEPS["cancel"]
    for one in Agreement.objects.filter(posting=posting, state__in=step.sources):
        move_agreement(one, step, by=by, reason=reason)


def end_filed(posting: Posting, *, reason: str, by: Any) -> None:
    """The agreement in force ends with the posting."""
    step = AGREEMENT_STEPS["end"]
    for one in Agreement.objects.filter(posting=posting, state__in=step.sources):
        move_agreement(one, step, by=by, reason=reason)


def move_agreement(current: Agreement, step: Any, *, by: Any, reason: str = "", detail: Any = None) -> None:
    """It stands at the step's target from now on."""
    current.state = step.target
    current.reason = reason or current.reason
    current.changed_at, current.version = clock.now(), current.version + 1
    current.save()
    if reason:
        update_change_reason(current, reason)
    told = {"reason": reason, **(detail or {})}
    audit.record(by=by, verb=f"agreement.{step.verb}", target=current, place=current.place, detail=told)
    note_agreement(current, step.verb, by=by)
