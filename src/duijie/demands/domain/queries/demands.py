"""Reading what is particular to demands. Rows are read by the register's common queries."""

from typing import Any

from duijie.accounts.access import can
from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.permissions import Permission
from duijie.demands.models import CaseEvent, Demand, Rating
from duijie.demands.states import DemandState, Step, steps_from
from duijie.messaging.domain.queries.messages import list_about, list_told
from duijie.messaging.models import Message

MOST_EVENTS = 200


def list_steps(*, demand: Demand, by: Any) -> list[Step]:
    """The steps that ``by`` can take now, those to other states first."""
    if demand.archived_at is not None:
        return []
    known = steps_from(demand.state, waiting=demand.waiting, level=demand.level)
    return [step for step in known if can(by, step.permission, demand.place)]


def rating_of(demand: Demand) -> Rating | None:
    """What the firm said of the result, if anything. The demand was found before."""
    return Rating.objects.filter(demand=demand).select_related("by").first()


def list_events(demand: Demand) -> list[CaseEvent]:
    """The course of the demand, the latest first, at most ``MOST_EVENTS``. For those who reach the demand."""
    rows = CaseEvent.objects.filter(demand=demand).select_related("by", "handler").order_by("-at", "-pk")
    return list(rows[:MOST_EVENTS])


def list_messages(demand: Demand, *, by: Any) -> list[Message]:
    """What was said to whom about the demand and what it was filed as, the latest first: all of it for those who take
    its steps or may order supervised handling; for others who reach it what they got or sent themselves."""
    if any(can(by, one, demand.place) for one in (Permission.DEMAND_STEP, Permission.DEMAND_SUPERVISE)):
        return list_told(demand, *demand.filings.all())
    return list(list_about(demand, by=by))


def list_possible_handlers(demand: Demand) -> list[Any]:
    """Whom the demand can be handed to: all who may take its steps, but who has it."""
    return [one for one in holders_at(Permission.DEMAND_STEP, demand.place) if one.pk != demand.handler_id]


def may_hand_over(demand: Demand, *, by: Any) -> bool:
    return (
        demand.archived_at is None
        and demand.state != DemandState.CLOSED
        and can(by, Permission.DEMAND_STEP, demand.place)
    )
