"""Where a work log was written: by the separate consent alone, coarse, and not for ever – as for visits."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.common.transactions import in_transaction
from duijie.demands.domain.positions import PURPOSE, KeptPositions, Position, may_remove
from duijie.programmes.models import WorkLog, WorkLogPosition

__all__ = [
    "PURPOSE", "Position", "forget_old_log_positions", "may_remove", "note_log_position", "remove_log_position",
    "remove_log_positions",
]  # fmt: skip

OF_LOGS = KeptPositions(WorkLogPosition, "log", "by_id", _("This log was written by somebody else."), "work_log")


@in_transaction
def note_log_position(*, log: WorkLog, position: Position, by: Any) -> WorkLogPosition:
    """That of a log, by ``KeptPositions.note``."""
    kept: WorkLogPosition = OF_LOGS.note(log, position, by=by)
    return kept


@in_transaction
def remove_log_position(*, log: WorkLog, by: Any) -> bool:
    """That of a log, by ``KeptPositions.remove``."""
    return OF_LOGS.remove(log, by=by)


@in_transaction
def remove_log_positions(*, account: Any) -> int:
    return OF_LOGS.remove_of(account)


def forget_old_log_positions() -> int:
    return OF_LOGS.forget_old()
