"""API tokens: shown once, stored as a digest, never more powerful than their owner."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, grants
from duijie.accounts.models import ApiToken, User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction

MARK = "dj_"
PREFIX = len(MARK) + 8  # what is shown in lists


@in_transaction
def add_token(
    *, user: User, name: str, scopes: Iterable[str], by: User, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A token for oneself, and its text, which nobody can read again. ``scopes`` are permissions one holds oneself."""
    if by.pk != user.pk or not user.is_active:
        raise PermissionDenied(_("Tokens are made by their owner."))
    held = {str(permission) for grant in grants(user) for permission in grant.permissions}
    wanted = {str(scope) for scope in scopes}
    if not wanted or wanted - held:
        raise ValidationError({"scopes": _("Choose permissions that you hold yourself.")}, code="scopes")
    if expires_at is not None and expires_at <= clock.now():
        raise ValidationError({"expires_at": _("Choose a day to come.")}, code="expires_at")
    text = f"{MARK}{secrets.token_hex(4)}{secrets.token_urlsafe(32)}"
    token = ApiToken(
        user=user, name=name.strip(), prefix=text[:PREFIX], digest=digest_of(text), scopes=sorted(wanted),
        expires_at=expires_at,
    )  # fmt: skip
    token.full_clean()
    token.save()
    audit.record(by=by, verb="token.add", target=token, detail={"scopes": token.scopes})
    return token, text


@in_transaction
def revoke_token(*, token: ApiToken, by: Any) -> ApiToken:
    """End a token: one's own, or anybody's for those who keep accounts."""
    if token.user_id != by.pk and not can(by, Permission.ACCOUNT_EDIT) and not can(by, Permission.MEMBERSHIP_EDIT):
        raise PermissionDenied(_("This token is somebody else's."))
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
        raise ValidationError(_("This token was revoked already."), code="state")
    audit.record(by=by, verb="token.revoke", target=token)
    token.refresh_from_db()
    return token


def digest_of(text: str) -> str:
    """SHA-256: the text is 256 random bits, so a slow digest would protect nothing more."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
