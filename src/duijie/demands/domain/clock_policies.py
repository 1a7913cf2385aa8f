"""Clock policies: which one a demand is under, and adding, changing and retiring them."""

from collections.abc import Iterable, Mapping
from datetime import time
from itertools import pairwise
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, can, holding, paths_above
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.demands.clock_kinds import ClockKind
from duijie.demands.models import ClockPolicy, Demand, DemandKind
from duijie.demands.models.clocks import USUAL_CHECKING, USUAL_CLOSING

RECALCULATE = "demands.recalculate_clocks"
HOURS = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
TERMS = (
    "checking", "checking_unit", "response", "response_unit", "update", "update_unit", "solution", "solution_unit",
    "closing", "closing_unit", *HOURS, "reminder_days", "pauses_for_enterprise", "pauses_for_expert", "department",
    "answer_days", "head", "supervise_days", "supervises_itself",
)  # fmt: skip
"""What a change may change; area and kind are what a policy is for, and stay."""
SHIPPED: dict[str, Any] = {
    "name": "默认时限", "checking": USUAL_CHECKING, "response": 3, "update": 10, "solution": 60,
    "closing": USUAL_CLOSING, "morning_from": time(8, 30), "morning_to": time(12), "afternoon_from": time(14),
    "afternoon_to": time(17, 30), "reminder_days": 1, "supervise_days": 3,
}  # fmt: skip
"""Defaults to begin with, taken from no regulation: each office sets its own."""


def policy_for(demand: Demand) -> ClockPolicy:
    """The policy in force for the demand: the deepest area wins, then a zone before a county, then the one for its
    kind. ``area`` and ``zone`` of the demand must be loaded."""
    rows = ClockPolicy.objects.in_force().filter(kind__in=["", demand.kind]).select_related("area")
    return choose(rows, kind=demand.kind, place=demand.place) or shipped()


def all_in_force() -> list[ClockPolicy]:
    """For ``choose`` among, where many are looked for at once; the one for everywhere is there."""
    found = list(ClockPolicy.objects.in_force().select_related("area", "department"))
    return found if any(one.area is None and not one.kind for one in found) else [*found, shipped()]


def choose(policies: Iterable[ClockPolicy], *, kind: str, place: Place) -> ClockPolicy | None:
    """The one of ``policies`` that is for this kind of demand at this place, as ``policy_for`` says."""
    above = {one for path in place.paths for one in paths_above(path)}
    fitting = [
        one for one in policies if one.kind in ("", kind) and (one.area is None or one.area.path in above)
    ]  # fmt: skip
    return max(fitting, key=_depth, default=None)


def _depth(one: ClockPolicy) -> tuple[int, bool, bool]:
    area = one.area
    return (area.path.count("/") if area is not None else 0, area is not None and area.is_management, bool(one.kind))


@in_transaction
def shipped() -> ClockPolicy:
    """The policy for everywhere and all kinds: the one that the platform brings along, made when it is first asked
    for, or what was made of it since."""
    known: ClockPolicy | None = ClockPolicy.objects.filter(area=None, kind="").order_by("-pk").first()
    if known is not None:
        return known
    with transaction.atomic():
        made: ClockPolicy = ClockPolicy.objects.get_or_create(area=None, kind="", ended_at=None, defaults=SHIPPED)[0]
    return made


@in_transaction
def add_policy(*, values: Mapping[str, Any], by: Any, reason: str = "", recalculates: bool = False) -> ClockPolicy:
    """A policy for an area and a kind that have none. ``values`` has ``name``, ``area``, ``kind`` and ``TERMS``.

    Clocks that begin later are under it; running ones too if it ``recalculates``. Raises ``PermissionDenied``,
    ``ValidationError``.
    """
    made = ClockPolicy(made_by=by, reason=one_line(reason, 200), recalculates=recalculates)
    for name in ("name", "area", "kind", *TERMS):
        if name in values:
            setattr(made, name, values[name])
    require_edit(made, by=by)
    return _save(made, "add", by=by)


@in_transaction
def change_policy(
    *, policy: ClockPolicy, values: Mapping[str, Any], by: Any, reason: str, recalculates: bool = False
) -> ClockPolicy:
    """A new version with ``values`` of ``name`` and ``TERMS`` in place of ``policy``.

    Running clocks keep the version under which they began, unless the new one ``recalculates``: then they are counted
    again from their beginning, with all their pauses. Raises ``PermissionDenied``; ``ValidationError``, with code
    ``state`` where it is in force no more.
    """
    current = _held(policy, by=by)
    reason = _needed(reason)
    made = ClockPolicy(
        area=current.area, kind=current.kind, previous=current, made_by=by, reason=reason, recalculates=recalculates
    )
    for name in ("name", *TERMS):
        setattr(made, name, values.get(name, getattr(current, name)))
    _check(made)
    current.ended_at = clock.now()
    current.save(update_fields=["ended_at"])
    return _save(made, "change", by=by)


