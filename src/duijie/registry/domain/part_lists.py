"""The bulk verb of parts: the rows that belong to many records, written at once.

It asks for the same permission and makes the same checks as ``record_parts.add_part``, keeps the history, and leaves an
audit row for each record.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.common.domain import audit
from duijie.common.domain.limits import limits_told
from duijie.common.transactions import in_transaction
from duijie.registry.domain.record_parts import MOST_PARTS
from duijie.registry.domain.records import links_of, refuse_archived, touch
from duijie.registry.domain.row_sets import change_rows, lock_rows
from duijie.registry.record_checks import check_values, tidy_values
from duijie.registry.register import Part, Register

PartRows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Values of new rows, by the key of the part."""


@limits_told
@in_transaction
def add_parts(*, register: Register, rows: Mapping[int, PartRows], by: Any, reason: str = "") -> int:
    """New rows of parts for the records whose numbers ``rows`` names; each record gets one new version.

    All of it or nothing. An organisation that is not registered is given as ``organisation_name`` alone. Answers how
    many rows were written. Raises ``ValidationError``, ``PermissionDenied``, ``DoesNotExist``.
    """
    rows = {number: parts for number, parts in rows.items() if any(parts.values())}
    owners = lock_rows(register.model, rows, links_of(register.model))
    if len(owners) < len(rows):
        raise register.model.DoesNotExist
    for number, owner in owners.items():
        for verb in {"edit", *(part.verb for part in register.parts if rows[number].get(part.key))}:
            require(by, register.permission(verb), owner.place)
        refuse_archived(owner)
    written = sum(_add(part, rows, owners) for part in register.parts)
    for owner in owners.values():
        register.settle(owner)
        touch(owner)
    changed = ["version", "updated_at", *register.settled]
    change_rows(register.model, list(owners.values()), changed, by=by, reason=reason)
    for number, parts in rows.items():
        detail = {"parts": {key: len(values) for key, values in parts.items() if values}}
        owner = owners[number]
        audit.record(by=by, verb=f"{register.noun}.part_add", target=owner, place=owner.place, detail=detail)
    return written


def _add(part: Part, rows: Mapping[int, PartRows], owners: Mapping[int, Any]) -> int:
    made = [
        _filled(part, owners[number], values) for number, parts in rows.items() for values in parts.get(part.key, ())
    ]
    manager: Any = part.model._default_manager
    there = manager.filter(**{f"{part.owner}__in": {getattr(one, f"{part.owner}_id") for one in made}})
    counts = Counter(dict(there.order_by().values_list(part.owner).annotate(Count("pk"))))
    counts.update(getattr(one, f"{part.owner}_id") for one in made)
    if counts and max(counts.values()) > MOST_PARTS:
        raise ValidationError(_("There are too many already."), code="too-many")
    manager.bulk_create(made)
    return len(made)


def _filled(part: Part, owner: Any, values: Mapping[str, Any]) -> Any:
    row: Any = part.model(**{part.owner: owner})
    for name, value in tidy_values(part.model, part.fields, values).items():
        setattr(row, name, value)
    whole = {one.name: getattr(row, one.name) for one in part.fields}
    if "organisation" in whole:
        row.organisation_name = row.organisation.name if row.organisation is not None else row.organisation_name
        whole["organisation"] = row.organisation or row.organisation_name or None
    found = check_values(part.model, part.fields, whole)
    first, last = whole.get("from_on"), whole.get("to_on")
    if first and last and first > last:
        found["to_on"] = [ValidationError(_("It ends before it begins."), code="order")]
    if found:
        raise ValidationError(found)
    return row
