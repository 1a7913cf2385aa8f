"""Reading what firms filed."""

from typing import Any

from duijie.accounts.models import Membership
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.links import refuse_guesser, refuse_link
from duijie.common.scope import where_few
from duijie.demands.domain.filings import digest_of
from duijie.demands.models import Filing, FilingState

REFUSED = "filing.link_refused"


def list_filings(*, by: Any) -> Any:
    """All that ``by`` may see."""
    return Filing.objects.visible_to(by).select_related("area", "zone", "decided_by")


def read_filing(*, by: Any, pk: int) -> Filing:
    """One, shown with its contact, so the audit notes it; ``DoesNotExist`` also where ``by`` may not see it."""
    rows = list_filings(by=by).select_related("area", "zone", "decided_by", "demand", "organisation", "account")
    found: Filing = rows.get(pk=pk)
    audit.note_read(by=by, targets=[found], purpose="filing")
    return found


def filings_to_decide(*, by: Any) -> Any:
    """What waits for ``by``, the oldest first."""
    if not by.has_perm(Permission.FILING_DECIDE):
        return Filing.objects.none()
    rows = where_few(Filing, lambda: Filing.objects.visible_to(by), state=FilingState.WAITING)
    return rows.select_related("area", "zone").order_by("created_at", "pk")


def find_by_secret(secret: str, *, by: Any) -> Filing:
    """The filing whose receipt has this secret, for whoever is not signed in, decides about it or speaks for the firm
    (``by``); it may be looked at again. Raises ``LinkRefusedError``, which is audited."""
    refuse_guesser()
    found: Filing | None = Filing.objects.filter(digest=digest_of(secret)).select_related("area").first()
    if found is None:
        refuse_link(REFUSED, "unknown", secret=secret, by=by)
    if getattr(by, "is_authenticated", False) and not _concerns(found, by):
        refuse_link(REFUSED, "forwarded", secret=secret, by=by, target=found)
    if found.expires_at <= clock.now():
        refuse_link(REFUSED, "expired", secret=secret, by=by, target=found)
    return found


def _concerns(filing: Filing, by: Any) -> bool:
    """Whether ``by`` may read it signed in, or is of the firm that filed it."""
    if filing.account_id == by.pk or Filing.objects.visible_to(by).filter(pk=filing.pk).exists():
        return True
    return Membership.objects.filter(user=by, organisation__uscc=filing.uscc).exists()
