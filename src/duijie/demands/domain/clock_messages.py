"""Who is told of a clock, and what: whoever has the demand, and their head."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from duijie.accounts.domain.queries.heads import heads_at
from duijie.accounts.permissions import Permission
from duijie.common.transactions import in_transaction
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.clock_policies import policy_for
from duijie.demands.domain.messages import address_of
from duijie.demands.models import ClockPolicy, Demand, DemandClock, Supervision
from duijie.messaging.domain.messages import send

TO_HANDLER = frozenset({ClockDeed.REMINDED, ClockDeed.URGED, ClockDeed.SUPERVISED})
TO_HEAD = frozenset({ClockDeed.URGED, ClockDeed.PROPOSED, ClockDeed.SUPERVISED})
"""What the head of the case handler is told too, or alone: whether to supervise is theirs to decide."""


@in_transaction
def tell_of_clock(*, clock: int, deed: str, due: str) -> int:
    """Send the reminder, the urging or the proposal to supervise, unless it has become pointless since. How many were
    told."""
    rows = DemandClock.objects.select_related("policy__head", "handler", "demand__area", "demand__zone")
    one = rows.filter(pk=clock).first()
    if one is None or one.ended_at is not None or one.paused_at is not None or one.demand.archived_at is not None:
        return 0
    if one.due_at != datetime.fromisoformat(due):
        return 0
    if deed == ClockDeed.PROPOSED and Supervision.objects.filter(demand=one.demand, lifted_at=None).exists():
        return 0
    context = {
        "demand": one.demand.title, "clock": one.kind, "due": timezone.localtime(one.due_at).strftime("%Y-%m-%d %H:%M"),
    }  # fmt: skip
    key = f"clock:{one.demand_id}:{one.kind}:{one.round}:{deed}:{due}"
    return _send(one.demand, deed, key=key, to=_told(one.demand, one.handler, one.policy, deed), context=context)


@in_transaction
def tell_of_supervision(*, supervision: int) -> int:
    """Tell whoever has the demand, and their head, that it is under supervised handling, while it is."""
    rows = Supervision.objects.select_related("by", "demand__area", "demand__zone", "demand__handler")
    made = rows.filter(pk=supervision, lifted_at=None).first()
    if made is None or made.demand.archived_at is not None:
        return 0
    demand, deed = made.demand, ClockDeed.SUPERVISED
    to = [one for one in _told(demand, demand.handler, policy_for(demand), deed) if one != made.by]
    context = {"demand": demand.title, "reason": made.reason, "by": str(made.by or "")}
    return _send(demand, deed, key=f"supervision:{made.pk}", to=to, context=context, by=made.by)


def _told(demand: Demand, handler: Any, policy: ClockPolicy, deed: str) -> list[Any]:
    """Accounts. Where nobody has the demand yet, the head is told of everything."""
    known = [handler] if handler is not None and handler.is_active else []
    to = known if deed in TO_HANDLER else []
    if deed in TO_HEAD or not to:
        named = policy.head if policy.head is not None and policy.head.is_active else None
        heads = [named] if named is not None else heads_at(Permission.DEMAND_SUPERVISE, demand.place)
        to = [*to, *(one for one in heads if one not in known)]
    return to


def _send(demand: Demand, deed: str, *, key: str, to: Iterable[Any], context: dict[str, Any], by: Any = None) -> int:
    """One message to each, under ``key`` once and for all. How many are new."""
    return send(
        key=key, template=f"clock.{deed}", to=to, context=context, by=by, link=address_of(demand), target=demand
    )
