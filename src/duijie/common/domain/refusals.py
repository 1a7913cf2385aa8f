"""What somebody who has signed in tried without the right: told to the audit, whatever the surface.

Two kinds: what is answered with 403, and rows that are there but outside of what this person may see, answered with 404
as if they were not. Reading is told once an hour for each person and thing, and so is changing, so that a crawl through
all numbers leaves one row a thing. Who tries the same twice at the same moment may leave two.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.crypto import salted_hmac

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.models import PublicTry
from duijie.common.scope import Sought
from duijie.common.transactions import with_retry

REFUSED = "access.refused"
READS = frozenset({"GET", "HEAD", "OPTIONS"})
TOLD = frozenset({"pk", "number", "row", "verb", "side", "party", "posting", "organisation"})
"""What of an address is told: numbers and steps, never a secret."""
SALT = "duijie.refusals"
WINDOW = timedelta(hours=1)


@with_retry
def note_forbidden(request: Any) -> None:
    """A request that was answered with 403. Reading is told where the address names something by its number: a menu
    that leads to a closed page is no attack."""
    if not _is_known(request):
        return
    detail = _told(request)
    reads = request.method in READS
    if reads and "numbers" not in detail:
        return
    if reads and _is_told(request, f"{detail['page']}:{sorted(detail['numbers'].items())}"):
        return
    audit.record(by=request.user, verb=REFUSED, target=None, detail=detail)


@with_retry
def note_unseen(request: Any, error: BaseException | None) -> None:
    """A request that was answered with 404 although what it names is there: this person may not see it. What is not
    there at all, or was only filtered out of what they may see, is not told."""
    sought = _sought(error)
    if sought is None or not _is_known(request):
        return
    row = sought.model._base_manager.filter(**sought.lookups).first()
    if row is None or sought.model.objects.visible_to(request.user).filter(pk=row.pk).exists():
        return
    note_refused(request, row)


@with_retry
def note_refused(request: Any, row: Any) -> None:
    """``row`` is there, and the answer is that it is not."""
    if _is_told(request, f"{row._meta.label_lower}:{row.pk}"):
        return
    place = getattr(row, "place", None)
    audit.record(
        by=request.user, verb=REFUSED, target=row, place=place if hasattr(place, "paths") else None,
        detail={**_told(request), "reason": "unseen", "number": str(row.pk)},
    )  # fmt: skip


def _is_known(request: Any) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def _told(request: Any) -> dict[str, Any]:
    match = getattr(request, "resolver_match", None)
    detail: dict[str, Any] = {
        "method": str(request.method), "page": str(getattr(match, "view_name", "") or "")[:120],
    }  # fmt: skip
    given = getattr(match, "kwargs", None) or {}
    numbers = {name: str(value)[:60] for name, value in given.items() if name in TOLD}
    return detail | ({"numbers": numbers} if numbers else {})


def _is_told(request: Any, thing: str) -> bool:
    """Whether this was told within the hour; it counts as told from now on."""
    kind = "read" if request.method in READS else "change"
    text = f"{request.user.pk}:{kind}:{thing}"
    key = salted_hmac(SALT, text, algorithm="sha256").hexdigest()
    if PublicTry.objects.filter(key=key, at__gt=clock.now() - WINDOW).exists():
        return True
    PublicTry.objects.create(key=key, at=clock.now())
    return False


def _sought(error: BaseException | None) -> Sought | None:
    """What was looked for, of the error itself or of the one from which it came."""
    while error is not None:
        found = getattr(error, "sought", None)
        if isinstance(error, ObjectDoesNotExist) and isinstance(found, Sought):
            return found
        error = error.__cause__ or error.__context__
    return None
