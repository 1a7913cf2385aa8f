"""Writing the rows that belong to a record: works, titles, evidence, members, tags.

A part has no version of its own: each change makes a new version of the record, so that whoever edits either is told.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.common.domain import audit
from duijie.common.domain.limits import limits_told
from duijie.common.editing import refuse_stale
from duijie.common.transactions import in_transaction
from duijie.registry.domain.records import lock, refuse_archived, save, touch
from duijie.registry.record_checks import check_values, tidy_values
from duijie.registry.register import Part, Register
from duijie.registry.signals import part_added

MOST_PARTS = 2000


@limits_told
@in_transaction
def add_part(*, register: Register, part: Part, record: Any, version: int, values: Mapping[str, Any], by: Any) -> Any:
    """A new row of ``part``. Raises ``ValidationError`` by field, ``StaleError``, ``PermissionDenied``."""
    owner = _owner(register, part, record, version, by)
    if getattr(owner, part.accessor).count() >= MOST_PARTS:
        raise ValidationError(_("There are too many already."), code="too-many")
    row = part.model(**{part.owner: owner})
    _write(part, row, values)
    part_added.send(part.model, record=owner, row=row, by=by)
    _end(register, owner, by)
    _note(register, part, owner, row, "add", by=by)
    return row


@limits_told
@in_transaction
def edit_part(
    *, register: Register, part: Part, record: Any, pk: int, version: int, values: Mapping[str, Any], by: Any
) -> Any:
    """Write ``values`` over a row of ``part``; ``DoesNotExist`` when it belongs to another record or is gone."""
    owner = _owner(register, part, record, version, by)
    row = getattr(owner, part.accessor).get(pk=pk)
    _write(part, row, values)
    _end(register, owner, by)
    _note(register, part, owner, row, "edit", by=by)
    return row


@in_transaction
def remove_part(*, register: Register, part: Part, record: Any, pk: int, version: int, by: Any) -> None:
    """Take a row of ``part`` away; the audit keeps what it said."""
    owner = _owner(register, part, record, version, by)
    row = getattr(owner, part.accessor).get(pk=pk)
    _note(register, part, owner, row, "remove", by=by)
    row.delete()
    _end(register, owner, by)


def _owner(register: Register, part: Part, record: Any, version: int, by: Any) -> Any:
    owner = lock(register, record)
    require(by, register.permission(part.verb), owner.place)
    refuse_stale(owner, version)
    refuse_archived(owner)
    return owner


def _end(register: Register, owner: Any, by: Any) -> None:
    register.settle(owner)
    touch(owner)
    save(owner, by=by, reason="")


def fill(part: Part, row: Any, values: Mapping[str, Any]) -> None:
    """Put tidied values on the row, the name of an organisation that is registered, and what follows."""
    for name, value in tidy_values(part.model, part.fields, values).items():
        setattr(row, name, value)
    owner = getattr(row, "organisation", None) if any(one.name == "organisation" for one in part.fields) else None
    if owner is not None:
        row.organisation_name = owner.name
    if hasattr(row, "derive"):
        row.derive()


def _write(part: Part, row: Any, values: Mapping[str, Any]) -> None:
    fill(part, row, values)
    whole = {one.name: getattr(row, one.name) for one in part.fields}
    if "organisation" in whole:
        whole["organisation_name"] = row.organisation_name
    found = check_values(part.model, part.fields, whole)
    first, last = whole.get("from_on"), whole.get("to_on")
    if first and last and first > last:
        found["to_on"] = [ValidationError(_("It ends before it begins."), code="order")]
    if found:
        raise ValidationError(found)
    row.save()


def _note(register: Register, part: Part, owner: Any, row: Any, verb: str, *, by: Any) -> None:
    said = {one.name: str(value)[:500] for one in part.fields if (value := _said(row, one.name)) is not None}
    detail = {"part": part.key, "row": row.pk, "values": said}
    if hasattr(owner, "audit_label"):  # of a person the audit names fields, and holds nothing that is to be erased
        detail["values"] = sorted(said)
    audit.record(by=by, verb=f"{register.noun}.part_{verb}", target=owner, place=owner.place, detail=detail)


def _said(row: Any, name: str) -> Any:
    """The value for the audit: an organisation as written, registered or not."""
    return row.organisation_name if name == "organisation" else getattr(row, name)
