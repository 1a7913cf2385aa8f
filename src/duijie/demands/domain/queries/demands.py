"""Reading what is particular to demands. Rows are read by the register's common queries."""

from typing import Any

from duijie.accounts.access import can
from duijie.demands.models import Demand, Rating
from duijie.demands.states import Step, steps_from


def list_steps(*, demand: Demand, by: Any) -> list[Step]:
    """The steps that ``by`` can take now."""
    if demand.archived_at is not None:
        return []
    return [step for step in steps_from(demand.state) if can(by, step.permission, demand.place)]


def rating_of(demand: Demand) -> Rating | None:
    """What the firm said of the result, if anything. The demand was found before."""
    return Rating.objects.filter(demand=demand).select_related("by").first()
