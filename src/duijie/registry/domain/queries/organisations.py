"""Reading organisations. Everything starts at ``visible_to``."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.registry.domain.queries.duplicates import DuplicateHint, hints_for
from duijie.registry.domain.queries.records import holds
from duijie.registry.models import FormerName, Organisation
from duijie.registry.models.organisation import OrganisationQuerySet
from duijie.registry.names import name_key
from duijie.registry.register import register_of
from duijie.registry.validators import tidy_uscc

_PERSONAL = {"contact_name", "contact_phone"}


def list_organisations(*, by: Any) -> OrganisationQuerySet:
    """All that ``by`` may see, with area and zone, in no order yet."""
    return Organisation.objects.visible_to(by).select_related("area", "zone")


def find_organisation(*, by: Any, pk: int) -> Organisation:
    """The organisation, or ``DoesNotExist`` – also when it is there and ``by`` may not see it."""
    found: Organisation = list_organisations(by=by).get(pk=pk)
    return found


def read_organisation(*, by: Any, pk: int) -> Organisation:
    """``find_organisation`` for showing it whole: names and numbers of persons are read, so the audit notes it."""
    found = find_organisation(by=by, pk=pk)
    if found.contact_name or found.contact_phone:
        audit.note_read(by=by, targets=[found], purpose="organisation")
    return found


def list_exportable(*, by: Any) -> OrganisationQuerySet:
    """What ``by`` may see and take along as a list."""
    rows = list_organisations(by=by)
    return rows & Organisation.objects.reached_by(by, Permission.ORGANISATION_EXPORT)


def note_export(*, by: Any, rows: Any, columns: Iterable[str], filters: dict[str, Any]) -> None:
    """Somebody takes a list along: which filters and columns, how many rows."""
    keys = list(columns)
    detail = {"columns": keys, "filters": filters, "rows": rows.count(), "personal": bool(_PERSONAL & set(keys))}
    audit.record(by=by, verb="organisation.export", target=None, detail=detail)


def note_contacts_read(*, by: Any, shown: Iterable[Any]) -> None:
    """A list with contact persons in it was handed out; ``shown`` are its rows, or what stands for them."""
    keys = [one.id for one in shown if one.contact_name or one.contact_phone]
    audit.note_read(by=by, targets=[Organisation(pk=key) for key in keys], purpose="organisation")


def note_list_read(*, by: Any, shown: Iterable[Any], columns: Iterable[Any]) -> None:
    """A page of the list was shown with these columns."""
    if _PERSONAL & {column.key for column in columns}:
        note_contacts_read(by=by, shown=shown)


def search_text(text: str) -> Q:
    """What a person types to find organisations: part of a name, of a code or of the pinyin initials."""
    plain = " ".join(text.split())
    if not plain:
        return Q()
    found = holds("name", plain) | holds("name_en", plain) | holds("short_name", plain) | Q(uscc__istartswith=plain)
    key = name_key(plain)
    if key:
        former = FormerName.objects.filter(name_key__contains=key).order_by().values("organisation")
        found |= Q(name_key__contains=key) | Q(pk__in=former)
    if plain.isascii() and plain.isalnum() and len(plain) >= 2:
        letters = plain.lower()
        found |= Q(initials__startswith=letters) | Q(initials__contains=f" {letters}")
    return found


def find_duplicates(
    *, by: Any, name: str = "", uscc: str | None = None, short_name: str = "", besides: int | None = None
) -> list[DuplicateHint]:
    """Organisations ``by`` may see that may be the same: same code, same name however written, near names."""
    values = {"name": name, "uscc": tidy_uscc(uscc) or "", "short_name": short_name}
    return hints_for(register_of("organisations"), values=values, by=by, besides=besides)


def list_history(*, organisation: Organisation) -> list[dict[str, Any]]:
    """What changed, newest first: ``at``, ``by``, ``reason``, ``kind`` (``+``, ``~``), ``changes`` (field, old, new).

    ``organisation`` must come from one of the functions above.
    """
    rows = list(organisation.history.select_related("history_user", "area", "zone").order_by("-history_id")[:200])
    told = []
    for row, older in zip(rows, [*rows[1:], None], strict=False):
        told.append(
            {
                "at": row.history_date,
                "by": row.history_user,
                "reason": row.history_change_reason or "",
                "kind": row.history_type,
                "version": row.version,
                "changes": _changes(row, older),
            }
        )
    return told


_SILENT = {"id", "initials", "name_key", "name_tail", "version", "updated_at", "created_at", "is_demo"}


def _changes(row: Any, older: Any) -> list[dict[str, Any]]:
    if older is None:
        return []
    found = []
    for field in Organisation._meta.concrete_fields:
        if field.name not in _SILENT and getattr(row, field.attname) != getattr(older, field.attname):
            old, new = (_shown(one, field) for one in (older, row))
            found.append({"field": field.name, "label": field.verbose_name, "old": old, "new": new})
    return found


def _shown(row: Any, field: Any) -> Any:
    if field.choices:
        return getattr(row, f"get_{field.name}_display")()
    return getattr(row, field.name)