@in_transaction
def retire_policy(*, policy: ClockPolicy, by: Any, reason: str) -> ClockPolicy:
    """It starts no clock any more; running ones keep it to their end. Raises as ``change_policy``."""
    current = _held(policy, by=by)
    reason = _needed(reason)
    if current.area is None and not current.kind:
        words = _("This policy is for all demands that no other one is for. Change it instead.")
        raise ValidationError(words, code="last")
    current.ended_at = clock.now()
    current.save(update_fields=["ended_at"])
    audit.record(by=by, verb="clock_policy.retire", target=current, place=current.place, detail={"reason": reason})
    return current


def may_edit(policy: ClockPolicy, *, by: Any) -> bool:
    """Whether ``by`` may change or retire it; for everywhere, only who reaches everywhere."""
    if policy.area is None:
        return any(grant.reach is Reach.EVERYWHERE for grant in holding(by, Permission.CLOCK_POLICY_EDIT))
    return can(by, Permission.CLOCK_POLICY_EDIT, policy.place)


def require_edit(policy: ClockPolicy, *, by: Any) -> None:
    """Refuse with ``PermissionDenied`` unless ``may_edit``."""
    if not may_edit(policy, by=by):
        raise PermissionDenied(_("You may set limits only for areas that your role reaches."))


def _held(policy: ClockPolicy, *, by: Any) -> ClockPolicy:
    hold(ClockPolicy, policy.pk)
    current: ClockPolicy = ClockPolicy.objects.select_related("area", "head").get(pk=policy.pk)
    require_edit(current, by=by)
    if current.ended_at is not None:
        words = _("This version is no longer in force: somebody has changed or retired it. Look at the present one.")
        raise ValidationError(words, code="state")
    return current


def _save(made: ClockPolicy, verb: str, *, by: Any) -> ClockPolicy:
    _check(made)
    made.made_at = clock.now()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        words = _("There is a policy for this area and kind already. Change that one.")
        raise ValidationError({"area": [ValidationError(words, code="taken")]}) from error
    before = made.previous
    detail = {
        "kind": made.kind, "reason": made.reason, "previous": made.previous_id, "recalculates": made.recalculates,
        "fields": [name for name in ("name", *TERMS) if before is None or getattr(before, name) != getattr(made, name)],
    }  # fmt: skip
    audit.record(by=by, verb=f"clock_policy.{verb}", target=made, place=made.place, detail=detail)
    if made.recalculates:
        start_job(kind=RECALCULATE, params={"policy": made.pk}, by=by, key=f"clock-policy-{made.pk}")
    return made


def _check(made: ClockPolicy) -> None:
    """Raise what is wrong, by field."""
    found: dict[str, list[ValidationError]] = {}
    try:
        made.clean_fields(exclude=["previous", "made_at", "ended_at"])
    except ValidationError as error:
        found = dict(error.error_dict)
    hours = [getattr(made, name) for name in HOURS]
    if not found and any(one >= other for one, other in pairwise(hours)):
        words = _("The office opens, has its noon break and closes in this order.")
        found["afternoon_to"] = [ValidationError(words, code="order")]
    if all(getattr(made, kind) is None for kind in ClockKind.values):
        found.setdefault("response", []).append(ValidationError(_("Set at least one limit."), code="required"))
    if made.head is not None and not (made.head.is_active and can(made.head, Permission.DEMAND_VIEW, _place(made))):
        words = _("This account does not see the demands of the area. Choose another one.")
        found.setdefault("head", []).append(ValidationError(words, code="head"))
    if made.department is not None and made.kind in ("", DemandKind.TECHNOLOGY):
        words = _("A department answers demands of one kind, other than technology. Make a policy for that kind.")
        found.setdefault("department", []).append(ValidationError(words, code="kind"))
    if made.supervises_itself and made.supervise_days is None:
        words = _("Say after how many working days.")
        found.setdefault("supervise_days", []).append(ValidationError(words, code="required"))
    if found:
        raise ValidationError(found)


def _place(made: ClockPolicy) -> Place | None:
    return made.place if made.area is not None else None


def _needed(reason: str) -> str:
    reason = one_line(reason, 200)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    return reason
