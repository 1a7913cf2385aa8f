"""Reading records of any register. Everything starts at ``visible_to``."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from duijie.accounts.access import can, reach_of
from duijie.common.domain import audit
from duijie.registry.domain.queries.kept_counts import kept_as
from duijie.registry.domain.records import links_of
from duijie.registry.models.access_request import granted_numbers
from duijie.registry.register import Part, Register

_SILENT = {"id", "initials", "name_key", "version", "updated_at", "created_at", "is_demo", "clock_due_on"}
MOST_ENTRIES = 200


def list_records(register: Register, *, by: Any) -> Any:
    """All that ``by`` may see, with area, zone and owner, in no order yet."""
    rows = register.model._default_manager.visible_to(by)
    joined = getattr(register.model, "joined", ())
    return rows.filter(**register.fixed).select_related(*links_of(register.model), *joined)


def count_living(register: Register, *, by: Any) -> int:
    """How many living records ``by`` may see; where they are many, as ``kept_counts`` says."""
    model = register.model

    def count() -> int:
        return sum(rows.count() for rows in model._default_manager.living_parts(by, **register.fixed))

    return kept_as(f"living {register.key} {seen_by(register, by)}", model, count, lambda found: found)


def seen_by(register: Register, by: Any) -> str:
    """What ``by`` sees of the register, as a text: who has the same one sees the same records."""
    return f"{reach_of(by, register.permission('view'))} {sorted(granted_numbers(by, register.noun))}"


def list_exportable(register: Register, *, by: Any) -> Any:
    """What ``by`` may see and take along as a list."""
    return list_records(register, by=by) & register.model._default_manager.reached_by(by, register.permission("export"))


def find_record(register: Register, *, by: Any, pk: int) -> Any:
    """The record, or ``DoesNotExist`` – also when it is there and ``by`` may not see it."""
    return list_records(register, by=by).get(pk=pk)


def read_record(register: Register, *, by: Any, pk: int) -> Any:
    """``find_record`` for showing it whole: where personal fields are read, the audit notes it."""
    record = find_record(register, by=by, pk=pk)
    note_personal(register, by=by, shown=[record])
    return record


def editable_record(register: Register, *, by: Any, pk: int) -> Any | None:
    """The record, where the person may edit it."""
    rows = register.model._default_manager.reached_by(by, register.permission("edit"))
    return rows.select_related("area", "zone").filter(pk=pk).first()


def list_parts(register: Register, part: Part, record: Any, *, by: Any) -> Any:
    """The rows of a part that ``by`` may see, with the organisations that they name. The record was found before."""
    rows = getattr(record, part.accessor).all()
    if part.is_inner and not sees_personal(register, record, by=by):
        rows = rows.none()
    return rows.select_related("organisation") if any(one.name == "organisation" for one in part.fields) else rows


def list_exported_parts(part: Part, records: Any) -> Any:
    """The rows of a part of all these records, record by record. ``records`` must come from ``list_exportable``: what
    is inner is for whoever reaches them."""
    links = [f"{part.owner}__area", *(name for name in ("organisation", "by") if name in {o.name for o in part.fields})]
    return part.of(records).select_related(*links).order_by(f"{part.owner}_id", "pk")


def sees_personal(register: Register, record: Any, *, by: Any) -> bool:
    """Whether contact data of the record is shown to ``by``: only to those whose roles reach it, not to everybody to
    whom it is open."""
    return can(by, register.permission("view"), record.place)


def personal_names(register: Register) -> set[str]:
    return {one.name for one in register.fields if one.personal}


def note_personal(register: Register, *, by: Any, shown: Iterable[Any], names: Iterable[str] | None = None) -> None:
    """Personal fields (``names``, or all) of these records were shown."""
    wanted = personal_names(register) & set(names if names is not None else register.names)
    read = [one for one in shown if any(getattr(one, name) for name in wanted) and sees_personal(register, one, by=by)]
    if read:
        audit.note_read(by=by, targets=read, purpose=register.noun)


def hide_personal(register: Register, records: Iterable[Any], *, by: Any) -> None:
    """Blank, on rows that are only shown, contact data and what is inner of those that are open to ``by`` and not
    reached."""
    names, inner = personal_names(register), [one.name for one in register.told if one.inner]
    for record in records if names or inner else ():
        if not sees_personal(register, record, by=by):
            for name in names:
                setattr(record, name, "")
            for name in inner:
                setattr(record, name, None)


def note_export(register: Register, *, by: Any, count: int, columns: list[str], filters: dict[str, Any]) -> None:
    """Somebody takes a list along: which filters and columns, how many rows."""
    personal = bool(personal_names(register) & set(columns))
    detail = {"columns": columns, "filters": filters, "rows": count, "personal": personal}
    audit.record(by=by, verb=f"{register.noun}.export", target=None, detail=detail)


def note_exported(register: Register, rows: Any, *, by: Any, names: Iterable[str]) -> None:
    """Contact data of these rows was taken along: whose, record by record."""
    wanted = personal_names(register) & set(names)
    if wanted:
        filled = reduce(or_, (~Q(**{name: ""}) for name in wanted))
        numbers = rows.order_by().filter(filled).values_list("pk", flat=True)
        audit.note_read(by=by, targets=(register.model(pk=pk) for pk in numbers), purpose="export")


def holds(name: str, text: str) -> Q:
    """The rows with ``text`` somewhere in the column ``name``, in capitals or not. Chinese has none: a column is not
    turned into capitals row by row where it makes no difference."""
    lookup = "contains" if text.upper() == text.lower() else "icontains"
    return Q(**{f"{name}__{lookup}": text})


def text_filter(register: Register, text: str) -> Q:
    """What a person types above a list: part of a title or a name, or pinyin initials."""
    plain = " ".join(text.split())
    if not plain:
        return Q()
    found = holds("organisation_name", plain)
    for name in register.searched:
        found |= holds(name, plain)
    there = {one.name for one in register.model._meta.concrete_fields}
    if "initials" in there and plain.isascii() and plain.isalnum() and len(plain) >= 2:
        letters = plain.lower()
        found |= Q(initials__startswith=letters) | Q(initials__contains=f" {letters}")
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed."""

    name: str
    label: Any
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history, as ``portal/parts/history.html`` draws it."""

    moment: Any
    by: Any
    kind: str
    reason: str
    changes: tuple[Change, ...]


class History:
    """What changed, newest first: counted, and read a slice at a time."""

    def __init__(self, register: Register, record: Any) -> None:
        rows = record.history.select_related("history_user", *links_of(register.model))
        self._rows = rows.order_by("-history_id")

    def count(self) -> int:
        return int(self._rows.count())

    def __getitem__(self, part: slice) -> list[Entry]:
        """Each entry says what it changed, so the one behind the slice is read too."""
        rows = list(self._rows[part.start : part.stop + 1])
        wanted = part.stop - (part.start or 0)
        return [
            Entry(one.history_date, one.history_user, one.history_type, one.history_change_reason or "",
                  _changes(one, older))
            for one, older in list(zip(rows, [*rows[1:], None], strict=False))[:wanted]
        ]  # fmt: skip


def list_history(register: Register, record: Any) -> list[Entry]:
    """The newest entries of the history. ``record`` must come from one of the functions above."""
    return History(register, record)[:MOST_ENTRIES]


def _changes(row: Any, older: Any) -> tuple[Change, ...]:
    if older is None:
        return ()
    return tuple(
        Change(column.name, column.verbose_name, _shown(older, column), _shown(row, column))
        for column in row.instance_type._meta.concrete_fields
        if column.name not in _SILENT and getattr(row, column.attname) != getattr(older, column.attname)
    )


def _shown(row: Any, column: Any) -> Any:
    if column.choices:
        return getattr(row, f"get_{column.name}_display")()
    return getattr(row, column.name)
