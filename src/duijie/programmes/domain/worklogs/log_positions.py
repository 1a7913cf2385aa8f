"""Where a work log was written: by the separate consent alone, coarse, and not for ever – as for visits."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.demands.domain.positions import KEEP, PURPOSE, Position, may_remove
from duijie.demands.models.position import STEP
from duijie.programmes.models import WorkLog, WorkLogPosition
from duijie.registry.domain.consents import has_consent

__all__ = [
    "PURPOSE", "Position", "forget_old_log_positions", "may_remove", "note_log_position", "remove_log_position",
    "remove_log_positions",
]  # fmt: skip


@in_transaction
def note_log_position(*, log: WorkLog, position: Position, by: Any) -> WorkLogPosition:
    """Keep it, rounded, with a log of one's own. Raises ``ValidationError`` for ``position`` (``consent``, ``own``,
    ``range``)."""
    if not has_consent(by, PURPOSE):
        raise _refused(_("You have not consented to positions. Nothing of it was kept."), "consent")
    if log.by_id != by.pk:
        raise _refused(_("This log was written by somebody else."), "own")
    latitude, longitude = position
    if not (latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise _refused(_("This is no place on the earth."), "range")
    kept: WorkLogPosition = WorkLogPosition.objects.update_or_create(
        log=log, defaults={
            "account": by, "latitude": latitude.quantize(STEP), "longitude": longitude.quantize(STEP),
            "noted_at": clock.now(),
        },
    )[0]  # fmt: skip
    audit.record(by=by, verb="work_log.position", target=log, place=log.place)  # that there is one, not where
    return kept


@in_transaction
def remove_log_position(*, log: WorkLog, by: Any) -> bool:
    """The one of a log, by the rules of ``demands.domain.positions.remove_position``."""
    kept = WorkLogPosition.objects.filter(log=log).first()
    if kept is None:
        return False
    if not may_remove(kept.account_id, log.place, by=by):
        raise PermissionDenied
    kept.delete()
    audit.record(by=by, verb="work_log.position_removed", target=log, place=log.place)
    return True


@in_transaction
def remove_log_positions(*, account: Any) -> int:
    """All of an account, whose consent has ended. How many."""
    return int(WorkLogPosition.objects.filter(account=account).delete()[0])


def forget_old_log_positions() -> int:
    """Remove those that were kept for two years. How many."""
    return int(WorkLogPosition.objects.filter(noted_at__lt=clock.now() - KEEP).delete()[0])


def _refused(words: Any, code: str) -> ValidationError:
    return ValidationError({"position": [ValidationError(words, code=code)]})
