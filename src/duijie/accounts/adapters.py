"""How allauth behaves here: accounts are given, not taken; a name is locked after too many wrong passwords."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import ngettext

from duijie.accounts.domain import lockout, passwords
from duijie.common import site


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

    def get_from_email(self) -> str:
        """Mails of accounts come from the same sender as all others."""
        return site.current().sender(settings.DEFAULT_FROM_EMAIL)

    def set_password(self, user: Any, password: str) -> None:
        """Pages of allauth that change a password end in our domain function: history, audit, one-time mark."""
        passwords.set_password(account=user, password=password, by=user)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Secrets of second factors lie in the database under the key of the data folder: a copy of one is no copy of both.

    Raises ``InvalidToken`` for a secret that was stored under another key; old keys go into ``SECRET_KEY_FALLBACKS``.
    """

    def get_totp_issuer(self) -> str:
        """What the app on the phone shows beside the code: the short name of the site."""
        return site.current().short_name

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"duijie second factor " + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def check_present_password(account: Any, check: Callable[[], str]) -> str:
    """Let ``check`` look at the password of who has signed in already: guesses there count like those at the door."""
    return _counted(account.username, check)


def check_code(account: Any, check: Callable[[], str]) -> str:
    """Let ``check`` look at a verification code, unless too many were wrong; raises ``ValidationError`` then.

    Counted like passwords, in the database: six digits are guessed soon by whoever knows the password and may try on.
    """
    return _counted(lockout.name_of_codes(account), check)


def _counted(name: str, check: Callable[[], str]) -> str:
    if not lockout.begin_try(name):
        raise _locked()
    found = check()
    lockout.forget_tries(name)
    return found


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
