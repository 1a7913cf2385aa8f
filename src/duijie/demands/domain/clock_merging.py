"""What becomes of clocks when two records of one demand are made one: those of the kept record go on, and govern.

The other record's come to an end, with a line in their log, before they move along; undoing the merge lets them run
again. The time between counts as a pause, so that nobody is late at once.
"""

from typing import Any

from duijie.demands.clock_kinds import ClockDeed, ClockEnd
from duijie.demands.domain.clocks import ClocksOfDemand
from duijie.demands.models import ClockEntry, Demand, DemandClock

MERGE, UNMERGE = "merge", "unmerge"


def end_clocks(merged: Demand) -> None:
    """Before anything of ``merged``, which is locked, refers to another record."""
    clocks = ClocksOfDemand(merged, MERGE, by=None)
    for one in [*clocks.open.values()]:
        clocks.end(one, ClockEnd.ENDED)
    clocks.write()


def run_again(merged: Demand) -> None:
    """Everything has been put back: what ended by the merge runs again, or stands still if it is waited for."""
    ended = ClockEntry.objects.filter(demand=merged, cause=MERGE, deed=ClockDeed.ENDED).order_by("pk")
    told: dict[Any, Any] = {(one.kind, one.round): one.at for one in ended}
    clocks = ClocksOfDemand(merged, UNMERGE, by=None)
    rows = DemandClock.objects.select_for_update(of=("self",)).filter(demand=merged, end=ClockEnd.ENDED)
    clocks.reopen([
        one
        for one in rows.select_related("policy").order_by("pk")
        if told.get((one.kind, one.round)) == one.ended_at and one.kind not in clocks.open
    ])  # fmt: skip
    clocks.stand_still(merged.waiting)
    clocks.write()
