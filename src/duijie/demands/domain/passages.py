"""Keeping when a demand first reached a stage. Called by what brings it there, in the same transaction."""

from typing import Any

from duijie.common import clock
from duijie.demands.models import Demand, Passage
from duijie.demands.stages import COLUMNS

REOPEN = "reopen"


def note_passage(demand: Demand, *, verb: str) -> None:
    """That the step ``verb`` has brought the demand, which is locked, into its present state today."""
    column = COLUMNS.get(demand.state, "")
    if not column and verb != REOPEN:
        return
    known, _made = Passage.objects.get_or_create(demand=demand)
    days: dict[str, Any] = {}
    if column and getattr(known, column) is None:
        days[column] = clock.today()
    if verb == REOPEN:
        days["reopened_on"] = clock.today()
    if days:
        Passage.objects.filter(pk=known.pk).update(**days)
