"""What rows that go from state to state have in common: each is held, compared, moved and told of."""

from collections.abc import Callable, Iterable
from typing import Any

from simple_history.utils import update_change_reason

from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold
from duijie.programmes.states import Step

LONGEST_REASON = 300  # of a line of the history


def lock_row(row: Any, *, version: int | None, joined: Iterable[str]) -> Any:
    """The row as it is now, held until the transaction ends, read with what is ``joined``. ``StaleError``.

    Permission is asked by the verb.
    """
    model = type(row)
    hold(model, row.pk)
    current = model.objects.select_related(*joined).get(pk=row.pk)
    refuse_stale(current, version)
    return current


def move_row(
    current: Any, noun: str, step: Step, *, save: Callable[[Any], None], by: Any, reason: str, detail: dict[str, Any]
) -> None:
    """It stands at the step's target from now on, in its history and in the audit as ``noun.verb``."""
    current.state = step.target
    save(current)
    if reason:
        update_change_reason(current, reason[:LONGEST_REASON])
    audit.record(by=by, verb=f"{noun}.{step.verb}", target=current, place=current.place, detail=detail)
