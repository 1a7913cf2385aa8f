"""Erasing a person of the register, or keeping the data without using it; ending an account."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.domain.memberships import refuse_last
from duijie.accounts.models import ApiToken, User
from duijie.accounts.roles import ADMINISTRATORS
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.models import ImportRow
from duijie.registry.domain.records import lock, note, save, touch
from duijie.registry.models import Attachment, Comment, Disclosure, Merge, Person, PersonalRequest, Restriction
from duijie.registry.register import Part, keys_of, kin_of
from duijie.registry.registers.persons import PERSONS

_KEPT = {
    "id",
    "area",
    "zone",
    "created_at",
    "updated_at",
    "archived_at",
    "version",
    "is_demo",
    "is_expert",
    "disclosure",
}
"""Columns of a person that say nothing of anybody."""


def must_keep(person: Person) -> bool:
    """Whether business records refer to the person, which have to be kept: proposals, contracts, decisions."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or getattr(relation, "on_delete", None) is not models.PROTECT:
            continue
        column = relation.field.attname  # type: ignore[union-attr]
        if relation.related_model._base_manager.filter(**{column: person.pk}).exists():  # type: ignore[union-attr]
            return True
    return False


def keep_unused(person: Person, *, request: PersonalRequest, by: Any) -> None:
    """From now on nobody reaches the record. Done again, it changes nothing."""
    current = lock(PERSONS, person)
    if Restriction.objects.filter(person=current).exists():
        return
    Restriction.objects.create(person=current, request=request, archived=current.archived_at is None, since=clock.now())
    current.archived_at = current.archived_at or clock.now()
    _write(current, "restrict", by=by)


def lift_restriction(person: Person, *, by: Any) -> None:
    """The record may be used again, and stands where it stood."""
    current = lock(PERSONS, person)
    restriction = Restriction.objects.filter(person=current).first()
    if restriction is None:
        return
    if restriction.archived:
        current.archived_at = None
    restriction.delete()
    _write(current, "unrestrict", by=by)


def erase_person(person: Person, *, by: Any) -> None:
    """Nothing that says who it was stays: in the record, its parts, its history, imports, merges, comments and files.

    The number stays, so that what refers to it still leads somewhere. The audit names fields and numbers only.
    """
    current = lock(PERSONS, person)
    numbers = [current.pk, *_merged_into(current.pk)]
    for one in Person.objects.filter(pk__in=numbers).select_related("area", "zone"):
        for part in parts_of_persons():
            getattr(one, part.accessor).all().delete()
        _blank(one)
        one.disclosure, one.archived_at = Disclosure.INTERNAL, one.archived_at or clock.now()
        _write(one, "erase", by=by)
        _forget_traces(one.pk)


def parts_of_persons() -> list[Part]:
    """The parts of all registers in which persons stand."""
    return list({part.key: part for one in kin_of(PERSONS) for part in one.parts}.values())


def _merged_into(number: int) -> list[int]:
    found: list[int] = []
    waiting = [number]
    while waiting:
        rows = Merge.objects.standing().filter(register=PERSONS.key, kept__in=waiting)
        waiting = [one for one in rows.values_list("merged", flat=True) if one not in found]
        found += waiting
    return found


def _blank(person: Person) -> None:
    for column in Person._meta.concrete_fields:
        if column.name not in _KEPT:
            setattr(person, column.attname, None if column.null else "")
    person.name = f"#{person.pk}"


def _forget_traces(number: int) -> None:
    """Earlier states, rows of imports, before-images of merges, comments and files."""
    columns = [one for one in Person._meta.concrete_fields if one.name not in _KEPT]
    blank: dict[str, Any] = {one.attname: None if one.null else "" for one in columns}
    Person.history.filter(id=number).update(**{**blank, "name": f"#{number}", "history_change_reason": None})
    rows = ImportRow.objects.filter(record=number, batch__noun__in=keys_of(Person))
    rows.update(cells={}, values={}, changes={}, before=None, errors=[], questions=[])
    for side in ("kept", "merged"):
        Merge.objects.filter(register=PERSONS.key, **{side: number}).update(
            before={"kept": {}, "merged": {}}, after={"kept": {}, "merged": {}}, dropped=[], reason=""
        )
    Comment.objects.filter(register=PERSONS.noun, record=number).update(text="", removed_at=clock.now())
    files = Attachment.objects.filter(register=PERSONS.noun, record=number)
    for file in files:
        (settings.MEDIA_ROOT / file.stored).unlink(missing_ok=True)
    files.update(name="", removed_at=clock.now())


def _write(person: Person, verb: str, *, by: Any) -> None:
    touch(person)
    save(person, by=by, reason="")
    note(PERSONS, person, verb, by=by, detail={})


def withdraw_account(account: User, *, by: Any) -> None:
    """The account signs in no more and has no number or address. Name and deeds stay in the log, which must be kept.

    Raises ``ValidationError`` (code ``last``) for the last administrator of a kind.
    """
    current = User.objects.select_for_update().get(pk=account.pk)
    for role in set(current.memberships.values_list("role", flat=True)) & set(ADMINISTRATORS):
        refuse_last(role, without=current)
    if by is not None and by.pk == current.pk:
        raise ValidationError(_("Nobody decides on the own data."), code="self")
    current.is_active, current.mobile, current.email = False, None, ""
    current.save(update_fields=["is_active", "mobile", "email"])
    ApiToken.objects.filter(user=current, revoked_at=None).update(revoked_at=clock.now())
    audit.record(by=by, verb="account.erase", target=current)
