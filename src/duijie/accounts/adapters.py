"""How allauth behaves here: accounts are given, not taken; a name is locked after too many wrong passwords."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from duijie.accounts.domain import lockout, passwords


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator, so that each belongs to a known person."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        _refuse_locked(credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The try that reaches the limit is told so at once."""
        _refuse_locked(credentials)

    def set_password(self, user: Any, password: str) -> None:
        """Pages of allauth that change a password end in our domain function: history, audit, one-time mark."""
        passwords.set_password(account=user, password=password, by=user)


def check_code(account: Any, check: Callable[[], str]) -> str:
    """Let ``check`` look at a verification code, unless too many were wrong; raises ``ValidationError`` then.

    Counted like passwords, in the database: six digits are guessed soon by whoever knows the password and may try on.
    """
    name = lockout.name_of_codes(account)
    if not lockout.begin_try(name):
        raise _locked()
    code = check()
    lockout.forget_tries(name)
    return code


def _refuse_locked(credentials: dict[str, Any]) -> None:
    if lockout.is_locked(lockout.name_of(str(credentials.get("username") or ""))):
        raise _locked()


def _locked() -> ValidationError:
    minutes = lockout.minutes()
    words = ngettext(
        "Too many wrong passwords: this name is locked for %(minutes)d minute. An administrator can unlock it.",
        "Too many wrong passwords: this name is locked for %(minutes)d minutes. An administrator can unlock it.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes}, code="locked")
