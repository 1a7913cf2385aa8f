"""Who hears of what was done with a demand: the firm, and whoever handles it; nobody of one's own deeds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from duijie.accounts.models import Membership
from duijie.demands.message_kinds import FILED_FOR, HANDED_OVER, STEP_TAKEN
from duijie.demands.models import CaseEvent, Demand, Source
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


def tell_of_filing_for(demands: Iterable[Demand], *, by: Any) -> None:
    """The contacts of each firm on whose behalf one of ``demands`` was filed, within the caller's transaction: once for
    a demand and a firm, however often it is written anew."""
    filed = [one for one in demands if one.source == Source.BEHALF and one.organisation_id is not None]
    contacts = _contacts({one.organisation_id for one in filed}) if filed else {}
    for demand in filed:
        readers = [one for one in contacts.get(demand.organisation_id, ()) if one.pk != getattr(by, "pk", None)]
        if readers:
            send(
                key=f"demand:{demand.pk}:filed_for:{demand.organisation_id}", template=FILED_FOR.key, to=readers, by=by,
                link=address_of(demand), target=demand,
                context={
                    "demand": demand.title, "by": str(by or ""), "firm": demand.organisation_name,
                    "agreed": demand.agreed_how,
                },
            )  # fmt: skip


def address_of(demand: Demand) -> str:
    """The page of a demand."""
    return reverse("record_detail", args=[DEMANDS.key, demand.pk])


def contacts_of(organisation: int | None) -> list[Any]:
    """The accounts that speak for an enterprise."""
    return [] if organisation is None else _contacts({organisation}).get(organisation, [])


def _contacts(organisations: set[int | None]) -> dict[int | None, list[Any]]:
    """By the firm; one query."""
    firms = [one for one in organisations if one is not None]
    held = Membership.objects.filter(organisation__in=firms, role="firm_contact", user__is_active=True)
    found: dict[int | None, list[Any]] = defaultdict(list)
    for one in held.select_related("user").order_by("user__pk"):
        found[one.organisation_id].append(one.user)
    return found


def _send(demand: Demand, event: CaseEvent, *, template: str, to: Iterable[Any], context: dict[str, Any]) -> None:
    readers = [one for one in to if one is not None and one.pk != event.by_id]
    if not readers:
        return
    send(
        key=f"demand:{demand.pk}:event:{event.pk}", template=template, to=readers, link=address_of(demand),
        by=event.by, target=demand, context={"demand": demand.title, "by": str(event.by or ""), **context},
    )  # fmt: skip
