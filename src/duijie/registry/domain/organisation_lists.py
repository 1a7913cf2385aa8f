"""The bulk verbs of organisations: write some hundred rows of a list, and put back what was there before.

They call the same validators as the single verbs, keep the same history, and leave the audit row to the batch.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.importing.nouns import Finding, RowToRevert, RowToWrite, WrittenRow
from duijie.common.jobs import in_all_languages
from duijie.registry.domain.former_names import forget_rename, keep_former_names
from duijie.registry.domain.organisations import SOURCE, derive, registered_already
from duijie.registry.domain.row_sets import add_rows, change_rows, lock_rows, referenced, remove_rows
from duijie.registry.models import Area, Organisation
from duijie.registry.validators import FIELDS, check_organisation, tidy_organisation
from duijie.search.domain.changes import note_changes

LINKS = ("area", "zone")
REVERTED = (*FIELDS, "archived_at")
_WRITTEN = [*REVERTED, "name_key", "name_tail", "initials", "version", "updated_at"]


def finding(code: str, words: Any, *, field: str = "", **params: Any) -> Finding:
    """``words`` (lazy, or a ``ValidationError``) as a finding in all languages, with ``params`` filled in."""
    error = words if isinstance(words, ValidationError) else ValidationError(words, params=params or None)
    return Finding(code, in_all_languages(error), field)


def as_json(organisation: Organisation) -> dict[str, Any]:
    """The fields as JSON: areas by code, days as ISO text."""
    values: dict[str, Any] = {
        field: getattr(organisation, field) for field in REVERTED if field not in {"area", "zone"}
    }
    values["founded"] = organisation.founded.isoformat() if organisation.founded else None
    values["archived_at"] = organisation.archived_at.isoformat() if organisation.archived_at else None
    values["area"] = organisation.area.code
    values["zone"] = organisation.zone.code if organisation.zone else None
    return values


def from_json(values: Mapping[str, Any], areas: Mapping[str, Area]) -> dict[str, Any]:
    """The inverse of ``as_json``; an area that is not in ``areas`` becomes None."""
    plain = dict(values)
    for field in ("area", "zone"):
        if field in plain:
            plain[field] = areas.get(plain[field]) if plain[field] else None
    if plain.get("founded"):
        plain["founded"] = date.fromisoformat(plain["founded"])
    if plain.get("archived_at"):
        plain["archived_at"] = datetime.fromisoformat(plain["archived_at"])
    return plain


@transaction.atomic
def write_organisations(rows: Sequence[RowToWrite], *, area: Area, by: Any, reason: str) -> list[WrittenRow]:
    """Write rows of a list in one transaction. ``area`` is the batch's: nothing outside it is touched.

    A row that cannot be written comes back with the error; the others are written.
    """
    known = lock_rows(Organisation, (row.against for row in rows), LINKS)
    areas = _areas(rows)
    taken = _taken([row.values.get("uscc") for row in rows])
    made: list[tuple[RowToWrite, Organisation]] = []
    changed: list[tuple[RowToWrite, Organisation, dict[str, Any]]] = []
    results: list[WrittenRow] = []
    for row in rows:
        organisation = Organisation() if row.against is None else known.get(row.against)
        before = as_json(organisation) if row.against is not None and organisation is not None else None
        error = _fill(organisation, row, areas, area=area, by=by) or _clash(organisation, taken, area=area, by=by)
        if error is not None or organisation is None:
            results.append(WrittenRow(row.number, error=error))
            continue
        if organisation.uscc:
            taken[organisation.uscc] = organisation
        if before is None:
            made.append((row, organisation))
        else:
            changed.append((row, organisation, before))
    add_rows(Organisation, [one for _row, one in made], by=by, reason=reason)
    change_rows(Organisation, [one for _row, one, _before in changed], _WRITTEN, by=by, reason=reason)
    keep_former_names([(one, before["name"]) for _row, one, before in changed], on=clock.today(), is_said=False)
    results += [WrittenRow(row.number, one.pk, one.version) for row, one in made]
    results += [WrittenRow(row.number, one.pk, one.version, before) for row, one, before in changed]
    note_changes(SOURCE, [row.record for row in results if row.record is not None])
    return results


def _fill(
    organisation: Organisation | None, row: RowToWrite, areas: Mapping[str, Area], *, area: Area, by: Any
) -> Finding | None:
    """Put the row's values on the organisation; the reason why not, if so."""
    if organisation is None or (row.against is not None and organisation.version != row.against_version):
        return finding("changed", _("Somebody changed this organisation after the check. Check the list again."))
    if row.against is None:
        organisation.created_at = organisation.updated_at = clock.now()
    else:
        if not inside(organisation.place, area):
            return finding("outside", taken_outside(area))
        if not can(by, Permission.ORGANISATION_IMPORT, organisation.place):
            return finding("permission", _("Your roles do not permit changing this organisation."))
        if organisation.archived_at is not None:
            organisation.archived_at = None
        organisation.version += 1
        organisation.updated_at = clock.now()
    for field, value in tidy_organisation(from_json(row.values, areas)).items():
        setattr(organisation, field, value)
    if row.confirmed and organisation.uscc:
        organisation.uscc_confirmed = True
    derive(organisation)
    values = {field: getattr(organisation, field) for field in FIELDS if field != "area"}
    values["area"] = organisation.area if organisation.area_id else None
    found = check_organisation(values)
    if found:
        field, errors = next(iter(found.items()))
        return finding(errors[0].code or "invalid", errors[0], field=field)
    if not inside(organisation.place, area):
        return finding("outside", _("This area is outside the one the list was uploaded for."), field="area")
    if not can(by, Permission.ORGANISATION_IMPORT, Place(paths=organisation.place.paths)):
        return finding("permission", _("Your roles do not permit importing into this area."), field="area")
    return None


