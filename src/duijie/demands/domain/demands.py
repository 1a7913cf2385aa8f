"""The steps of a demand. Fields are written by the register's common verbs (``registry.domain.records``)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.common.domain import audit
from duijie.common.editing import StaleError
from duijie.common.transactions import in_transaction
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import REQUIREMENTS, Requirement
from duijie.demands.states import STEPS, Step
from duijie.registry.domain.records import lock, refuse_archived, save, touch


@in_transaction
def take_step(*, demand: Demand, verb: str, version: int, by: Any, reason: str = "") -> Demand:
    """Bring a demand into the state that the step ``verb`` of ``states.STEPS`` leads to.

    Raises ``PermissionDenied``; ``StaleError``; ``ValidationError`` where the state does not allow the step (code
    ``state``), a reason is wanted (code ``reason``) or something must be there first (its key);
    ``KeyError`` for an unknown verb.
    """
    step = STEPS[verb]
    reason = " ".join(reason.replace("\0", "").split())
    current: Demand = lock(DEMANDS, demand)
    require(by, step.permission, current.place)
    if current.version != version:
        raise StaleError(current=current, version=version, values={})
    refuse_archived(current)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the demand is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if missing := missing_for(step, current):
        raise ValidationError([ValidationError(one.missing, code=one.key) for one in missing])
    before = current.state
    current.state = step.target
    touch(current)
    save(current, by=by, reason=reason)
    detail = {"from": before, "to": step.target, "reason": reason}
    audit.record(by=by, verb=f"demand.{verb}", target=current, place=current.place, detail=detail)
    return current


def missing_for(step: Step, demand: Demand) -> list[Requirement]:
    """What must be there before the demand can take the step, and is not."""
    return [REQUIREMENTS[key] for key in step.needs if not REQUIREMENTS[key].is_met(demand)]
