"""Refusing links that carry a secret. Each kind of link asks its own tables; here stands what they share.

A refusal is written in the audit: the kind of link, what was wrong, who was signed in, from where, and a sign by which
the same secret is known again – never the secret. Whoever is refused too often waits, and what they try meanwhile is
not looked at, so that guessing does not pay and does not fill the audit.
"""

from datetime import timedelta
from ipaddress import ip_address
from typing import Any, NoReturn

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from duijie.common import clock, facts
from duijie.common.domain import audit
from duijie.common.models import PublicTry

SALT = "duijie.links"
MOST_REFUSED = 30  # of one address in an hour: a whole firm may share one
WINDOW = timedelta(hours=1)
REFUSALS = {
    "unknown": _("This link is not ours, or was not copied whole."),
    "expired": _("This link has expired."),
    "replaced": _("This link was replaced by a newer one."),
    "used": _("This link was used already; it works once."),
    "forwarded": _("This link was sent to somebody else. You are signed in under another account."),
    "often": _("Too many links that do not work were opened from here. Try again in an hour."),
}
"""What is wrong with a link, in words for whoever opened it."""


class LinkRefusedError(Exception):
    """``reason`` is a key of ``REFUSALS``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def words(self) -> Any:
        return REFUSALS[self.reason]

    @property
    def status(self) -> int:
        """As HTTP says it."""
        return 429 if self.reason == "often" else 404


def refuse_guesser() -> None:
    """Before a secret is looked up. Raises ``LinkRefusedError`` (``often``) where too many were refused lately."""
    if (key := _key()) and _refused_lately(key) >= MOST_REFUSED:
        raise LinkRefusedError("often")


def refuse_link(verb: str, reason: str, *, secret: str, by: Any, target: models.Model | None = None) -> NoReturn:
    """Write ``verb`` in the audit and raise ``LinkRefusedError``. Called outside of transactions, which would take it
    back. ``by`` is whoever is signed in, or anybody."""
    note_refusal(verb, reason, secret=secret, by=by, target=target)
    if key := _key():
        PublicTry.objects.create(key=key, at=clock.now())
    if key and _refused_lately(key) >= MOST_REFUSED:
        audit.record(by=_known(by), verb="link.locked", target=None, detail={"minutes": WINDOW.seconds // 60})
    raise LinkRefusedError(reason)


def note_refusal(verb: str, reason: str, *, secret: str, by: Any, target: models.Model | None = None) -> None:
    """In the audit alone: for links that only who is signed in can follow, where rights decide and guessing opens
    nothing."""
    detail = {"reason": reason, "link": sign_of(secret)}
    audit.record(by=_known(by), verb=verb, target=target, detail=detail)


def sign_of(secret: str) -> str:
    """By which the same secret is known again, in the audit of this installation alone."""
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:12]


def _refused_lately(key: str) -> int:
    return PublicTry.objects.filter(key=key, at__gt=clock.now() - WINDOW).count()


def _key() -> str:
    """Of the address; empty where it tells nothing – behind a proxy that this site was not told of, everybody has the
    same –, and there nobody waits for what others did."""
    address = facts.current().ip
    if address is None or ip_address(address).is_loopback:
        return ""
    return salted_hmac(SALT, f"address:{address}", algorithm="sha256").hexdigest()


def _known(by: Any) -> Any:
    return by if getattr(by, "is_authenticated", False) else None
