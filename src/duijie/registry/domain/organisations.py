"""Writing organisations. Each verb owns its transaction, asks for permission at the place, and leaves an audit row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.registry.domain.former_names import check_renamed_on, keep_former_names
from duijie.registry.models import Area, Merge, Organisation
from duijie.registry.names import initials_of, name_key
from duijie.registry.validators import FIELDS, check_organisation, doubt_about_uscc, tidy_organisation
from duijie.search.domain.changes import note_changes

SOURCE = "organisations"  # what the search knows them by

ORGANISATIONS_KEY = "organisations"


@in_transaction
def add_organisation(*, values: Mapping[str, Any], by: Any, is_demo: bool = False, reason: str = "") -> Organisation:
    """A new organisation. ``values`` has names of ``validators.FIELDS``.

    Raises ``ValidationError`` by field (code ``uscc-unconfirmed`` asks for ``uscc_confirmed``), ``PermissionDenied``.
    """
    organisation = Organisation(is_demo=is_demo)
    written = fill(organisation, values)
    check_values_of(organisation, by=by)
    require(by, Permission.ORGANISATION_ADD, organisation.place)
    _save(organisation, by=by, reason=reason)
    _note(organisation, "organisation.add", by=by, detail={"fields": sorted(written)})
    return organisation


@in_transaction
def edit_organisation(
    *,
    organisation: Organisation,
    version: int,
    values: Mapping[str, Any],
    by: Any,
    reason: str = "",
    renamed_on: date | None = None,
) -> Organisation:
    """Write ``values`` over the organisation as it was at ``version``; what is not named stays.

    ``renamed_on``: since when it bears another name; the old one is kept as a former name. Without that day the name is
    only written otherwise. Moving it to another area or zone needs the permission there too. Raises ``StaleError`` when
    somebody was faster.
    """
    reason = reason.replace("\0", "")
    current = _lock(organisation)
    require(by, Permission.ORGANISATION_EDIT, current.place)
    refuse_stale(current, version, values)
    _refuse_archived(current)
    before = {field: getattr(current, field) for field in FIELDS}
    fill(current, values)
    changed = sorted(field for field in FIELDS if getattr(current, field) != before[field])
    if not changed:
        return current
    check_values_of(current, by=by)
    check_renamed_on(renamed_on)
    if {"area", "zone"} & set(changed):
        require(by, Permission.ORGANISATION_EDIT, Place(paths=current.place.paths))
    current.version += 1
    current.updated_at = clock.now()
    _save(current, by=by, reason=reason)
    if renamed_on is not None:
        keep_former_names([(current, before["name"])], on=renamed_on, is_said=True)
    _note(current, "organisation.edit", by=by, detail={"fields": changed, "reason": reason})
    return current


@in_transaction
def archive_organisation(*, organisation: Organisation, version: int, by: Any, reason: str = "") -> Organisation:
    """Take it out of lists and choices; nothing is deleted and ``restore_organisation`` brings it back."""
    return _set_archived(organisation, version=version, by=by, reason=reason, archived=True)


@in_transaction
def restore_organisation(*, organisation: Organisation, version: int, by: Any, reason: str = "") -> Organisation:
    """Bring an archived organisation back."""
    return _set_archived(organisation, version=version, by=by, reason=reason, archived=False)


def _set_archived(organisation: Organisation, *, version: int, by: Any, reason: str, archived: bool) -> Organisation:
    reason = reason.replace("\0", "")
    current = _lock(organisation)
    require(by, Permission.ORGANISATION_ARCHIVE, current.place)
    if (current.archived_at is not None) == archived:
        return current
    refuse_stale(current, version)
    if not archived:
        refuse_merged(ORGANISATIONS_KEY, current.pk)
    current.archived_at = clock.now() if archived else None
    current.version += 1
    current.updated_at = clock.now()
    _save(current, by=by, reason=reason)
    _note(current, "organisation.archive" if archived else "organisation.restore", by=by, detail={"reason": reason})
    return current


def refuse_merged(key: str, number: int) -> None:
    """A record that was merged into another comes back by undoing the merge, and not otherwise."""
    if Merge.objects.standing().filter(register=key, merged=number).exists():
        words = _("This record was merged into another one. Undo the merge to have it back.")
        raise ValidationError(words, code="merged")


def _lock(organisation: Organisation) -> Organisation:
    hold(Organisation, organisation.pk)
    locked: Organisation = Organisation.objects.select_related("area", "zone").get(pk=organisation.pk)
    return locked


def fill(organisation: Organisation, values: Mapping[str, Any]) -> set[str]:
    """Put tidied values on the row, and what is derived from them."""
    tidied = tidy_organisation(values)
    if "uscc" in tidied and "uscc_confirmed" not in tidied and tidied["uscc"] != organisation.uscc:
        tidied["uscc_confirmed"] = False
    for field, value in tidied.items():
        setattr(organisation, field, value)
    derive(organisation)
    return set(tidied)


def derive(organisation: Organisation) -> None:
    """Set what follows from other columns: the name's key and initials, and whether a confirmation is still needed."""
    organisation.name_key = name_key(organisation.name)
    organisation.name_tail = organisation.name_key[::-1]  # so that an index answers what a name ends with
    organisation.initials = initials_of(organisation.name)
    if organisation.uscc_confirmed and doubt_about_uscc(organisation.uscc) is None:
        organisation.uscc_confirmed = False


