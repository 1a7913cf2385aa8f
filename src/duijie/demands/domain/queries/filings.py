"""Reading what firms filed."""

from typing import Any

from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.demands.domain.filings import digest_of
from duijie.demands.models import Filing, FilingState


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
    return Filing.objects.visible_to(by).filter(state=FilingState.WAITING).order_by("created_at", "pk")


def find_by_secret(secret: str) -> Filing | None:
    """The filing whose receipt has this secret, while it works."""
    rows = Filing.objects.filter(digest=digest_of(secret), expires_at__gt=clock.now())
    return rows.select_related("area").first()


def find_addressed(pk: int) -> Filing | None:
    """The filing ``pk``, for the machine that mails to whoever filed it; None without an address."""
    return Filing.objects.filter(pk=pk).exclude(email="").first()
