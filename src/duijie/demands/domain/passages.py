"""Keeping when a demand first reached a stage. Called by what brings it there, in the same transaction."""

from datetime import date
from typing import Any

from duijie.common import clock
from duijie.demands.models import Demand, Passage
from duijie.demands.stages import ALL, COLUMNS

REOPEN = "reopen"
DAYS = tuple(one.column for one in ALL.values() if one.column)


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


def take_over(kept: Demand, merged: Demand) -> None:
    """What the merged record reached and the kept one did not, the kept one has reached: both are one demand. Its own
    days stay; which were taken over is remembered for ``give_back``."""
    theirs = Passage.objects.filter(demand=merged).first()
    if theirs is None:
        return
    mine, _made = Passage.objects.get_or_create(demand=kept)
    taken = {one: day for one in DAYS if getattr(mine, one) is None and (day := getattr(theirs, one)) is not None}
    for column, day in taken.items():
        setattr(mine, column, day)
    mine.taken_over[str(merged.pk)] = {column: day.isoformat() for column, day in taken.items()}
    mine.save()


def give_back(kept: Demand, merged: Demand) -> None:
    """The merge was undone: the days that came with it go."""
    mine = Passage.objects.filter(demand=kept).first()
    taken = mine.taken_over.pop(str(merged.pk), None) if mine is not None else None
    if mine is None or taken is None:
        return
    for column, day in taken.items():
        if getattr(mine, column) == date.fromisoformat(day):
            setattr(mine, column, None)
    mine.save()