def check_values_of(organisation: Organisation, *, by: Any = None) -> None:
    """Raise what is wrong with the whole organisation, by field. Without ``by`` its code may stand elsewhere: a merge
    frees it."""
    known = organisation.area_id is not None
    values = {field: getattr(organisation, field) for field in FIELDS if field != "area"}
    found = check_organisation({**values, "area": organisation.area if known else None})
    for field in ("area", "zone"):
        area: Area | None = getattr(organisation, field) if field == "zone" or known else None
        if area is not None and area.archived_at is not None:
            found.setdefault(field, []).append(ValidationError(_("This area is archived."), code="archived"))
    if not found and organisation.uscc and by is not None:
        twin = Organisation.objects.filter(uscc=organisation.uscc).exclude(pk=organisation.pk).first()
        if twin is not None:
            found["uscc"] = [registered_already(twin, by=by)]
    if found:
        raise ValidationError(found)


def registered_already(twin: Organisation, *, by: Any) -> ValidationError:
    """The error for a code that ``twin`` holds. It is named only to those who may see it."""
    if Organisation.objects.visible_to(by).filter(pk=twin.pk).exists():
        text = _("“%(name)s” is registered under this code already.")
        return ValidationError(text, code="uscc-taken", params={"name": twin.name, "id": twin.pk})
    return ValidationError(
        _("An organisation outside your area is registered under this code already. Ask the city's office."),
        code="uscc-taken",
    )


def _refuse_archived(organisation: Organisation) -> None:
    if organisation.archived_at is not None:
        raise ValidationError(_("This organisation is archived. Restore it first."), code="archived")


def _save(organisation: Organisation, *, by: Any, reason: str) -> None:
    # What simple-history looks for when the row is saved.
    for name, value in (("_history_user", by), ("_history_date", clock.now()), ("_change_reason", reason or None)):
        setattr(organisation, name, value)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as error:
        # Two people registered the same code at the same moment; the constraint decided.
        twin = Organisation.objects.filter(uscc=organisation.uscc).exclude(pk=organisation.pk).first()
        if twin is None:
            raise
        raise ValidationError({"uscc": [registered_already(twin, by=by)]}) from error


def _note(organisation: Organisation, verb: str, *, by: Any, detail: dict[str, Any]) -> None:
    note_changes(SOURCE, [organisation.pk])
    audit.record(by=by, verb=verb, target=organisation, place=organisation.place, detail=detail)
