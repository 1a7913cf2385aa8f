"""Who hears of what was done with a demand: the firm, and whoever handles it; nobody of one's own deeds."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from duijie.accounts.models import Membership
from duijie.demands.message_kinds import HANDED_OVER, STEP_TAKEN
from duijie.demands.models import CaseEvent, Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import STEPS
from duijie.messaging.domain.messages import send

INNER = frozenset({"draft", "resume"})
"""Steps that change nothing for the firm."""


def tell_of_step(demand: Demand, event: CaseEvent) -> None:
    """The contacts of the firm and the case handler, within the caller's transaction; of what was sent back, whoever
    had submitted it.
    """
    step = STEPS[event.verb]
    firm = [] if event.verb in INNER or step.field == "level" else contacts_of(demand.organisation_id)
    _send(
        demand, event, template=STEP_TAKEN.key, to=[demand.handler, *firm, *_submitted(demand, event)],
        context={"step": event.verb, "state": event.after or demand.state, "reason": event.reason},
    )  # fmt: skip


def _submitted(demand: Demand, event: CaseEvent) -> list[Any]:
    """Who submitted for checking what is sent back, unless it is the case handler, who is told anyway."""
    if event.verb != "send_back":
        return []
    last = CaseEvent.objects.filter(demand=demand, verb="draft").select_related("by").order_by("-pk").first()
    return [] if last is None or last.by_id == demand.handler_id else [last.by]


def tell_of_hand_over(demand: Demand, event: CaseEvent) -> None:
    """Whoever has it now."""
    _send(demand, event, template=HANDED_OVER.key, to=[event.handler], context={"reason": event.reason})


def address_of(demand: Demand) -> str:
    """The page of a demand."""
    return reverse("record_detail", args=[DEMANDS.key, demand.pk])


def contacts_of(organisation: int | None) -> list[Any]:
    """The accounts that speak for an enterprise."""
    if organisation is None:
        return []
    held = Membership.objects.filter(organisation_id=organisation, role="firm_contact", user__is_active=True)
    return [one.user for one in held.select_related("user").order_by("user__pk")]


def _send(demand: Demand, event: CaseEvent, *, template: str, to: Iterable[Any], context: dict[str, Any]) -> None:
    readers = [one for one in to if one is not None and one.pk != event.by_id]
    if not readers:
        return
    send(
        key=f"demand:{demand.pk}:event:{event.pk}", template=template, to=readers, link=address_of(demand),
        by=event.by, target=demand, context={"demand": demand.title, "by": str(event.by or ""), **context},
    )  # fmt: skip
