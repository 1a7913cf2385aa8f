"""Deeds that somebody who has signed in tried without the right to: told to the audit, whatever the surface."""

from typing import Any

from duijie.common.domain import audit
from duijie.common.transactions import with_retry

REFUSED = "access.refused"
READS = frozenset({"GET", "HEAD", "OPTIONS"})
TOLD = frozenset({"pk", "number", "row", "verb", "side", "party", "posting", "organisation"})
"""What of an address is told: numbers and steps, never a secret."""


@with_retry
def note_forbidden(request: Any) -> None:
    """A request that would have changed something and was answered with 403. Reading is not told: a menu that leads to
    a closed page is no attack."""
    user = getattr(request, "user", None)
    if request.method in READS or not getattr(user, "is_authenticated", False):
        return
    match = getattr(request, "resolver_match", None)
    detail = {"method": str(request.method), "page": str(getattr(match, "view_name", "") or "")[:120]}
    given = getattr(match, "kwargs", None) or {}
    numbers = {name: str(value)[:60] for name, value in given.items() if name in TOLD}
    audit.record(by=user, verb=REFUSED, target=None, detail={**detail, **({"numbers": numbers} if numbers else {})})
