"""What follows from what the registers tell."""

from typing import Any

from django.dispatch import receiver

from duijie.demands.domain.clock_beginnings import begin_clocks
from duijie.demands.domain.clock_merging import end_clocks, run_again
from duijie.demands.domain.course import note_event
from duijie.demands.domain.department_answers import follow_departments
from duijie.demands.domain.messages import tell_of_filing_for
from duijie.demands.domain.passages import give_back, take_over
from duijie.demands.domain.positions import PURPOSE, remove_positions
from duijie.demands.models import ContactSide, Demand, DemandContact
from duijie.registry.signals import consent_withdrawn, merge_undone, merging, part_added, records_written


@receiver(part_added, sender=DemandContact)
def follow_contact(record: Demand, row: DemandContact, by: Any, **_told: Any) -> None:
    """Somebody was spoken with: it stands in the course, and whoever was waited for has answered."""
    row.by = by
    row.save(update_fields=["by"])
    note_event(record, "spoken", by=by, before=record.waiting, after=row.side, reason=row.summary)
    if record.waiting and row.side in (record.waiting, ContactSide.BOTH):
        note_event(record, "resume", by=by, before=record.waiting)
        record.waiting = ""


@receiver(records_written, sender=Demand)
def follow_writing(records: Any, by: Any, **_told: Any) -> None:
    """What is new has to be checked, and its clock runs; a department hears of what it is to answer, a firm of what is
    filed on its behalf."""
    begin_clocks([one for one in records if one.version == 1], by=by)
    follow_departments(records, by=by)
    tell_of_filing_for(records, by=by)


@receiver(consent_withdrawn)
def follow_withdrawal(user: Any, purpose: str, **_told: Any) -> None:
    """Positions kept until then are removed."""
    if purpose == PURPOSE:
        remove_positions(account=user)


@receiver(merging, sender=Demand)
def follow_merge(kept: Demand, merged: Demand, **_told: Any) -> None:
    """Two records of one demand: it has reached what either of them had, and has the deadlines of the kept one."""
    take_over(kept, merged)
    end_clocks(merged)


@receiver(merge_undone, sender=Demand)
def follow_undoing(kept: Demand, merged: Demand, **_told: Any) -> None:
    """Each has reached again what it had itself, and has its own deadlines."""
    give_back(kept, merged)
    run_again(merged)