def inside(place: Place, area: Area) -> bool:
    """Whether one of the place's paths lies in ``area``."""
    return any(path.startswith(area.path) for path in place.paths)


def taken_outside(area: Area) -> ValidationError:
    """The error for a record beyond the list's area. It is not named: whoever may import into ``area`` reads this."""
    words = _(
        "An organisation outside %(bounds)s is registered like this already. A list for the wider area reaches it."
    )
    return ValidationError(words, code="outside", params={"bounds": area.name})


def _clash(
    organisation: Organisation | None, taken: Mapping[str, Organisation], *, area: Area, by: Any
) -> Finding | None:
    twin = taken.get(organisation.uscc) if organisation is not None and organisation.uscc else None
    if (
        twin is None
        or twin is organisation
        or (twin.pk is not None and organisation is not None and twin.pk == organisation.pk)
    ):
        return None
    if twin.pk is None:
        return finding("uscc-twice", _("The same code stands in an earlier row of this list."), field="uscc")
    words = registered_already(twin, by=by) if inside(twin.place, area) else taken_outside(area)
    return finding("uscc-taken", words, field="uscc")


@transaction.atomic
def revert_organisations(rows: Sequence[RowToRevert], *, by: Any, reason: str) -> list[WrittenRow]:
    """Put back what was before the rows were written. What was changed or is used since comes back with an error."""
    known = lock_rows(Organisation, (row.record for row in rows), LINKS)
    areas = {one.code: one for one in Area.objects.filter(code__in=_codes(row.before or {} for row in rows))}
    held = referenced(Organisation, [row.record for row in rows if row.before is None])
    taken = _taken((row.before or {}).get("uscc") for row in rows)
    results: list[WrittenRow] = []
    restored: list[Organisation] = []
    removed: list[Organisation] = []
    for row in rows:
        organisation = known.get(row.record)
        if organisation is None:
            results.append(WrittenRow(row.number))  # gone already: nothing is left to take back
            continue
        error = _cannot_revert(organisation, row, areas, held, taken, by=by)
        if error is not None:
            results.append(WrittenRow(row.number, error=error))
            continue
        if row.before is None:
            removed.append(organisation)
        else:
            for field, value in from_json(row.before, areas).items():
                setattr(organisation, field, value)
            organisation.version += 1
            organisation.updated_at = clock.now()
            derive(organisation)
            restored.append(organisation)
        results.append(WrittenRow(row.number, organisation.pk, organisation.version))
    # First without codes, so that two rows that exchanged theirs can exchange them back.
    Organisation.objects.filter(pk__in=[one.pk for one in restored]).update(uscc=None)
    change_rows(Organisation, restored, _WRITTEN, by=by, reason=reason)
    forget_rename((one.pk, one.version - 1) for one in restored)
    remove_rows(Organisation, removed, by=by, reason=reason)
    note_changes(SOURCE, [one.pk for one in (*restored, *removed)])
    return results


def _cannot_revert(
    organisation: Organisation, row: RowToRevert, areas: Mapping[str, Area], held: set[int],
    taken: Mapping[str, Organisation], *, by: Any,
) -> Finding | None:  # fmt: skip
    if organisation.version != row.version:
        return finding("changed-since", _("Changed after the import; the later change was kept."))
    if organisation.pk in held and row.before is None:
        return finding("in-use", _("Other records refer to this organisation; it was kept. Archive it instead."))
    if not can(by, Permission.ORGANISATION_IMPORT, organisation.place):
        return finding("permission", _("Your roles do not permit changing this organisation."))
    if row.before is not None:
        holder = taken.get(row.before.get("uscc") or "")
        if row.before.get("area") not in areas:
            return finding("area-gone", _("The area it belonged to no longer exists; the record was kept."))
        if holder is not None and holder.pk != organisation.pk:
            return finding("uscc-taken", _("Its former code belongs to another organisation now; it was kept."))
    return None


def _codes(values: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one[field] for one in values for field in ("area", "zone") if one.get(field)}


def _areas(rows: Sequence[RowToWrite]) -> dict[str, Area]:
    return {one.code: one for one in Area.objects.filter(code__in=_codes(row.values for row in rows), archived_at=None)}


def _taken(codes: Iterable[str | None]) -> dict[str, Organisation]:
    wanted = {code for code in codes if code}
    rows = Organisation.objects.filter(uscc__in=wanted).select_related(*LINKS)
    return {one.uscc: one for one in rows if one.uscc} if wanted else {}
