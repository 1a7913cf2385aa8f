"""Calling the API in tests as a program does, with a token."""

import json
from typing import Any

from django.test import Client

from duijie.accounts.access import grants
from duijie.accounts.domain.tokens import add_token


def caller(client: Client, user: Any, scopes: Any = None) -> Any:
    """Call as ``user`` with a token for ``scopes`` (default: all that the roles permit); the answer's status and JSON.

    With ``raw``, the answer itself.
    """
    if scopes is None:
        scopes = {str(permission) for grant in grants(user) for permission in grant.permissions}
    _token, text = add_token(user=user, name="test", scopes=scopes, by=user)

    def do(method: str, address: str, body: Any = None, language: str = "en", raw: bool = False, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {text}", "Accept-Language": language}
        if body is not None:
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(client, method)(f"/api/v1{address}", headers=headers, **options)
        if raw:
            return response
        kind = "application/problem+json" if response.status_code >= 400 else "application/json"
        assert response.get("Content-Type", kind).split(";")[0] == kind
        return response.status_code, response.json() if response.content else None

    return do
