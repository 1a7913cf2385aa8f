"""Signing in by login name or by mobile number."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from duijie.accounts.domain import lockout


class LoginNameBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's backend, with the mobile number accepted for the login name, and every try counted."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """The account, or None. ``PermissionDenied`` while the name is locked: no other backend is asked."""
        typed = str(credentials.get("username") or "")
        if not typed.strip():
            return None
        found = lockout.find_account(typed)
        name = lockout.name_of(typed)
        if not lockout.begin_try(name):
            raise PermissionDenied
        credentials["username"] = found.username if found is not None else name
        user = super().authenticate(request, **credentials)
        if user is not None:
            lockout.forget_tries(name)
        return user
