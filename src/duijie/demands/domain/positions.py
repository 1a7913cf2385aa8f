"""Keeping where a visit was logged: by the separate consent of the visitor alone, coarse, and not for ever."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.demands.models import Visit, VisitPosition
from duijie.demands.models.position import STEP
from duijie.registry.domain.consents import has_consent

PURPOSE = "positions"
KEEP = timedelta(days=730)

Position = tuple[Decimal, Decimal]
"""Latitude and longitude in degrees, as a device says them."""


@in_transaction
def note_position(*, visit: Visit, position: Position, by: Any) -> VisitPosition:
    """Keep it, rounded, with a visit that ``by`` logged; another one takes its place.

    Raises ``ValidationError`` by field ``position``: code ``consent`` without a consent that stands, ``own`` for a
    visit of somebody else, ``range`` for what is no place on the earth.
    """
    if not has_consent(by, PURPOSE):
        raise _refused(_("You have not consented to positions. Nothing of it was kept."), "consent")
    if visit.visitor_id != by.pk:
        raise _refused(_("This visit was logged by somebody else."), "own")
    latitude, longitude = position
    if not (latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise _refused(_("This is no place on the earth."), "range")
    kept: VisitPosition = VisitPosition.objects.update_or_create(
        visit=visit, defaults={
            "account": by, "latitude": latitude.quantize(STEP), "longitude": longitude.quantize(STEP),
            "noted_at": clock.now(),
        },
    )[0]  # fmt: skip
    audit.record(by=by, verb="visit.position", target=visit, place=visit.place)  # that there is one, not where
    return kept


@in_transaction
def remove_position(*, visit: Visit, by: Any) -> bool:
    """The one of a visit: by whoever consented to it, or by an office that decides on requests about personal data.
    That there was one, and who removed it, stays in the audit. False where there is none. ``PermissionDenied``."""
    kept = VisitPosition.objects.filter(visit=visit).first()
    if kept is None:
        return False
    if not may_remove(kept.account_id, visit.place, by=by):
        raise PermissionDenied
    kept.delete()
    audit.record(by=by, verb="visit.position_removed", target=visit, place=visit.place)
    return True


def may_remove(account: int, place: Place, *, by: Any) -> bool:
    """Whether ``by`` may remove a position of ``account``."""
    return bool(account == by.pk or can(by, Permission.PERSONAL_DECIDE, place))


@in_transaction
def remove_positions(*, account: Any) -> int:
    """All of an account, whose consent has ended. How many."""
    return int(VisitPosition.objects.filter(account=account).delete()[0])


def forget_old_positions() -> int:
    """Remove those that were kept for two years. How many."""
    return int(VisitPosition.objects.filter(noted_at__lt=clock.now() - KEEP).delete()[0])


def _refused(words: Any, code: str) -> ValidationError:
    return ValidationError({"position": [ValidationError(words, code=code)]})
