"""An application as a row: locked, moved to its next state, saved; and its place in the quota of its unit."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.editing import stamp
from duijie.common.transactions import hold
from duijie.programmes.domain.queries.applications import JOINED
from duijie.programmes.domain.rows import lock_row, move_row
from duijie.programmes.domain.telling import note_steps
from duijie.programmes.models import Application, RecommendingUnit
from duijie.programmes.states import Step


def lock_application(application: Application, *, version: int | None, with_unit: bool = False) -> Application:
    """The application as it is now, held until the transaction ends. Permission is asked by the verb.

    ``with_unit`` where a place of the unit is taken or given back: the unit is held first, as by whoever recommends
    several or changes their order, since two who hold one each and wait for the other stop each other.
    """
    if with_unit:
        hold(RecommendingUnit, application.unit_id)
    current: Application = lock_row(application, version=version, joined=JOINED)
    return current


def move_application(
    current: Application, step: Step, *, by: Any, reason: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    """It stands at the step's target from now on."""
    current.reason = reason
    told = {"reason": reason, "round": current.round_id, **(detail or {})}
    move_row(current, "application", step, save=save_application, by=by, reason=reason, detail=told)
    note_steps([current], step.verb, by=by)


def take_place(current: Application) -> None:
    """Take one of the unit's places and its next rank; code ``quota`` when none is left. The caller holds and saves."""
    unit = RecommendingUnit.objects.get(pk=current.unit_id)
    if unit.quota is not None and unit.used >= unit.quota:
        words = _("The quota of %(unit)s is %(quota)d, and all of it is taken.")
        params = {"unit": str(current.unit), "quota": unit.quota}
        raise ValidationError(words, code="quota", params=params)
    unit.used += 1
    unit.save(update_fields=["used"])  # the constraint refuses what a race would let through
    ranks = Application.objects.filter(unit=unit, rank__isnull=False).order_by("-rank").values_list("rank", flat=True)
    current.rank, current.recommended_at = (ranks.first() or 0) + 1, clock.now()


def release_place(current: Application) -> None:
    """Give the place back; those ranked behind move up. The caller holds the unit."""
    unit = RecommendingUnit.objects.get(pk=current.unit_id)
    unit.used -= 1
    unit.save(update_fields=["used"])
    gone, current.rank, current.recommended_at = current.rank, None, None
    Application.objects.filter(pk=current.pk).update(rank=None)
    behind = Application.objects.filter(unit=unit, rank__gt=gone or 0).order_by("rank")
    for pk, rank in behind.values_list("pk", "rank"):
        Application.objects.filter(pk=pk).update(rank=rank - 1)


def save_application(current: Application) -> None:
    stamp(current)
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError as error:
        words = _("This person has applied in this round already.")
        raise ValidationError(words, code="twice") from error
