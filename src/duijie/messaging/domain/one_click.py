"""Links in mails and SMS that do one thing once without signing in.

The secret is random and only its digest is kept. It carries one deed for one account, for some days: whoever guesses,
comes late, comes twice, or is signed in as somebody else is refused, and that is audited.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.links import refuse_guesser, refuse_link
from duijie.common.transactions import hold, in_transaction
from duijie.messaging.models import Message, OneClickLink, Purpose

VALID = timedelta(days=7)
REFUSED = "message.link_refused"


def make_link(*, message: Message, purpose: Purpose) -> str:
    """A new secret for the reader of ``message``."""
    secret = secrets.token_urlsafe(24)
    now = clock.now()
    OneClickLink.objects.create(
        digest=digest_of(secret), purpose=purpose, account_id=message.account_id, message=message, created_at=now,
        expires_at=now + VALID,
    )  # fmt: skip
    return secret


def find_link(secret: str, *, by: Any) -> OneClickLink:
    """The living link of a secret, for whoever is not signed in or is the account it was made for (``by``).

    Raises ``LinkRefusedError``, which is audited.
    """
    refuse_guesser()
    found = OneClickLink.objects.filter(digest=digest_of(secret)).select_related("message", "account").first()
    if reason := _fault(found, by=by):
        refuse_link(REFUSED, reason, secret=secret, by=by, target=found.message if found is not None else None)
    assert found is not None
    return found


def use_link(secret: str, *, by: Any) -> Message:
    """Do what the link is for; the other links of that message for it end with it. Raises as ``find_link``."""
    link = find_link(secret, by=by)
    if not _use(link):
        refuse_link(REFUSED, "used", secret=secret, by=by, target=link.message)
    return link.message


@in_transaction
def _use(link: OneClickLink) -> bool:
    """False where somebody was first."""
    hold(OneClickLink, *OneClickLink.objects.filter(message=link.message_id).values_list("pk", flat=True))
    if not OneClickLink.objects.filter(pk=link.pk, used_at=None).exists():
        return False
    now = clock.now()
    OneClickLink.objects.filter(message=link.message_id, purpose=link.purpose, used_at=None).update(used_at=now)
    confirm_receipt(message=link.message, by=link.account)
    return True


@in_transaction
def confirm_receipt(*, message: Message, by: Any) -> bool:
    """Its reader – None without an account – has received ``message``; False where that was known."""
    now = clock.now()
    changed = Message.objects.filter(pk=message.pk, account=by, received_at=None).update(received_at=now)
    if changed:
        Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now)
        audit.record(by=by, verb="message.receipt", target=message)
        message.received_at = now
    return bool(changed)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _fault(link: OneClickLink | None, *, by: Any) -> str:
    if link is None or (link.account is not None and not link.account.is_active):
        return "unknown"
    if getattr(by, "is_authenticated", False) and by.pk != link.account_id:
        return "forwarded"
    if link.used_at is not None:
        return "used"
    return "expired" if link.expires_at < clock.now() else ""
