"""Asking to see a record whole whose owner consents case by case, and what the owner says to it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, covers, holding, require
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.registry.access_states import STEPS, AccessState, AccessStep, Party
from duijie.registry.models import AccessRequest
from duijie.registry.models.access_request import forget_granted
from duijie.registry.register import Register, home_registers

MOST_DAYS = 366
"""A consent holds a year at most; then it is asked for again."""


@in_transaction
def ask_access(*, register: Register, number: int, purpose: str, by: Any) -> AccessRequest:
    """Ask the owner of a record, of which ``by`` sees the public summary, to see it whole.

    Raises ``PermissionDenied``; ``DoesNotExist`` where there is no such summary; ``ValidationError`` by field, with
    code ``seen`` for whoever sees it already and ``twice`` for whoever asked already.
    """
    require(by, register.permission("view"))
    rows = register.model._default_manager
    record = rows.select_related("area", "zone", "organisation").get(register.model.is_by_consent(), pk=number)
    purpose = one_line(purpose, 500)
    if not purpose:
        raise ValidationError({"purpose": [ValidationError(_("Say what for."), code="required")]})
    expire_access()
    forget_granted(by)
    if rows.visible_to(by).filter(pk=number).exists():
        raise ValidationError(_("You see it whole already."), code="seen")
    unit = by.memberships.exclude(organisation=None).order_by("pk").values_list("organisation", flat=True).first()
    try:
        with transaction.atomic():
            made: AccessRequest = AccessRequest.objects.create(
                register=register.noun, record=number, asker=by, organisation_id=unit, purpose=purpose,
                asked_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError(_("You have asked already; the owner has not answered yet."), code="twice") from error
    detail = {"record": number, "purpose": purpose}
    audit.record(by=by, verb="access.ask", target=made, place=record.place, detail=detail)
    forget_granted(by)
    return made


@in_transaction
def take_access_step(
    *, request: AccessRequest, verb: str, by: Any, reason: str = "", slip: str = "", until: date | None = None
) -> AccessRequest:
    """Grant, refuse, take back or withdraw, as ``access_states.STEPS`` says.

    The office decides for an owner only with the number of the owner's ``slip``. Raises ``PermissionDenied``;
    ``ValidationError`` by field, and with code ``state`` where the state does not allow it; ``KeyError`` for an
    unknown verb.
    """
    step = STEPS[verb]
    hold(AccessRequest, request.pk)
    current: AccessRequest = AccessRequest.objects.select_related("asker").get(pk=request.pk)
    record = record_of(current)
    _refuse_party(step, current, record, by=by)
    if current.state not in step.sources:
        words = _("“%(step)s” is not possible while the request is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    current.state = step.target
    if step.party is Party.OWNER:
        current.reason, current.slip = one_line(reason, 300), one_line(slip, 120)
        _check(step, current, record, until, by=by)
        current.decided_by, current.decided_at = by, clock.now()
        current.expires_on = until if step.is_dated else current.expires_on
    current.save()
    forget_granted(current.asker)
    detail = {"record": current.record, "state": current.state, "reason": current.reason, "slip": current.slip}
    audit.record(by=by, verb=f"access.{verb}", target=current, place=record.place, detail=detail)
    return current


def _refuse_party(step: AccessStep, current: AccessRequest, record: Any, *, by: Any) -> None:
    if step.party is Party.OWNER:
        require(by, Permission.ACCESS_DECIDE, record.place)
    if step.party is Party.CLOCK or (step.party is Party.ASKER and current.asker_id != by.pk):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))


def _check(step: AccessStep, current: AccessRequest, record: Any, until: date | None, *, by: Any) -> None:
    found: dict[str, list[ValidationError]] = {}
    if step.needs_reason and not current.reason:
        found["reason"] = [ValidationError(_("Give the reason."), code="reason")]
    if not current.slip and not is_owner(record, by=by):
        words = _(
            "You decide for the owner: give the number under which the owner's written consent or refusal is kept."
        )
        found["slip"] = [ValidationError(words, code="required")]
    if step.is_dated and until is None:
        found["until"] = [ValidationError(_("Name the last day of the consent."), code="required")]
    elif step.is_dated and until is not None and not 0 <= (until - clock.today()).days <= MOST_DAYS:
        words = _("Between today and a year from now.")
        found["until"] = [ValidationError(words, code="range")]
    if found:
        raise ValidationError(found)


def is_owner(record: Any, *, by: Any) -> bool:
    """Whether ``by`` speaks for the owner itself, not as the office in charge."""
    held = holding(by, Permission.ACCESS_DECIDE)
    return any(grant.reach is Reach.ORGANISATION and covers(grant, record.place) for grant in held)


def steps_for(request: AccessRequest, record: Any, *, by: Any) -> list[AccessStep]:
    """The steps that ``by`` can take now."""
    decides = can(by, Permission.ACCESS_DECIDE, record.place)
    return [
        one
        for one in STEPS.values()
        if request.state in one.sources
        and ((one.party is Party.OWNER and decides) or (one.party is Party.ASKER and request.asker_id == by.pk))
    ]


def record_of(request: AccessRequest) -> Any:
    """The record, with what its place is read from."""
    model = register_for(request).model
    return model._default_manager.select_related("area", "zone", "organisation").get(pk=request.record)


def register_for(request: AccessRequest) -> Register:
    """The register in which the record stands."""
    return next(one for one in home_registers() if one.noun == request.register)


def expire_access() -> int:
    """End the consents whose last day is over. How many; done again, it changes nothing."""
    due = AccessRequest.objects.filter(state=AccessState.GRANTED, expires_on__lt=clock.today())
    return int(due.update(state=AccessState.EXPIRED))
