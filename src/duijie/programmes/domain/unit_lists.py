"""Bringing in a list of recommending units with quotas: all of it, or nothing and every mistake by its row."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.models import RecommendingUnit, Round
from duijie.programmes.states import RoundState
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.models import Area, AreaKind, Organisation

MOST_LINES, MOST_TOLD, HIGHEST = 2_000, 50, 100_000


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row as it was written: ``row`` from 1, the unit by name or code, its quota (empty: no limit)."""

    row: int
    name: str
    code: str
    quota: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    row: int
    area: Area | None
    organisation: Organisation | None
    quota: int | None

    @property
    def key(self) -> tuple[int | None, int | None]:
        return (self.area.pk if self.area else None, self.organisation.pk if self.organisation else None)


@in_transaction
def bring_in_units(*, round: Round, lines: Sequence[UnitLine], by: Any) -> dict[str, int]:  # noqa: A002 – the noun
    """Units that are new are added while the round is prepared or open, quotas of known ones are set until the
    recommendation ends. How many were ``added``, ``changed``, and ``same``. Raises ``ValidationError`` with code
    ``row`` for each mistake, ``empty``, ``many`` or ``state``."""
    hold(Round, round.pk)
    current = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    if current.state not in {RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED}:
        raise ValidationError(_("The recommendation is over."), code="state")
    if not lines:
        raise ValidationError(_("The list has no rows."), code="empty")
    if len(lines) > MOST_LINES:
        raise ValidationError(_("At most %(most)d rows."), code="many", params={"most": MOST_LINES})
    known = {(one.area_id, one.organisation_id): one for one in current.units.all()}
    hold(RecommendingUnit, *(one.pk for one in known.values()))
    known = {(one.area_id, one.organisation_id): one for one in current.units.select_related("area", "organisation")}
    wanted, wrong = _read(current, lines, by=by)
    seen: dict[Any, int] = {}
    for one in wanted:
        if one.key in seen:
            wrong.append(_error(one.row, _("It stands in row %(other)d already.") % {"other": seen[one.key]}))
        seen.setdefault(one.key, one.row)
        unit = known.get(one.key)
        if unit is None and current.state == RoundState.CLOSED:
            wrong.append(_error(one.row, _("The call is over: no unit can be added any more.")))
        if unit is not None and one.quota is not None and one.quota < unit.used:
            words = _("%(unit)s: %(used)d are recommended already.") % {"unit": unit, "used": unit.used}
            wrong.append(_error(one.row, words))
    if wrong:
        raise ValidationError(wrong[:MOST_TOLD])
    return _apply(current, wanted, known, by=by)


def _apply(current: Round, wanted: Sequence[_Wanted], known: dict[Any, RecommendingUnit], *, by: Any) -> dict[str, int]:
    new = [one for one in wanted if one.key not in known]
    changed = [one for one in wanted if one.key in known and known[one.key].quota != one.quota]
    RecommendingUnit.objects.bulk_create(
        RecommendingUnit(round=current, area=one.area, organisation=one.organisation, quota=one.quota) for one in new
    )
    quotas = {}
    for one in changed:
        unit = known[one.key]
        quotas[str(unit.pk)] = [unit.quota, one.quota]
        unit.quota = one.quota
        unit.save(update_fields=["quota"])
    counted = {"added": len(new), "changed": len(changed), "same": len(wanted) - len(new) - len(changed)}
    detail = {"units": len(new), "quotas": quotas, "count": len(wanted)}
    audit.record(by=by, verb="round.import_units", target=current, place=current.place, detail=detail)
    return counted


def _read(current: Round, lines: Sequence[UnitLine], *, by: Any) -> tuple[list[_Wanted], list[ValidationError]]:
    kinds = [AreaKind.COUNTY, AreaKind.ZONE]
    areas = list(Area.objects.below(current.programme.area.path).filter(kind__in=kinds, archived_at=None))
    named: dict[str, list[Area]] = {}
    for area in areas:
        for text in {area.name, area.name_en.casefold(), area.code} - {""}:
            named.setdefault(text, []).append(area)
    wanted, wrong = [], []
    for line in lines:
        quota, fault = _quota(line.quota)
        if fault is not None:
            wrong.append(_error(line.row, fault))
        found = named.get(line.code) or named.get(line.name) or named.get(line.name.casefold()) or []
        if len(found) == 1:
            wanted.append(_Wanted(line.row, found[0], None, quota))
            continue
        if len(found) > 1:
            wrong.append(_error(line.row, _("“%(name)s” names several areas: write the code.") % {"name": line.name}))
            continue
        organisation = find_named(text=line.code or line.name, by=by) or find_named(text=line.name, by=by)
        if organisation is None:
            words = _("“%(name)s” is no county or zone of the area, and no organisation of the register.")
            wrong.append(_error(line.row, words % {"name": (line.name or line.code)[:60]}))
            continue
        wanted.append(_Wanted(line.row, None, organisation, quota))
    return wanted, wrong


def _quota(text: str) -> tuple[int | None, Any]:
    """The quota, and what is wrong with it."""
    tidy = unicodedata.normalize("NFKC", text).strip().removesuffix("人").removesuffix("名")
    if not tidy:
        return None, None
    if tidy.endswith(".0"):
        tidy = tidy[:-2]
    if not (tidy.isascii() and tidy.isdecimal() and int(tidy[:9]) <= HIGHEST and len(tidy) < 9):
        words = _("“%(text)s” is no quota: a whole number up to %(most)d, or empty for no limit.")
        return None, words % {"text": text[:20], "most": HIGHEST}
    return int(tidy), None


def _error(row: int, words: Any) -> ValidationError:
    return ValidationError(_("Row %(row)d: %(words)s") % {"row": row, "words": words}, code="row")
