"""The steps of a demand. Fields are written by the register's common verbs (``registry.domain.records``)."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.demands.domain.course import note_event
from duijie.demands.domain.messages import tell_of_hand_over, tell_of_step
from duijie.demands.domain.passages import note_passage
from duijie.demands.domain.supervisions import end_with_case
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS, REQUIREMENTS, Requirement
from duijie.demands.states import STEPS, UNSETTLED, DemandState, Step
from duijie.registry.domain.records import lock, refuse_archived, save, touch


@in_transaction
def take_step(
    *, demand: Demand, verb: str, version: int, by: Any, reason: str = "", checks: Collection[str] = ()
) -> Demand:
    """Bring a demand into the state, or side state, that the step ``verb`` of ``states.STEPS`` leads to.

    ``checks`` are the keys of ``requirements.CHECKS`` that ``by`` confirms. Whoever takes the first step has the
    demand from then on; a step to another state ends waiting. Raises ``PermissionDenied``; ``StaleError``;
    ``ValidationError`` where the state does not allow the step (code ``state``), a reason is wanted (code ``reason``),
    a check is not confirmed (``checks``) or something must be there first (its key); ``KeyError`` for an unknown verb.
    """
    step = STEPS[verb]
    reason = one_line(reason)
    current = begin(demand, version=version, permission=step.permission, by=by)
    before = getattr(current, step.field)
    if before not in step.sources or (step.field != "state" and current.state not in UNSETTLED):
        words = _("“%(step)s” is not possible while the demand is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if missing := missing_for(step, current, by=by):
        raise ValidationError([ValidationError(one.missing, code=one.key) for one in missing])
    if not {*step.checks} <= {*checks}:
        words = _("Confirm what you checked: %(checks)s")
        left = " ".join(str(CHECKS[key]) for key in step.checks if key not in checks)
        raise ValidationError({"checks": [ValidationError(words, code="checks", params={"checks": left})]})
    setattr(current, step.field, step.target)
    detail = {"from": before, "to": step.target, "reason": reason}
    if step.field == "state":
        current.waiting = ""
        if current.handler_id is None and can(by, Permission.DEMAND_STEP, current.place):
            current.handler = by
    touch(current)
    save(current, by=by, reason=reason)
    event = note_event(
        current, verb, by=by, before=before, after=step.target, reason=reason, handler=current.handler
    )  # fmt: skip
    tell_of_step(current, event)
    if step.field == "state":
        note_passage(current, verb=verb)
        if step.target == DemandState.CLOSED:
            end_with_case(current, by=by)
    audit.record(by=by, verb=f"demand.{verb}", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def hand_over(*, demand: Demand, to: Any, version: int, by: Any, reason: str = "") -> Demand:
    """Give the demand to another account that may take its steps.

    Raises as ``take_step`` does; code ``handler`` by field where ``to`` may not take its steps or has it already.
    """
    reason = one_line(reason)
    current = begin(demand, version=version, permission=Permission.DEMAND_STEP, by=by)
    if current.state == DemandState.CLOSED:
        raise ValidationError(_("It is closed: there is nothing to hand over. Reopen it first."), code="state")
    if not (to.is_active and can(to, Permission.DEMAND_STEP, current.place)):
        words = _("“%(name)s” may not take the steps of this demand. Choose somebody of the office.")
        raise ValidationError({"handler": [ValidationError(words, code="handler", params={"name": to})]})
    if current.handler_id == to.pk:
        words = _("“%(name)s” has it already.")
        raise ValidationError({"handler": [ValidationError(words, code="handler", params={"name": to})]})
    before = current.handler
    current.handler = to
    touch(current)
    save(current, by=by, reason=reason)
    tell_of_hand_over(current, note_event(current, "hand_over", by=by, reason=reason, handler=to))
    detail = {"from": before.pk if before is not None else None, "to": to.pk, "reason": reason}
    audit.record(by=by, verb="demand.hand_over", target=current, place=current.place, detail=detail)
    return current


def begin(demand: Demand, *, version: int, permission: Permission, by: Any) -> Demand:
    """The demand as it is now, locked; refused where ``by`` may not, saw another version, or it is archived."""
    current: Demand = lock(DEMANDS, demand)
    require(by, permission, current.place)
    refuse_stale(current, version)
    refuse_archived(current)
    return current


def missing_for(step: Step, demand: Demand, *, by: Any) -> list[Requirement]:
    """What must be there before ``by`` can take the step with this demand, and is not."""
    return [REQUIREMENTS[key] for key in step.needs if not REQUIREMENTS[key].is_met(demand, by)]
