"""Signing in by login name or by mobile number."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Q
from django.http import HttpRequest

from duijie.accounts.models import User


class LoginNameBackend(AuthenticationBackend):
    """allauth's backend, with the mobile number accepted where the login name is asked for."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        typed = str(credentials.get("username") or "").strip()
        found = User.objects.filter(Q(username=typed) | Q(mobile=typed)).order_by("pk").first() if typed else None
        if found is not None:
            credentials["username"] = found.username
        return super().authenticate(request, **credentials)
