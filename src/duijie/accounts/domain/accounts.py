"""Who can sign in: added, described, deactivated and let in again. What they may do is in ``memberships``."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.domain.memberships import give_role, refuse_last
from duijie.accounts.domain.passwords import one_time_password
from duijie.accounts.models import ApiToken, PastPassword, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ADMINISTRATORS
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction

FIRM_ROLE = "firm_contact"
EDITABLE = ("username", "name", "name_en", "mobile", "email", "language")
OWN = ("name", "name_en", "language")


@in_transaction
def add_account(*, by: Any, lasting: bool = False, **fields: Any) -> tuple[User, str]:
    """A new account without any role, and its one-time password. ``by`` is None only on the server's command line.

    ``lasting``, on the command line only: the password need not be replaced at the first sign-in. ``fields``:
    ``username`` and ``name``, and any of ``EDITABLE`` and ``is_demo``. Raises ``ValidationError``.
    """
    if by is not None:
        require(by, Permission.ACCOUNT_EDIT)
    _refuse_unknown(fields, (*EDITABLE, "is_demo"))
    return _add(fields, by=by, must_change=by is not None or not lasting)


@in_transaction
def open_firm_account(*, organisation: Any, by: Any, **fields: Any) -> tuple[User, str]:
    """The account of a firm's contact whose claim ``by`` accepts, with its role at this firm and no other; and its
    one-time password. ``organisation`` is registered. Raises ``ValidationError``, ``PermissionDenied``."""
    require(by, Permission.FILING_DECIDE, organisation.place)
    _refuse_unknown(fields, EDITABLE)
    account, password = _add(fields, by=by, must_change=True)
    give_role(person=account, role=FIRM_ROLE, by=by, organisation=organisation)
    return account, password


def _add(fields: dict[str, Any], *, by: Any, must_change: bool) -> tuple[User, str]:
    account = User(**_cleaned(fields), must_change_password=must_change, password_changed_at=clock.now())
    password = one_time_password()
    account.set_password(password)
    _refuse_same_name(account)
    account.full_clean()
    account.save()
    PastPassword.objects.create(user=account, password=account.password)
    audit.record(by=by, verb="account.add", target=account)
    return account, password


@in_transaction
def edit_account(*, account: User, by: User, **fields: Any) -> User:
    """Change what is named. Oneself may change name and language; the rest is for who keeps accounts."""
    if account.pk != by.pk or set(fields) - set(OWN):
        require(by, Permission.ACCOUNT_EDIT)
    _refuse_unknown(fields, EDITABLE)
    fields = _cleaned(fields)
    current: User = User.objects.select_for_update().get(pk=account.pk)
    changed = [name for name, value in fields.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, fields[name])
    _refuse_same_name(current)
    current.full_clean(exclude=["password"])
    if changed:
        current.save(update_fields=changed)
        audit.record(by=by, verb="account.edit", target=current, detail={"fields": sorted(changed)})
    return current


@in_transaction
def deactivate_account(*, account: User, by: User) -> User:
    """End somebody's access at once, with every session and token. The records of what they did stay."""
    require(by, Permission.ACCOUNT_EDIT)
    if account.pk == by.pk:
        raise ValidationError(_("You cannot deactivate yourself."), code="self")
    current = User.objects.select_for_update().get(pk=account.pk)
    for role in current.memberships.filter(role__in=ADMINISTRATORS).values_list("role", flat=True):
        refuse_last(role, without=current)
    return _switch(current, active=False, by=by)


@in_transaction
def reactivate_account(*, account: User, by: User) -> User:
    """Let somebody in again, with the roles they still hold."""
    require(by, Permission.ACCOUNT_EDIT)
    return _switch(User.objects.select_for_update().get(pk=account.pk), active=True, by=by)


def _switch(account: User, *, active: bool, by: User) -> User:
    if account.is_active == active:
        words = _("This account is active already.") if active else _("This account is deactivated already.")
        raise ValidationError(words, code="state")
    account.is_active = active
    account.save(update_fields=["is_active"])
    if not active:  # whoever is let in again later shall not find forgotten keys in use
        ApiToken.objects.filter(user=account, revoked_at=None).update(revoked_at=clock.now())
    audit.record(by=by, verb="account.activate" if active else "account.deactivate", target=account)
    return account


def _cleaned(fields: dict[str, Any]) -> dict[str, Any]:
    cleaned = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    if "username" in cleaned:
        cleaned["username"] = User.normalize_username(cleaned["username"])
    if "mobile" in cleaned:
        cleaned["mobile"] = "".join(str(cleaned["mobile"] or "").split()).replace("-", "") or None
    return cleaned


def _refuse_same_name(account: User) -> None:
    """Two names that differ in capitals only would keep both people out: sign-in does not tell them apart."""
    others = User.objects.filter(username__iexact=account.username).exclude(pk=account.pk).values_list("username")
    if any(name != account.username and name.lower() == account.username.lower() for (name,) in others):
        words = _("This login name is in use already, written with other capitals.")
        raise ValidationError({"username": words}, code="taken")


def _refuse_unknown(fields: dict[str, Any], known: tuple[str, ...]) -> None:
    unknown = set(fields) - set(known)
    if unknown:
        raise TypeError(f"{', '.join(sorted(unknown))}: an account has {', '.join(known)}")
