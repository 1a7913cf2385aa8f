"""Reading departments."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from duijie.accounts.models import Department, Membership
from duijie.accounts.models.membership import DepartmentQuerySet


def list_departments(*, by: Any) -> DepartmentQuerySet:
    """All, archived ones too, with the number of people (``people``) whose role names each."""
    people = Membership.objects.filter(department=OuterRef("pk")).order_by().values("department")
    counted = Subquery(people.annotate(n=Count("user", distinct=True)).values("n"))
    found: DepartmentQuerySet = Department.objects.visible_to(by).annotate(people=Coalesce(counted, 0))
    return found


def find_department(*, by: Any, pk: int) -> Department:
    """The department, or ``DoesNotExist``."""
    found: Department = list_departments(by=by).get(pk=pk)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    label: Any
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history."""

    moment: Any
    by: Any
    what: Any
    changes: tuple[Change, ...]


def list_history(department: Department) -> list[Entry]:
    """What changed, newest first. ``department`` must come from ``find_department``."""
    rows = list(department.history.select_related("history_user").order_by("-history_id")[:100])
    return [
        Entry(row.history_date, row.history_user, _what(row, older), _changes(row, older))
        for row, older in zip(rows, [*rows, None][1:], strict=True)
    ]


def _what(row: Any, older: Any) -> str:
    deed = _("added") if older is None else _("changed")
    if older is not None and bool(row.archived_at) != bool(older.archived_at):
        deed = _("archived") if row.archived_at else _("restored")
    return f"{deed} · {row.history_change_reason}" if row.history_change_reason else deed


def _changes(row: Any, older: Any) -> tuple[Change, ...]:
    if older is None:
        return ()
    names = [name for name in ("name", "name_en") if getattr(row, name) != getattr(older, name)]
    return tuple(
        Change(Department._meta.get_field(name).verbose_name, getattr(older, name), getattr(row, name))  # type: ignore[union-attr]
        for name in names
    )
