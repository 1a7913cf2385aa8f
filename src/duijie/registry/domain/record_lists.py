"""The bulk verbs of any register: write some hundred rows of a list, and put back what was there before.

They call the same checks as the single verbs, keep the same history, and leave the audit row to the batch.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.models import Department
from duijie.common import clock
from duijie.common.importing.nouns import Finding, RowToRevert, RowToWrite, WrittenRow
from duijie.registry.domain.organisation_lists import finding, inside
from duijie.registry.domain.records import check, fill, links_of, touch
from duijie.registry.domain.row_sets import add_rows, change_rows, lock_rows, referenced, remove_rows
from duijie.registry.models import Area, Attachment, Comment, Organisation
from duijie.registry.register import FieldKind, Register, keys_of, kind_of
from duijie.registry.signals import records_written
from duijie.search.domain.changes import note_changes


def as_json(register: Register, record: Any) -> dict[str, Any]:
    """The fields as JSON: areas by code, owners by number, days as ISO text, amounts as text."""
    return {
        **{name: json_value(getattr(record, name)) for name in register.names},
        "organisation_name": record.organisation_name,
        "archived_at": json_value(record.archived_at),
    }


def json_value(value: Any) -> Any:
    if isinstance(value, Area):
        return value.code
    if isinstance(value, Organisation | Department):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


class _Links:
    """The areas, owners and departments that some rows name, read once."""

    def __init__(self, register: Register, rows: Iterable[Mapping[str, Any]]) -> None:
        rows = list(rows)
        codes = {row[name] for row in rows for name in ("area", "zone") if row.get(name)}
        owners = {row["organisation"] for row in rows if row.get("organisation")}
        self.areas = {one.code: one for one in Area.objects.filter(code__in=codes)}
        linked = Organisation.objects.select_related("area", "zone").filter(pk__in=owners)
        self.organisations = {one.pk: one for one in linked} if owners else {}
        self.departments = {one.pk: one for one in Department.objects.all()} if "department" in register.names else {}
        self._kinds = {one.name: kind_of(register.model, one) for one in register.fields}

    def values(self, plain: Mapping[str, Any]) -> dict[str, Any]:
        """The inverse of ``as_json``; a link that is gone becomes None."""
        return {name: self._value(self._kinds.get(name), value) for name, value in plain.items()}

    def _value(self, kind: FieldKind | None, value: Any) -> Any:
        if value in (None, ""):
            return value
        if kind in (FieldKind.AREA, FieldKind.ZONE):
            return self.areas.get(value)
        if kind is FieldKind.ORGANISATION:
            return self.organisations.get(value)
        if kind is FieldKind.DEPARTMENT:
            return self.departments.get(value)
        if kind is FieldKind.DATE:
            return date.fromisoformat(value)
        return Decimal(value) if kind is FieldKind.DECIMAL else value


@transaction.atomic
def write_records(
    register: Register, rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str
) -> list[WrittenRow]:
    """Write rows of a list in one transaction. ``area`` is the batch's: nothing outside it is touched.

    A row that cannot be written comes back with the error; the others are written.
    """
    known = lock_rows(register.model, (row.against for row in rows), links_of(register.model))
    links = _Links(register, (row.values for row in rows))
    made: list[tuple[RowToWrite, Any]] = []
    changed: list[tuple[RowToWrite, Any, dict[str, Any]]] = []
    results: list[WrittenRow] = []
    for row in rows:
        record = register.blank() if row.against is None else known.get(row.against)
        before = as_json(register, record) if row.against is not None and record is not None else None
        error = _fill(register, record, row, links, area=area, by=by)
        if error is not None or record is None:
            results.append(WrittenRow(row.number, error=error))
        elif before is None:
            made.append((row, record))
        else:
            changed.append((row, record, before))
    add_rows(register.model, [one for _row, one in made], by=by, reason=reason)
    change_rows(
        register.model, [one for _row, one, _before in changed], _written(register), by=by, reason=reason
    )  # fmt: skip
    written = [*(one for _row, one in made), *(one for _row, one, _before in changed)]
    records_written.send(register.model, records=written, by=by)
    results += [WrittenRow(row.number, one.pk, one.version) for row, one in made]
    results += [WrittenRow(row.number, one.pk, one.version, before) for row, one, before in changed]
    _tell_search(register, results)
    return results


def _tell_search(register: Register, results: Sequence[WrittenRow]) -> None:
    keys = [row.record for row in results if row.record is not None]
    for key in keys_of(register.model):
        note_changes(key, keys)


def _written(register: Register) -> list[str]:
    derived = [name for name in ("initials",) if hasattr(register.model, name)]
    return [*register.names, "organisation_name", "archived_at", "version", "updated_at", *derived]


def _fill(register: Register, record: Any, row: RowToWrite, links: _Links, *, area: Area, by: Any) -> Finding | None:
    """Put the row's values on the record; the reason why not, if so."""
    if record is None or (row.against is not None and record.version != row.against_version):
        return finding("changed", _("Somebody changed this record after the check. Check the list again."))
    if row.against is not None:
        if not inside(record.place, area):
            return finding("outside", _("The record lies outside the area the list was uploaded for."))
        if not can(by, register.permission("import"), record.place):
            return finding("permission", _("Your roles do not permit changing this record."))
        record.archived_at = None
        touch(record)
    else:
        record.created_at = record.updated_at = clock.now()
    values = links.values(row.values)
    if record.area_id is None and values.get("area") is None:
        values["area"] = links.areas.get(row.values.get("area"), area if not area.is_management else None)
    try:
        fill(register, record, values)
        check(register, record)
    except ValidationError as found:
        name, errors = next(iter(found.error_dict.items()))
        return finding(errors[0].code or "invalid", errors[0], field=name)
    if not inside(record.place, area):
        return finding("outside", _("This area is outside the one the list was uploaded for."), field="area")
    if not can(by, register.permission("import"), record.place):
        return finding("permission", _("Your roles do not permit importing into this area."), field="area")
    return None


