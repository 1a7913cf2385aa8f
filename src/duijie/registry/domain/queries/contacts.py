"""Finding the contact data of a person: by number, by e-mail, or by name together with the unit.

Rows are read whoever may see them: what the law gives to the person does not end where an office's sight does. The
callers have checked that a request may be decided in the area that bounds it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from duijie.registry.contacts import ContactColumns, contact_columns
from duijie.registry.domain.queries.naming import once_called
from duijie.registry.models import Area, Organisation, PersonalRequest
from duijie.registry.models.area import lies_in
from duijie.registry.names import name_key

LEAST_DIGITS = 7
"""Digits below which a number recognises nobody."""


def digits_of(text: str) -> str:
    """A number as it is dialled within the country."""
    digits = "".join(sign for sign in text if sign.isdecimal())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is. ``units`` are numbers of organisations, ``unit_keys`` keys of names as written. ``is_strict``:
    nobody has looked at it, so the name has to fit together with something else."""

    name: str = ""
    phone: str = ""
    email: str = ""
    units: frozenset[int] = frozenset()
    unit_keys: frozenset[str] = frozenset()
    account: int | None = None
    is_strict: bool = False

    def fits(self, columns: ContactColumns, row: Mapping[str, Any]) -> bool:
        """Whether a row speaks of the person."""
        if columns.account and self.account is not None and row[columns.account] == self.account:
            return True
        name, phone, email, mixed = (
            str(row[one] or "") if one else "" for one in (columns.name, columns.phone, columns.email, columns.mixed)
        )
        known = "".join(self.name.split())
        is_named = bool(known) and ("".join(name.split()) == known or known in "".join(mixed.split()))
        is_reached = bool(self.phone) and (digits_of(phone) == self.phone or self.phone in digits_of(mixed))
        if self.email:
            is_reached = is_reached or email.lower() == self.email or self.email in mixed.lower()
        in_unit = any(row[one] in self.units for one in columns.units) or any(
            row[one] and name_key(str(row[one])) in self.unit_keys for one in columns.unit_names
        )
        return is_named and (is_reached or in_unit) if self.is_strict else is_reached or (is_named and in_unit)

    def candidates(self, columns: ContactColumns) -> Q:
        """What the database can leave out: ``fits`` decides about the rest."""
        parts = []
        if self.phone:
            end = self.phone[-4:]
            parts += [Q(**{f"{one}__contains": end}) for one in (columns.phone, columns.mixed) if one]
        if self.email:
            parts += [Q(**{f"{one}__icontains": self.email}) for one in (columns.email, columns.mixed) if one]
        if self.name and (self.units or self.unit_keys or self.is_strict):
            first = "".join(self.name.split())[:1]
            parts += [Q(**{f"{one}__contains": first}) for one in (columns.name, columns.mixed) if one]
        if columns.account and self.account is not None:
            parts.append(Q(**{columns.account: self.account}))
        return reduce(or_, parts) if parts else Q(pk__in=())


def identity_of(request: PersonalRequest) -> Identity:
    """Of whom a request speaks: the contact that it names, or the person of the register and the account."""
    if request.is_about_contact:
        units = _numbers_of(request.contact_unit)
        return Identity(
            request.contact_name, _number(request.contact_phone), request.contact_email.lower(), units,
            frozenset({name_key(request.contact_unit)} - {""}),
        )  # fmt: skip
    person, account = request.person, request.account
    found = Identity(is_strict=True)
    if account is not None:
        units = frozenset(account.memberships.exclude(organisation=None).values_list("organisation", flat=True))
        found = Identity(
            account.name, _number(account.mobile or ""), account.email.lower(), units, account=account.pk,
            is_strict=True,
        )  # fmt: skip
    if person is not None:
        found = replace(
            found, name=person.name, phone=_number(person.mobile) or found.phone,
            email=person.email.lower() or found.email,
            units=found.units | ({person.organisation_id} if person.organisation_id else set()),
            unit_keys=frozenset({name_key(person.organisation_name)} - {""}),
        )  # fmt: skip
    return found


def _number(text: str) -> str:
    digits = digits_of(text)
    return digits if len(digits) >= LEAST_DIGITS else ""


def _numbers_of(unit: str) -> frozenset[int]:
    if not unit:
        return frozenset()
    named = Q(name=unit) | Q(uscc=unit) | Q(name_key=name_key(unit)) | Q(pk__in=once_called(unit))
    return frozenset(Organisation.objects.filter(named).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one entry of the table: those in force and earlier states, as dictionaries of their columns."""

    columns: ContactColumns
    rows: list[dict[str, Any]]
    earlier: list[dict[str, Any]]


def find_contacts(identity: Identity, *, area: Area | None = None) -> list[Found]:
    """All that is held about a person as somebody's contact, within ``area`` if one is given. One query or two for each
    entry of the table."""
    found = []
    for columns in contact_columns():
        rows = list(_fitting(columns.model, columns, identity, area))
        earlier = list(_fitting(columns.history, columns, identity, area)) if columns.history is not None else []
        if rows or earlier:
            found.append(Found(columns, rows, earlier))
    return found


def _fitting(model: Any, columns: ContactColumns, identity: Identity, area: Area | None) -> Iterator[dict[str, Any]]:
    rows = model._base_manager.filter(identity.candidates(columns)).order_by("pk")
    if area is not None:
        rows = rows.filter(lies_in(area.path, *columns.areas))
    names: Iterable[str] = dict.fromkeys(
        ("pk", *columns.columns, *columns.units, *columns.unit_names, *([columns.account] if columns.account else []),
         *(["id", "history_date"] if model is not columns.model else []))
    )  # fmt: skip
    for row in rows.values(*names).iterator():
        if identity.fits(columns, row):
            yield row
