"""Shortlisting and dismissing candidates, and taking either back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.demands.models import Demand
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.models import Choice, ChoiceKind
from duijie.matching.states import Reason


@in_transaction
def choose(*, demand: Demand, kind: str, supply: int, choice: str, by: Any, reason: str = "", note: str = "") -> Choice:
    """Shortlist a candidate, or dismiss it with a reason; the later word counts.

    Raises ``ValidationError`` for an unknown choice, a dismissal without reason, or supply that ``by`` cannot see.
    """
    require(by, Permission.MATCH_CHOOSE, demand.place)
    note = one_line(note, 500)
    if choice not in ChoiceKind.values:
        raise ValidationError(_("Choose what to do."), code="choice")
    if choice == ChoiceKind.DISMISSED and reason not in Reason.values:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    visible_supply(kind=kind, supply=supply, by=by)
    made: Choice = Choice.objects.update_or_create(
        demand=demand, kind=kind, supply=supply,
        defaults={
            "choice": choice, "reason": reason if choice == ChoiceKind.DISMISSED else "", "note": note, "by": by,
            "at": clock.now(),
        },
    )[0]  # fmt: skip
    detail = {"kind": kind, "supply": supply, "choice": choice, "reason": made.reason}
    audit.record(by=by, verb="match.choose", target=demand, place=demand.place, detail=detail)
    return made


@in_transaction
def unchoose(*, demand: Demand, kind: str, supply: int, by: Any) -> None:
    """Take a choice back; nothing happens where there is none."""
    require(by, Permission.MATCH_CHOOSE, demand.place)
    removed, _rows = Choice.objects.filter(demand=demand, kind=kind, supply=supply).delete()
    if removed:
        detail = {"kind": kind, "supply": supply}
        audit.record(by=by, verb="match.unchoose", target=demand, place=demand.place, detail=detail)


def visible_supply(*, kind: str, supply: int, by: Any) -> Any:
    """The record of the register of ``kind``. Raises ``ValidationError`` when it is not there for ``by``."""
    register = SUPPLY.get(kind)
    rows = register.model.objects.visible_to(by).filter(pk=supply, **register.fixed) if register else ()
    record = next(iter(rows.select_related("area", "zone", "organisation") if rows else ()), None)
    if record is None:
        raise ValidationError(_("There is no such record in the register."), code="unknown")
    return record
