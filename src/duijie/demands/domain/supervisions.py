"""Supervised handling: a higher level orders it for a demand, with a reason, and lifts it again."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit, outbox
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.course import note_event
from duijie.demands.models import ClockEntry, Demand, DemandClock, Supervision
from duijie.demands.models.clocks import ENDED_WITH_CASE
from duijie.demands.registers import DEMANDS
from duijie.demands.states import SETTLED
from duijie.registry.domain.records import lock, refuse_archived

ORDERED = "clock.supervised"
BY_POLICY = gettext_noop("Ordered by the clock policy: overdue for longer than it allows.")
LONGEST = 200


def may_supervise(demand: Demand, *, by: Any) -> bool:
    """Whether ``by`` may order supervised handling of the demand, or lift it; nobody supervises their own work."""
    return (
        demand.archived_at is None
        and demand.handler_id != getattr(by, "pk", None)
        and can(by, Permission.DEMAND_SUPERVISE, demand.place)
    )


@in_transaction
def supervise_demand(*, demand: Demand, reason: str, by: Any) -> Supervision:
    """Put the demand under supervised handling. Whoever has it, and their head, are told.

    Raises ``PermissionDenied``; ``ValidationError``: ``reason`` by field, ``state`` where it is settled or supervised
    already, ``own`` where ``by`` handles it.
    """
    current = _begin(demand, by=by)
    reason = _needed(reason)
    if current.state in SETTLED:
        raise ValidationError(_("It has come to an end: there is nothing to supervise."), code="state")
    try:
        with transaction.atomic():
            made: Supervision = Supervision.objects.create(demand=current, at=clock.now(), by=by, reason=reason)
    except IntegrityError as error:
        raise ValidationError(_("It is under supervised handling already."), code="state") from error
    for one in DemandClock.objects.open().filter(demand=current, due_at__lte=made.at):
        _note(one, made.at, by=by, cause="supervise")
    _tell(made)
    note_event(current, "supervise", by=by, reason=reason)
    audit.record(by=by, verb="demand.supervise", target=current, place=current.place, detail={"reason": reason})
    return made


@in_transaction
def lift_supervision(*, demand: Demand, reason: str, by: Any) -> Supervision:
    """End it. Raises as ``supervise_demand``."""
    current = _begin(demand, by=by)
    reason = _needed(reason)
    standing = Supervision.objects.filter(demand=current, lifted_at=None).first()
    if standing is None:
        raise ValidationError(_("It is not under supervised handling."), code="state")
    standing.lifted_at, standing.lifted_by, standing.lifted_reason = clock.now(), by, reason
    standing.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    note_event(current, "lift", by=by, reason=reason)
    audit.record(by=by, verb="demand.lift", target=current, place=current.place, detail={"reason": reason})
    return standing


def end_with_case(demand: Demand, *, by: Any) -> None:
    """A case that is closed is supervised no more; within the transaction that closes it."""
    standing = Supervision.objects.filter(demand=demand, lifted_at=None).first()
    if standing is None:
        return
    standing.lifted_at, standing.lifted_by, standing.lifted_reason = clock.now(), by, ENDED_WITH_CASE
    standing.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    note_event(demand, "lift", by=by)
    audit.record(by=by, verb="demand.lift", target=demand, place=demand.place, detail={"reason": ENDED_WITH_CASE})


def begin_supervision(one: DemandClock, now: datetime) -> None:
    """What a policy orders by itself, within the caller's transaction; nothing where it is supervised already."""
    made, is_new = Supervision.objects.get_or_create(
        demand_id=one.demand_id, lifted_at=None, defaults={"at": now, "reason": BY_POLICY}
    )
    if is_new:
        _note(one, now, by=None, cause="tick")
        _tell(made)
        note_event(one.demand, "supervise", by=None)
        audit.record(by=None, verb="demand.supervise", target=one.demand, detail={"reason": BY_POLICY})


def _begin(demand: Demand, *, by: Any) -> Demand:
    current: Demand = lock(DEMANDS, demand)
    require(by, Permission.DEMAND_SUPERVISE, current.place)
    refuse_archived(current)
    if current.handler_id == by.pk:
        words = _("You handle this demand yourself. Supervised handling is for somebody above you.")
        raise ValidationError(words, code="own")
    return current


def _note(one: DemandClock, now: datetime, *, by: Any, cause: str) -> None:
    ClockEntry.objects.create(
        demand_id=one.demand_id, kind=one.kind, round=one.round, at=now, deed=ClockDeed.SUPERVISED, due_at=one.due_at,
        by=by, cause=cause,
    )  # fmt: skip


def _tell(made: Supervision) -> None:
    outbox.put(topic=ORDERED, key=str(made.pk), payload={"supervision": made.pk})


def _needed(reason: str) -> str:
    reason = one_line(reason, LONGEST)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    return reason
