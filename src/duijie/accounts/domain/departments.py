"""Departments: added, renamed, archived, restored. Memberships and demands keep the one they name, whatever it is called."""  # noqa: E501 – one sentence

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction

FIELDS = ("name", "name_en")


@in_transaction
def add_department(*, key: str, name: str, name_en: str = "", by: Any) -> Department:
    """A new department. ``key`` is its short name in Latin letters, which never changes.

    ``by`` is None only on the server's command line. Raises ``ValidationError``.
    """
    _require(by)
    made = Department(key=slugify(key), name=one_line(name), name_en=one_line(name_en))
    _refuse_same_name(made)
    made.full_clean()
    made._history_user = by  # type: ignore[attr-defined]
    made.save()
    audit.record(by=by, verb="department.add", target=made)
    return made


@in_transaction
def edit_department(
    *, department: Department, version: int, name: str, name_en: str, by: Any, reason: str = ""
) -> Department:
    """Call it something else. Raises ``StaleError`` where somebody changed it since ``version``."""
    current = _lock(department, version, by, {"name": name, "name_en": name_en})
    before = {field: getattr(current, field) for field in FIELDS}
    current.name, current.name_en = one_line(name), one_line(name_en)
    changed = {field: [old, getattr(current, field)] for field, old in before.items() if old != getattr(current, field)}
    if changed:
        _refuse_same_name(current)
        _save(current, by, reason)
        audit.record(by=by, verb="department.edit", target=current, detail={"changed": changed, "reason": reason})
    return current


@in_transaction
def archive_department(*, department: Department, version: int, by: Any, reason: str = "") -> Department:
    """It can no longer be chosen; whoever belongs to it stays there."""
    current = _lock(department, version, by, {})
    if current.archived_at is not None:
        raise ValidationError(_("This department is archived already."), code="state")
    current.archived_at = clock.now()
    _save(current, by, reason)
    audit.record(by=by, verb="department.archive", target=current, detail={"reason": reason})
    return current


@in_transaction
def restore_department(*, department: Department, version: int, by: Any, reason: str = "") -> Department:
    current = _lock(department, version, by, {})
    if current.archived_at is None:
        raise ValidationError(_("This department is not archived."), code="state")
    current.archived_at = None
    _refuse_same_name(current)
    _save(current, by, reason)
    audit.record(by=by, verb="department.restore", target=current, detail={"reason": reason})
    return current


def _lock(department: Department, version: int, by: Any, values: dict[str, Any]) -> Department:
    _require(by)
    current: Department = Department.objects.select_for_update().get(pk=department.pk)
    refuse_stale(current, version, values)
    return current


def _save(current: Department, by: Any, reason: str) -> None:
    current.version += 1
    current.full_clean()
    current._history_user = by  # type: ignore[attr-defined]
    current._change_reason = reason.strip()[:200]  # type: ignore[attr-defined]
    current.save()


def _refuse_same_name(one: Department) -> None:
    """Two of one name could not be told apart where they are chosen."""
    if Department.objects.filter(name=one.name, archived_at=None).exclude(pk=one.pk).exists():
        raise ValidationError(
            {"name": [ValidationError(_("There is a department of this name already."), code="same")]}
        )


def _require(by: Any) -> None:
    if by is not None:
        require(by, Permission.SITE_EDIT)
