"""Accounts for tests: real rows, made without the ceremony that the domain asks of people."""

import itertools
from typing import Any

from duijie.accounts.domain.queries.undertakings import shipped
from duijie.accounts.models import Membership, Undertaking, UndertakingSignature, User
from duijie.accounts.roles import ROLES

PASSWORD = "Correct-horse-1"  # passes the platform's own rules
_numbers = itertools.count(1)


def make_user(
    *,
    role: str | None = None,
    area: Any = None,
    organisation: Any = None,
    department: Any = None,
    signed: bool = True,
    **fields: Any,
) -> User:
    """An active account with ``PASSWORD``; with ``role``, a membership of it at ``area`` or ``organisation``. Whoever
    holds a role that signs has signed the text in force, unless ``signed`` says otherwise."""
    number = next(_numbers)
    fields.setdefault("username", f"{role or 'person'}{number}")
    fields.setdefault("name", f"{role or 'Person'} {number}")
    user = User.objects.create_user(fields.pop("username"), fields.pop("password", PASSWORD), **fields)
    if role is not None:
        if signed and ROLES[role].signs:
            sign(user)
        grant(user, role, area=area, organisation=organisation, department=department)
    return user


def grant(user: User, role: str, *, area: Any = None, organisation: Any = None, department: Any = None) -> Membership:
    """One more role for ``user``."""
    user.__dict__.pop("_grants", None)
    return Membership.objects.create(user=user, role=role, area=area, organisation=organisation, department=department)


def sign(user: User) -> None:
    """The confidentiality undertaking in force."""
    newest = Undertaking.objects.order_by("-version").first()
    if newest is None:
        newest = shipped()
        newest.save()
    UndertakingSignature.objects.create(user=user, undertaking=newest, name=user.name)
