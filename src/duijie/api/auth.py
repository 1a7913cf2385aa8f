"""Who calls: the owner of a bearer token, or the person signed in on the pages (then with the CSRF token)."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import SimpleRateThrottle

from duijie.accounts.domain.queries.tokens import find_user


class TokenAuth(HttpBearer):
    """``Authorization: Bearer dj_…``. The user comes back restricted to the scopes of the token."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        user = find_user(token)
        if user is not None:
            request.user = user
        return user


class PersonThrottle(SimpleRateThrottle):
    """Counts requests by person; strangers by address. ``DUIJIE_API_RATE`` sets the rate."""

    scope = "api"

    def get_cache_key(self, request: HttpRequest) -> str:
        person = getattr(request.user, "pk", None)
        return f"api-rate-{person or self.get_ident(request)}"


BEARER_OR_SESSION = [TokenAuth(), SessionAuth(csrf=True)]
