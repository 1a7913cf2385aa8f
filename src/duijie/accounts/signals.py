"""Signing in and out goes into the audit, whichever page or program it came through."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from duijie.accounts.domain.lockout import find_account, is_locked
from duijie.common.domain import audit


@receiver(user_logged_in)
def note_sign_in(user: Any, **kwargs: Any) -> None:
    audit.record(by=user, verb="account.sign_in", target=user)


@receiver(user_logged_out)
def note_sign_out(user: Any, **kwargs: Any) -> None:
    if user is not None:
        audit.record(by=user, verb="account.sign_out", target=user)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], **kwargs: Any) -> None:
    """What was typed as the name is kept only when it is one: people type passwords there."""
    account = find_account(str(credentials.get("username") or ""))
    audit.record(by=None, verb="account.sign_in_failed", target=account)
    if account is not None and is_locked(account.username):
        audit.record(by=None, verb="account.lock", target=account)
