"""What an external platform says of demands: written on their references some hundred rows at a time, and taken back.

A demand has one reference at a platform, and a number belongs to one demand there: constraints of the table, so that
nothing is counted twice however often a file comes. That a demand is solved there becomes evidence of it; the step a
person takes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.importing.nouns import Finding, RowToRevert, RowToWrite, WrittenRow
from duijie.common.transactions import hold
from duijie.demands.domain.course import note_event
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import CaseEvent, Demand, Direction, Evidence, ExternalReference, ExternalSystem, ResultState
from duijie.demands.registers import DEMANDS, settle
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.record_lists import revert_records, write_records
from duijie.registry.domain.records import links_of, touch
from duijie.registry.domain.row_sets import change_rows, lock_rows
from duijie.registry.models import Area
from duijie.search.domain.changes import note_changes

SAID = ("number", "state", "state_text", "result", "amount", "result_on")
"""What the other side says, as the columns of the reference."""


@transaction.atomic
def write_results(
    system: ExternalSystem, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str
) -> list[WrittenRow]:
    """Write what the rows say. ``values`` holds ``SAID``, and ``demand`` or, of one that we do not have, ``new``."""
    made = _add_demands(rows, area=area, by=by, reason=reason)
    numbers = {row.number: made[row.number].record if row.number in made else row.values.get("demand") for row in rows}
    demands = lock_rows(Demand, numbers.values(), links_of(Demand))
    hold(ExternalReference, *(row.against for row in rows if row.against))
    found = ExternalReference.objects.filter(system=system, demand__in=demands)
    known = {one.demand_id: one for one in found.select_related("evidence")}
    results: list[WrittenRow] = []
    touched: dict[int, Demand] = {}
    for row in rows:
        new = made.get(row.number)
        if new is not None and new.error is not None:
            results.append(WrittenRow(row.number, error=new.error))
            continue
        demand = demands.get(numbers[row.number] or 0)
        error = _refused(row, demand, known, area=area, by=by)
        if demand is None or error is not None:
            results.append(WrittenRow(row.number, error=error))
            continue
        reference, before = _write(system, row, demand, known.get(demand.pk), is_new=new is not None)
        known[demand.pk] = reference
        if before["evidence_added"]:
            touched[demand.pk] = demand
        if before["state"] != reference.state or before["is_new"]:
            note_event(demand, "exchange", by=by, reason=f"{system} · {reference.get_state_display()}")
        before["demand"] = _came(new, is_touched=demand.pk in touched)
        results.append(WrittenRow(row.number, reference.pk, reference.version, before))
    _save(touched.values(), by=by, reason=reason)
    return results


def _came(new: WrittenRow | None, *, is_touched: bool) -> dict[str, Any] | None:
    """A demand that came with the row, at the version at which nobody but the import has touched it."""
    if new is None or new.version is None:
        return None
    return {"pk": new.record, "version": new.version + (1 if is_touched else 0)}


def _add_demands(rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> dict[int, WrittenRow]:
    """The demands that we do not have yet, by the bulk verb of the register; by number of the row."""
    new = [
        RowToWrite(row.number, row.values["new"], None, None, row.confirmed)
        for row in rows
        if row.values.get("new") and not row.values.get("demand")
    ]
    return {one.number: one for one in write_records(DEMANDS, new, area=area, by=by, reason=reason)} if new else {}


def _refused(
    row: RowToWrite, demand: Demand | None, known: Mapping[int, ExternalReference], *, area: Area, by: Any
) -> Finding | None:
    if demand is None:
        return finding("gone", _("The demand is gone. Check the list again."))
    if not inside(demand.place, area) or not can(by, Permission.EXCHANGE_IMPORT, demand.place):
        return finding("permission", _("Your roles do not permit changing this record."))
    reference = known.get(demand.pk)
    now = (reference.pk, reference.version) if reference is not None else (None, None)
    if (row.against, row.against_version) != now:
        return finding("changed", _("Somebody changed this record after the check. Check the list again."))
    return None


def _write(
    system: ExternalSystem, row: RowToWrite, demand: Demand, reference: ExternalReference | None, *, is_new: bool
) -> tuple[ExternalReference, dict[str, Any]]:
    """The reference as it is then, and how it was."""
    before: dict[str, Any] = {"is_new": reference is None, "evidence_added": None}
    if reference is None:
        direction = Direction.IN if is_new else Direction.OUT
        reference = ExternalReference(
            system=system, demand=demand, direction=direction, created_at=clock.now(), version=0
        )
    before |= {name: _plain(getattr(reference, name)) for name in (*SAID, "heard_at")}
    for name in SAID:
        setattr(reference, name, _value(name, row.values.get(name)))
    reference.heard_at = clock.now()
    reference.version += 1
    if reference.state == ResultState.SOLVED and reference.evidence is None:
        reference.evidence = _evidence(system, reference)
        before["evidence_added"] = reference.evidence.pk
    reference.save()
    return reference, before


def _evidence(system: ExternalSystem, reference: ExternalReference) -> Evidence:
    title = gettext("%(system)s says that it is solved") % {"system": system}
    said = f"{title}: {reference.result}" if reference.result else title
    return Evidence.objects.create(
        demand_id=reference.demand_id, kind=EvidenceKind.PLATFORM, title=said[:300], issuer=system.name,
        document_number=reference.number, issued_on=reference.result_on or clock.today(),
    )  # fmt: skip


@transaction.atomic
def revert_results(
    system: ExternalSystem, rows: Sequence[RowToRevert], *, by: Any, reason: str
) -> list[WrittenRow]:  # fmt: skip
    """Put back what the references said before; demands that came with the list go, unless somebody works on them."""
    hold(ExternalReference, *(row.record for row in rows))
    found = ExternalReference.objects.filter(pk__in=[row.record for row in rows]).select_related("evidence")
    references = {one.pk: one for one in found}
    demands = lock_rows(Demand, (one.demand_id for one in references.values()), links_of(Demand))
    results: list[WrittenRow] = []
    touched: dict[int, Demand] = {}
    for row in rows:
        reference, before = references.get(row.record), row.before or {}
        if reference is None:
            results.append(WrittenRow(row.number))  # gone already: nothing is left to take back
            continue
        demand = demands[reference.demand_id]
        if reference.version != row.version:
            words = _("Changed after the import; the later change was kept.")
            results.append(WrittenRow(row.number, error=finding("changed-since", words)))
            continue
        if not can(by, Permission.EXCHANGE_IMPORT, demand.place):
            words = _("Your roles do not permit changing this record.")
            results.append(WrittenRow(row.number, error=finding("permission", words)))
            continue
        if before.get("demand"):
            results.append(_take_away(row, reference, by=by, reason=reason))
            continue
        if before.get("evidence_added") and Evidence.objects.filter(pk=before["evidence_added"]).delete()[0]:
            reference.evidence = None
            touched[demand.pk] = demand
        _put_back(reference, before)
        note_event(demand, "exchange_back", by=by, reason=str(system))
        results.append(WrittenRow(row.number, row.record, reference.version))
    _save(touched.values(), by=by, reason=reason)
    return results


def _put_back(reference: ExternalReference, before: Mapping[str, Any]) -> None:
    if before["is_new"]:
        reference.delete()
        return
    for name in (*SAID, "heard_at"):
        setattr(reference, name, _value(name, before[name]))
    reference.version += 1
    reference.save()


class _KeptError(Exception):
    """Somebody works on the demand: nothing of the row is taken back."""


def _take_away(row: RowToRevert, reference: ExternalReference, *, by: Any, reason: str) -> WrittenRow:
    """A demand that came with the list, with its reference, if nobody has touched it since; else all stays."""
    told = (row.before or {})["demand"]
    try:
        with transaction.atomic():
            Evidence.objects.filter(pk=(row.before or {})["evidence_added"]).delete()
            CaseEvent.objects.filter(demand=told["pk"], verb="exchange").delete()
            reference.delete()
            order = RowToRevert(row.number, told["pk"], told["version"], None)
            (done,) = revert_records(DEMANDS, [order], by=by, reason=reason)
            if done.error is not None:
                raise _KeptError
    except _KeptError:
        return WrittenRow(row.number, error=done.error)
    return WrittenRow(row.number, done.record, done.version)


def _save(demands: Iterable[Demand], *, by: Any, reason: str) -> None:
    """The grade of proof follows from the evidence."""
    changed = list(demands)
    for demand in changed:
        settle(demand)
        touch(demand)
    change_rows(Demand, changed, ["grade", "version", "updated_at"], by=by, reason=reason)
    note_changes(DEMANDS.key, [one.pk for one in changed])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value) if isinstance(value, Decimal) else value


def _value(name: str, value: Any) -> Any:
    if value in (None, ""):
        return None if name in ("amount", "result_on", "heard_at") else (ResultState.SENT if name == "state" else "")
    if name == "result_on":
        return date.fromisoformat(value)
    if name == "heard_at":
        return datetime.fromisoformat(value)
    return Decimal(value) if name == "amount" else value
