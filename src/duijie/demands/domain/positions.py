"""Keeping where a visit was logged: by the separate consent of the visitor alone, coarse, and not for ever."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class KeptPositions:
    """Where rows of one kind were written: the model that keeps it, how that calls the row, who wrote the row, what
    somebody else is told, and how the audit calls it."""

    model: Any
    row: str
    writer: str
    somebody_else: Any
    noun: str

    def note(self, target: Any, position: Position, *, by: Any) -> Any:
        """Keep it, rounded, with a row that ``by`` wrote; another one takes its place.

        Raises ``ValidationError`` by field ``position``: code ``consent`` without a consent that stands, ``own`` for a
        row of somebody else, ``range`` for what is no place on the earth.
        """
        if not has_consent(by, PURPOSE):
            raise _refused(_("You have not consented to positions. Nothing of it was kept."), "consent")
        if getattr(target, self.writer) != by.pk:
            raise _refused(self.somebody_else, "own")
        latitude, longitude = position
        if not (latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise _refused(_("This is no place on the earth."), "range")
        values = {"latitude": latitude.quantize(STEP), "longitude": longitude.quantize(STEP)}
        kept = self.model.objects.update_or_create(
            **{self.row: target}, defaults={"account": by, **values, "noted_at": clock.now()}
        )[0]
        self._told(target, "position", by=by)  # that there is one, not where
        return kept

    def remove(self, target: Any, *, by: Any) -> bool:
        """By whoever consented to it, or by an office that decides on requests about personal data. That there was
        one, and who removed it, stays in the audit. False where there is none. ``PermissionDenied``."""
        kept = self.model.objects.filter(**{self.row: target}).first()
        if kept is None:
            return False
        if not may_remove(kept.account_id, target.place, by=by):
            raise PermissionDenied
        kept.delete()
        self._told(target, "position_removed", by=by)
        return True

    def remove_of(self, account: Any) -> int:
        """All of an account, whose consent has ended. How many."""
        return int(self.model.objects.filter(account=account).delete()[0])

    def forget_old(self) -> int:
        """Remove those that were kept for two years. How many."""
        return int(self.model.objects.filter(noted_at__lt=clock.now() - KEEP).delete()[0])

    def _told(self, target: Any, verb: str, *, by: Any) -> None:
        audit.record(by=by, verb=f"{self.noun}.{verb}", target=target, place=target.place)


OF_VISITS = KeptPositions(VisitPosition, "visit", "visitor_id", _("This visit was logged by somebody else."), "visit")


@in_transaction
def note_position(*, visit: Visit, position: Position, by: Any) -> VisitPosition:
    """That of a visit, by ``KeptPositions.note``."""
    kept: VisitPosition = OF_VISITS.note(visit, position, by=by)
    return kept


@in_transaction
def remove_position(*, visit: Visit, by: Any) -> bool:
    """That of a visit, by ``KeptPositions.remove``."""
    return OF_VISITS.remove(visit, by=by)


def may_remove(account: int, place: Place, *, by: Any) -> bool:
    """Whether ``by`` may remove a position of ``account``."""
    return bool(account == by.pk or can(by, Permission.PERSONAL_DECIDE, place))


@in_transaction
def remove_positions(*, account: Any) -> int:
    return OF_VISITS.remove_of(account)


def forget_old_positions() -> int:
    return OF_VISITS.forget_old()


def _refused(words: Any, code: str) -> ValidationError:
    return ValidationError({"position": [ValidationError(words, code=code)]})
