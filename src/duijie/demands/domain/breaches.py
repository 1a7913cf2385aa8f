"""Recording that a party of a challenge broke its word, and taking that back.

It keeps the organisation out of challenges for the years that the rules of the area say.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.domain.course import note_event
from duijie.demands.domain.queries.breaches import SIDES, organisation_of
from duijie.demands.models import Breach, BreachSide, Challenge

FIRST = date(2000, 1, 1)
"""Before it there was no challenge."""


@in_transaction
def record_breach(*, challenge: Challenge, side: str, on: date, reason: str, by: Any) -> Breach:
    """Of the firm, where it had the challenge cancelled or broke the contract; of the winner, who was chosen.

    Raises ``PermissionDenied``; ``ValidationError`` by field, or with the code ``state``, ``unregistered`` where the
    side has no organisation of the register, ``twice`` where it stands already.
    """
    hold(Challenge, challenge.pk)
    current: Challenge = Challenge.objects.select_related("demand__area", "demand__zone").get(pk=challenge.pk)
    require(by, Permission.CHALLENGE_BREACH, current.place)
    if side not in BreachSide.values:
        raise ValidationError({"side": [ValidationError(_("Choose who broke it."), code="choice")]})
    if current.state not in SIDES[BreachSide(side)]:
        words = _("While the challenge is “%(state)s”, this side cannot have broken it.")
        raise ValidationError(words, code="state", params={"state": current.get_state_display()})
    organisation = organisation_of(current, BreachSide(side))
    if organisation is None:
        words = _("This side is no organisation of the register. Register it first.")
        raise ValidationError(words, code="unregistered")
    reason = _reason(reason)
    if not FIRST <= on <= clock.today():
        raise ValidationError({"on": [ValidationError(_("A day in the past is needed."), code="date")]})
    try:
        with transaction.atomic():
            made: Breach = Breach.objects.create(
                challenge=current, organisation_id=organisation, side=side, on=on, reason=reason, by=by, at=clock.now()
            )
    except IntegrityError as error:
        raise ValidationError(_("This breach is recorded already."), code="twice") from error
    note_event(current.demand, "challenge_breach", by=by, reason=f"{made.organisation}：{reason}"[:300])
    _note(made, "breach", by=by, reason=reason)
    return made


@in_transaction
def undo_breach(*, breach: Breach, reason: str, by: Any) -> Breach:
    """It was none, or was made good: it counts no more. Raises as ``record_breach``; code ``state`` when it is done."""
    hold(Breach, breach.pk)
    current: Breach = Breach.objects.select_related(
        "challenge__demand__area", "challenge__demand__zone", "organisation"
    ).get(pk=breach.pk)  # fmt: skip
    require(by, Permission.CHALLENGE_BREACH, current.place)
    if current.undone_at is not None:
        raise ValidationError(_("It was taken back already."), code="state")
    current.undone_reason = _reason(reason)
    current.undone_at, current.undone_by = clock.now(), by
    current.save(update_fields=["undone_reason", "undone_at", "undone_by"])
    note_event(current.challenge.demand, "challenge_unbreach", by=by, reason=current.undone_reason)
    _note(current, "unbreach", by=by, reason=current.undone_reason)
    return current


def _reason(text: str) -> str:
    reason = one_line(text, 300)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    return reason


def _note(breach: Breach, verb: str, *, by: Any, reason: str) -> None:
    demand = breach.challenge.demand
    detail = {"breach": breach.pk, "organisation": breach.organisation_id, "side": breach.side, "reason": reason}
    audit.record(by=by, verb=f"challenge.{verb}", target=demand, place=demand.place, detail=detail)
