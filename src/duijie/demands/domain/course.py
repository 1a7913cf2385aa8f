"""Writing the course of a demand: one line for each thing that was done with it."""

from typing import Any

from duijie.common import clock
from duijie.demands.domain.clocks import follow
from duijie.demands.models import CaseEvent, Demand


def note_event(
    demand: Demand, verb: str, *, by: Any, before: str = "", after: str = "", reason: str = "", handler: Any = None
) -> CaseEvent:
    """Write it, within the caller's transaction, as of now; the clocks of the demand follow."""
    made = CaseEvent.objects.create(
        demand=demand, at=clock.now(), verb=verb, before=before, after=after, by=by, handler=handler,
        reason=reason[:300],
    )  # fmt: skip
    follow(demand, verb, by=by, spoken_with=after)
    return made
