"""What the register knows of host and home units."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.batch import Batch
from duijie.programmes.conditions.facts import Fact, FactKind, Known, Source, Unknown, Value, Values, add_fact
from duijie.programmes.conditions.person_facts import holds_on
from duijie.programmes.conditions.stated_facts import age_on
from duijie.registry.models import OrganisationKind, TagKind

KINDS = tuple((str(one), one.label) for one in OrganisationKind)
ROLES = (("host", _("host unit")), ("home", _("home unit")))


def _of_unit(role: str, column: str, value: Callable[[Any, date], Any]) -> Callable[[Batch, Any], Values]:
    """Reads ``column`` of the unit in this role; an empty one is unknown."""

    def read(batch: Batch, day: date) -> Values:
        return {one.key: _cell(batch, getattr(one, role), role, column, day) for one in batch.subjects}

    def _cell(batch: Batch, unit: int | None, role: str, column: str, day: date) -> Value:
        if unit is None:
            return Unknown(f"no-{role}")
        found = batch.units.get(unit, {}).get(column)
        return Unknown("not-registered") if found is None else Known(value(found, day))

    return read


def _registered(role: str) -> Callable[[Batch, Any], Values]:
    """Whether a unit is named that the register has; one that it could not be found by cannot be told."""

    def read(batch: Batch, _day: date) -> Values:
        given = {one.key: getattr(one, role) for one in batch.subjects}
        return {
            key: Unknown(f"no-{role}") if unit is None else Known(unit in batch.units) for key, unit in given.items()
        }

    return read


for _role, _label in ROLES:
    add_fact(
        Fact(
            f"{_role}.registered", FactKind.YESNO, format_lazy(_("{unit}: in the register"), unit=_label),
            Source.REGISTER, _registered(_role), _("entry in the register of organisations"),
        )
    )  # fmt: skip
    add_fact(
        Fact(
            f"{_role}.kind", FactKind.CHOICE, format_lazy(_("{unit}: kind"), unit=_label), Source.REGISTER,
            _of_unit(_role, "kind", lambda found, _day: found), _("business licence or certificate of legal person"),
            choices=KINDS,
        )
    )  # fmt: skip
    add_fact(
        Fact(
            f"{_role}.age", FactKind.NUMBER, format_lazy(_("{unit}: full years since it was founded"), unit=_label),
            Source.REGISTER, _of_unit(_role, "founded", age_on), _("business licence"), unit=_("years"), dated=True,
        )
    )  # fmt: skip
    add_fact(
        Fact(
            f"{_role}.staff", FactKind.NUMBER, format_lazy(_("{unit}: staff"), unit=_label), Source.REGISTER,
            _of_unit(_role, "staff", lambda found, _day: found), _("record of social insurance"), unit=_("persons"),
        )
    )  # fmt: skip


def _tagged(kind: str) -> Callable[[Batch, Any], Values]:
    return lambda batch, day: {one.key: _tag(batch, one.host, kind, day) for one in batch.subjects}


def _tag(batch: Batch, host: int | None, kind: str, day: date) -> Value:
    """No, where the register knows the days of the tag and ``day`` is none of them. A tag that was never registered
    says nothing: lists of tags come late, and not all come."""
    if host is None:
        return Unknown("no-host")
    known = [row for row in batch.tags.get(host, ()) if row["kind"] == kind]
    return Known(any(holds_on(row, day) for row in known)) if known else Unknown("not-registered")


for _kind in TagKind:
    if _kind is not TagKind.OTHER:
        add_fact(
            Fact(
                f"host.is_{_kind}", FactKind.YESNO, format_lazy(_("host unit: {tag}"), tag=_kind.label),
                Source.REGISTER, _tagged(str(_kind)), _("certificate, or the published list with number and day"),
                dated=True,
            )
        )  # fmt: skip
