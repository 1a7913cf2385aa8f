"""Passwords: chosen by their owner, or given once by an administrator and then replaced by the owner."""

import secrets
import string
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import ApiToken, PastPassword, User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ADMINISTRATORS
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction

KEEP = 24  # past passwords of one account; the rule looks at fewer
KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "-+=@#%")
UNCLEAR = set("Il1O0o")


@in_transaction
def set_password(*, account: User, password: str, by: Any) -> User:
    """The owner chooses a new one. Raises ``ValidationError`` when it breaks a rule. Other sessions end."""
    if by is not None and by.pk != account.pk:
        raise PermissionDenied(_("A password is chosen by its owner; an administrator gives a one-time password."))
    validate_password(password, account)
    _store(account, password, must_change=False)
    audit.record(by=by, verb="password.change", target=account)
    return account


@in_transaction
def reset_password(*, account: User, by: Any) -> str:
    """A one-time password, returned and stored nowhere in clear; its owner must replace it at the next sign-in.

    A system administrator may do this, but not for one of the three administrators: else one of them could become
    another. Those are for the security administrator. ``by`` is None on the server's own command line. Sessions end
    and API tokens are revoked: whoever resets a password that fell into wrong hands wants nothing of theirs to go on.
    """
    if by is not None:
        check_may_reset(account=account, by=by)
        if by.pk == account.pk:
            raise ValidationError(_("Change your own password instead."), code="self")
    password = one_time_password()
    _store(account, password, must_change=True)
    revoked = ApiToken.objects.filter(user=account, revoked_at=None).update(revoked_at=clock.now())
    audit.record(by=by, verb="password.reset", target=account, detail={"tokens": revoked} if revoked else None)
    return password


def check_may_reset(*, account: User, by: Any) -> None:
    """Raises ``PermissionDenied`` unless ``by`` may replace what ``account`` signs in with."""
    administrator = account.memberships.filter(role__in=ADMINISTRATORS).exists()
    if not by.has_perm(Permission.MEMBERSHIP_EDIT if administrator else Permission.ACCOUNT_EDIT):
        raise PermissionDenied(_("What administrators sign in with is reset by the security administrator."))


def one_time_password(length: int = 14) -> str:
    """Random, with every kind of character and none that is read as another."""
    kinds = ["".join(sorted(set(kind) - UNCLEAR)) for kind in KINDS]
    letters = [secrets.choice(kind) for kind in kinds]
    letters += [secrets.choice("".join(kinds)) for _place in range(length - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def _store(account: User, password: str, *, must_change: bool) -> None:
    account.set_password(password)
    account.must_change_password = must_change
    account.password_changed_at = clock.now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    PastPassword.objects.create(user=account, password=account.password)
    kept = account.past_passwords.values_list("pk", flat=True)[:KEEP]
    account.past_passwords.exclude(pk__in=list(kept)).delete()
