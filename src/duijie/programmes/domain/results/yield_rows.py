"""A yield as a row: locked, moved to its next state, saved; and whose own it is."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, grants
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.editing import stamp
from duijie.programmes.domain.rows import lock_row, move_row
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import Yield
from duijie.programmes.service_states import LIVING_YIELD
from duijie.programmes.states import Step
from duijie.programmes.yield_kinds import YIELD_KINDS

JOINED = ("firm__area", "firm__zone", "demand", "by", "merged_into")


def lock_yield(service_yield: Yield, *, version: int | None) -> Yield:
    current: Yield = lock_row(service_yield, version=version, joined=JOINED)
    return current


def is_partial(service_yield: Yield, *, by: Any) -> bool:
    """Whether it is the work, or the unit, of ``by``."""
    units = {one.organisation_id for one in grants(by) if one.organisation_id}
    shares = service_yield.shares.select_related("posting__person")
    return service_yield.firm_id in units or any(
        is_posted(one.posting, by) or {one.posting.host_id, one.posting.home_id} & units for one in shares
    )


def refuse_partial(service_yield: Yield, *, by: Any) -> None:
    if not can(by, Permission.YIELD_VERIFY, service_yield.place) or is_partial(service_yield, by=by):
        audit.record(
            by=by, verb="yield.refused", target=service_yield, place=service_yield.place, detail={"reason": "own"}
        )
        raise PermissionDenied(
            _("Nobody decides on their own work, or on that at their own unit, or outside of their area.")
        )


def move_yield(current: Yield, step: Step, reason: str, *, by: Any, detail: Mapping[str, Any] | None = None) -> None:
    current.reason = reason
    told = {**({"reason": reason} if reason else {}), **(detail or {})}
    move_row(current, "yield", step, save=save_yield, by=by, reason=reason, detail=told)


def save_yield(current: Yield) -> None:
    stamp(current)
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError as error:
        if current.state not in LIVING_YIELD:
            raise
        words = _("This thing is entered already. Have a share in it entered there instead.")
        field = {"number": "number", "demand": "demand" if current.demand_id else "title"}
        name = "number" if current.thing.startswith("n:") else field.get(YIELD_KINDS[current.kind].by, "title")
        raise ValidationError({name: [ValidationError(words, code="twice")]}) from error