@transaction.atomic
def revert_records(register: Register, rows: Sequence[RowToRevert], *, by: Any, reason: str) -> list[WrittenRow]:
    """Put back what was before the rows were written. What was changed or is used since comes back with an error."""
    known = lock_rows(register.model, (row.record for row in rows), links_of(register.model))
    links = _Links(register, (row.before or {} for row in rows))
    added = [row.record for row in rows if row.before is None]
    held = referenced(register.model, added) | annexed(register, added)
    results: list[WrittenRow] = []
    restored: list[Any] = []
    removed: list[Any] = []
    for row in rows:
        record = known.get(row.record)
        if record is None:
            results.append(WrittenRow(row.number))  # gone already: nothing is left to take back
            continue
        error = _cannot_revert(register, record, row, links, held, by=by)
        if error is not None:
            results.append(WrittenRow(row.number, error=error))
            continue
        if row.before is None:
            removed.append(record)
        else:
            before = dict(row.before)
            archived = before.pop("archived_at", None)
            fill(register, record, links.values(before))
            record.archived_at = datetime.fromisoformat(archived) if archived else None
            touch(record)
            restored.append(record)
        results.append(WrittenRow(row.number, record.pk, record.version))
    change_rows(register.model, restored, _written(register), by=by, reason=reason)
    remove_rows(register.model, removed, by=by, reason=reason)
    _tell_search(register, results)
    return results


def _cannot_revert(
    register: Register, record: Any, row: RowToRevert, links: _Links, held: set[int], *, by: Any
) -> Finding | None:
    if record.version != row.version:
        return finding("changed-since", _("Changed after the import; the later change was kept."))
    if record.pk in held and row.before is None:
        return finding("in-use", _("Other records refer to this one; it was kept. Archive it instead."))
    if not can(by, register.permission("import"), record.place):
        return finding("permission", _("Your roles do not permit changing this record."))
    if row.before is not None and row.before.get("area") not in links.areas:
        return finding("area-gone", _("The area it belonged to no longer exists; the record was kept."))
    return None


def annexed(register: Register, keys: list[int]) -> set[int]:
    """Which of these records somebody has commented on, or hung a file on."""
    used: set[int] = set()
    for model in (Comment, Attachment):
        rows = model.objects.filter(register=register.noun, record__in=keys, removed_at=None)
        used |= set(rows.values_list("record", flat=True))
    return used
