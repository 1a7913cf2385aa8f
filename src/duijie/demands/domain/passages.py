"""Keeping when a demand first reached a stage. Called by what brings it there, in the same transaction.

Two records that were merged are one demand: it reached a stage when the first of the two did, whichever was kept, and
was reopened when the last of them was. So that a merge can be undone, ``Passage.taken_over`` keeps the days of the
record itself (``OWN``) beside those of each that was merged into it.
"""

from datetime import date
from typing import Any

from duijie.common import clock
from duijie.demands.models import Demand, Passage
from duijie.demands.stages import ALL, BESIDE, COLUMNS

REOPEN = "reopen"
REOPENED = BESIDE["reopened"].column
DAYS = tuple(one.column for one in ALL.values() if one.column)
OWN = "own"


def note_passage(demand: Demand, *, verb: str) -> None:
    """That the step ``verb`` has brought the demand, which is locked, into its present state today."""
    column = COLUMNS.get(demand.state, "")
    if not column and verb != REOPEN:
        return
    known, _made = Passage.objects.get_or_create(demand=demand)
    today, own = clock.today(), known.taken_over.get(OWN)
    changes: dict[str, Any] = {}
    if column and getattr(known, column) is None:
        changes[column] = today
    if verb == REOPEN:
        changes[REOPENED] = today
    if own is not None:  # its own first day may come after that of a record that was merged into it
        own |= {one: day.isoformat() for one, day in changes.items()}
        if column:
            own.setdefault(column, today.isoformat())
        changes["taken_over"] = known.taken_over
    if changes:
        Passage.objects.filter(pk=known.pk).update(**changes)


def take_over(kept: Demand, merged: Demand) -> None:
    """What the merged record reached, the kept one has reached."""
    theirs = Passage.objects.filter(demand=merged).first()
    if theirs is None:
        return
    mine, _made = Passage.objects.get_or_create(demand=kept)
    mine.taken_over.setdefault(OWN, _told(mine))
    mine.taken_over[str(merged.pk)] = _told(theirs)
    _settle(mine)


def give_back(kept: Demand, merged: Demand) -> None:
    """The merge was undone: the days that came with it go, and those that it hid come back."""
    mine = Passage.objects.filter(demand=kept).first()
    if mine is None or mine.taken_over.pop(str(merged.pk), None) is None:
        return
    _settle(mine)
    if {*mine.taken_over} == {OWN}:
        mine.taken_over = {}
        mine.save(update_fields=["taken_over"])


def _told(passage: Passage) -> dict[str, str]:
    return {one: day.isoformat() for one in DAYS if (day := getattr(passage, one)) is not None}


def _settle(passage: Passage) -> None:
    """Set each day from those of the records that are one demand now."""
    for column in DAYS:
        days = [date.fromisoformat(told[column]) for told in passage.taken_over.values() if column in told]
        chosen = max if column == REOPENED else min
        setattr(passage, column, chosen(days) if days else None)
    passage.save()
