"""Writing records of any register. Each verb owns its transaction, asks for permission at the place, and leaves an
audit row."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can, require
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.limits import limits_told
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.registry.domain.organisations import refuse_merged
from duijie.registry.names import initials_of
from duijie.registry.record_checks import check_values, tidy_values
from duijie.registry.register import Register, home_of, keys_of
from duijie.registry.signals import records_written
from duijie.search.domain.changes import note_changes


@in_transaction
def add_record(
    *, register: Register, values: Mapping[str, Any], by: Any, is_demo: bool = False, reason: str = "", **untyped: Any
) -> Any:
    """A new record. ``values`` has names of the register's fields; ``untyped`` are columns that nobody types.

    Raises ``ValidationError`` by field, ``PermissionDenied``.
    """
    record = register.blank(is_demo=is_demo, **untyped)
    written = fill(register, record, values)
    for name, value in register.of_adder(by).items():
        setattr(record, name, getattr(record, name) or value)
    check(register, record)
    require(by, register.permission("add"), record.place)
    _require_area(register, record, "add", by=by)
    save(record, by=by, reason=reason.replace("\0", ""))
    note(register, record, "add", by=by, detail={"fields": sorted(written)})
    records_written.send(register.model, records=[record], by=by)
    return record


@in_transaction
def edit_record(
    *, register: Register, record: Any, version: int, values: Mapping[str, Any], by: Any, reason: str = ""
) -> Any:
    """Write ``values`` over the record as it was at ``version``; what is not named stays.

    Moving it to another area or owner needs the permission there too. Raises ``StaleError`` when somebody was faster.
    """
    reason = reason.replace("\0", "")
    current = lock(register, record)
    require(by, register.permission("edit"), current.place)
    refuse_stale(current, version, values)
    refuse_archived(current)
    before = {name: getattr(current, name) for name in (*register.names, "organisation_name")}
    fill(register, current, values)
    changed = sorted(name for name in before if getattr(current, name) != before[name])
    if not changed:
        return current
    check(register, current)
    if {"area", "zone", "organisation"} & set(changed):
        require(by, register.permission("edit"), current.place)
    if {"area", "zone"} & set(changed):
        _require_area(register, current, "edit", by=by)
    touch(current)
    save(current, by=by, reason=reason)
    note(register, current, "edit", by=by, detail={"fields": changed, "reason": reason})
    records_written.send(register.model, records=[current], by=by)
    return current


def _require_area(register: Register, record: Any, verb: str, *, by: Any) -> None:
    """Who reaches a record only by its owner puts it where the owner is registered, into no other area's register."""
    owner, permission = record.organisation, register.permission(verb)
    paths = Place(paths=record.place.paths)
    if can(by, permission, paths):
        return
    if owner is None or record.area_id != owner.area_id or record.zone_id not in (None, owner.zone_id):
        require(by, permission, paths)


@in_transaction
def archive_record(*, register: Register, record: Any, version: int, by: Any, reason: str = "") -> Any:
    """Take it out of lists and choices; nothing is deleted and ``restore_record`` brings it back."""
    return _set_archived(register, record, version=version, by=by, reason=reason, archived=True)


@limits_told
@in_transaction
def restore_record(*, register: Register, record: Any, version: int, by: Any, reason: str = "") -> Any:
    """Bring an archived record back."""
    return _set_archived(register, record, version=version, by=by, reason=reason, archived=False)


def _set_archived(register: Register, record: Any, *, version: int, by: Any, reason: str, archived: bool) -> Any:
    reason = reason.replace("\0", "")
    current = lock(register, record)
    require(by, register.permission("archive"), current.place)
    if (current.archived_at is not None) == archived:
        return current
    refuse_stale(current, version)
    if not archived:
        refuse_merged(home_of(register).key, current.pk)
    current.archived_at = clock.now() if archived else None
    touch(current)
    save(current, by=by, reason=reason)
    if not archived:
        register.settle(current)  # what it takes a place of may be gone meanwhile
    note(register, current, "archive" if archived else "restore", by=by, detail={"reason": reason})
    return current


def lock(register: Register, record: Any) -> Any:
    """The row as it is now, locked where the database can."""
    hold(register.model, record.pk)
    return register.model._default_manager.select_related(*links_of(register.model)).get(pk=record.pk)


def fill(register: Register, record: Any, values: Mapping[str, Any]) -> set[str]:
    """Put tidied values on the row, and what is derived from them: the owner's area where none is said."""
    tidied = tidy_values(register.model, register.fields, values)
    for name, value in tidied.items():
        setattr(record, name, value)
    owner = record.organisation
    if "organisation" in tidied and owner is None and "organisation_name" not in tidied:
        record.organisation_name = ""
    if "organisation" in tidied and owner is not None:
        record.organisation_name = owner.name
        if record.area_id is None:
            record.area = owner.area
            record.zone = record.zone or owner.zone
    derive(record)
    return set(tidied)


def derive(record: Any) -> None:
    """Set what follows from other columns."""
    if hasattr(record, "initials"):
        record.initials = initials_of(record.name)


def check(register: Register, record: Any) -> None:
    """Raise what is wrong with the whole record, by field."""
    values = {name: getattr(record, name) for name in register.names if name != "area"}
    values["area"] = record.area if record.area_id else None
    values["organisation_name"] = record.organisation_name
    found = {**check_values(register.model, register.fields, values), **register.check(values)}
    if values["area"] is None:
        found["area"] = [ValidationError(_("An area is needed."), code="required")]
    for name in ("area", "zone"):
        area = values.get(name)
        if area is not None and area.archived_at is not None:
            found.setdefault(name, []).append(ValidationError(_("This area is archived."), code="archived"))
    if found:
        raise ValidationError(found)


def refuse_archived(record: Any) -> None:
    if record.archived_at is not None:
        raise ValidationError(_("This record is archived. Restore it first."), code="archived")


def touch(record: Any) -> None:
    """A new version, from now."""
    record.version += 1
    record.updated_at = clock.now()


def save(record: Any, *, by: Any, reason: str) -> None:
    """Save with history; where the record lies now was checked before."""
    for name, value in (("_history_user", by), ("_history_date", clock.now()), ("_change_reason", reason or None)):
        setattr(record, name, value)  # what simple-history looks for when the row is saved
    record.save()
    for key in keys_of(type(record)):
        note_changes(key, [record.pk])


def note(register: Register, record: Any, verb: str, *, by: Any, detail: dict[str, Any]) -> None:
    if hasattr(record, "audit_label"):  # words on a person are in the history, which can be erased
        detail = {name: value for name, value in detail.items() if name != "reason"}
    audit.record(by=by, verb=f"{register.noun}.{verb}", target=record, place=record.place, detail=detail)


def links_of(model: Any) -> list[str]:
    """The foreign keys that are shown of a record, or that its place is read from."""
    there = {one.name for one in model._meta.concrete_fields}
    return [name for name in ("area", "zone", "organisation", "department", "handler") if name in there]
