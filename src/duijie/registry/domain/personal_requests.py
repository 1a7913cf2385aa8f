"""Requests about personal data: asked by the person, or entered by the office for somebody without an account."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, covers, holding
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.lines import one_line
from duijie.common.transactions import hold, in_transaction
from duijie.registry.domain.contact_rights import (
    correct_contacts,
    count_of,
    erase_contacts,
    hold_contacts,
    key_of,
    release_contacts,
)
from duijie.registry.domain.erasure import erase_person, keep_unused, lift_restriction, must_keep, withdraw_account
from duijie.registry.domain.queries.contacts import LEAST_DIGITS, Found, digits_of, find_contacts, identity_of
from duijie.registry.models import Area, ContactHold, Person, PersonalRequest, Restriction
from duijie.registry.personal_states import STEPS, Outcome, RequestKind, RequestState, RequestStep

COPY = "registry.personal_copy"
_CONTACT = {"name": 60, "phone": 40, "email": 254, "unit": 120}
DAYS = 30
"""Within how many days a request is answered (GB/T 35273)."""


@in_transaction
def ask(
    *,
    kind: str,
    by: Any,
    person: Person | None = None,
    words: str = "",
    area: Area | None = None,
    contact: Mapping[str, str] | None = None,
    corrected: Mapping[str, str] | None = None,
) -> PersonalRequest:
    """A request of ``by`` for oneself; with ``person`` for somebody of the register; with ``area`` for the ``contact``
    (name, phone, email, unit) of whatever is kept there, and for a correction what is right.

    A copy is made at once, by a job. Raises ``PermissionDenied``; ``ValidationError`` by field, and with code
    ``twice`` while the same is asked already.
    """
    if kind not in RequestKind.values:
        raise ValidationError({"kind": [ValidationError(_("Choose what is asked."), code="choice")]})
    place = person.place if person is not None else area.place if area is not None else None
    if place is not None and not is_in_charge(place, by=by):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    named = _contact_named(contact or {}, corrected or {}, kind) if area is not None else {}
    words = one_line(words, 1000)
    if kind == RequestKind.CORRECTION and not words and area is None:
        raise ValidationError(
            {"words": [ValidationError(_("Say what is wrong and how it should be."), code="required")]}
        )
    subject: dict[str, Any]
    if area is not None:
        subject = {"area": area, **{name: value for name, value in named.items() if name != "corrected"}}
    elif person is not None:
        subject = {"account": person.account, "person": person}
    else:
        subject = {"account": by, "person": Person.objects.filter(account=by).first(), "area": None}
    hold(User, by.pk)
    if PersonalRequest.objects.filter(**subject, kind=kind, state=RequestState.ASKED).exists():
        raise ValidationError(_("The same is asked already and not answered yet."), code="twice")
    now = clock.now()
    made: PersonalRequest = PersonalRequest.objects.create(
        **{**subject, **named}, kind=kind, by=by, words=words, asked_at=now,
        due_on=clock.today() + timedelta(days=DAYS),
    )  # fmt: skip
    audit.record(by=by, verb="personal_request.ask", target=made, place=_place(made), detail={"kind": kind})
    if kind == RequestKind.COPY:
        start_job(kind=COPY, params={"request": made.pk}, by=by, key=f"personal-copy-{made.pk}")
    return made


def _contact_named(contact: Mapping[str, str], corrected: Mapping[str, str], kind: str) -> dict[str, Any]:
    """The columns of a request about a contact. A name alone recognises nobody: there are namesakes."""
    said = {name: one_line(contact.get(name) or "", most) for name, most in _CONTACT.items()}
    right = {name: one_line(value, _CONTACT[name]) for name, value in corrected.items() if one_line(value)}
    if said["phone"] and len(digits_of(said["phone"])) < LEAST_DIGITS:
        words = _("A number has %(count)d digits at least.")
        raise ValidationError({"phone": [ValidationError(words, code="digits", params={"count": LEAST_DIGITS})]})
    if not (said["phone"] or said["email"] or (said["name"] and said["unit"])):
        words = _("Give a number, an e-mail address, or the name with the unit: a name alone may be another's.")
        raise ValidationError({"name": [ValidationError(words, code="contact")]})
    if kind == RequestKind.CORRECTION and not right:
        words = _("Say what the name, number or address should be.")
        raise ValidationError({"right_name": [ValidationError(words, code="required")]})
    return {
        **{f"contact_{name}": value for name, value in said.items()},
        "corrected": right if kind == RequestKind.CORRECTION else {},
    }  # fmt: skip


@in_transaction
def take_request_step(*, request: PersonalRequest, verb: str, by: Any, reason: str = "") -> PersonalRequest:
    """Do as asked, refuse, withdraw or lift, as ``personal_states.STEPS`` says.

    A deletion erases, unless something must be kept: then it is kept without being used. Raises ``PermissionDenied``;
    ``ValidationError`` (codes ``state``, ``last``; ``reason`` by field); ``KeyError`` for an unknown verb.
    """
    step = STEPS[verb]
    hold(PersonalRequest, request.pk)
    related = ("account", "person__area", "person__zone", "area")
    current: PersonalRequest = PersonalRequest.objects.select_related(*related).get(pk=request.pk)
    if step not in _permitted(current, by=by):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    if not is_possible(step, current):
        words = _("“%(step)s” is not possible while the request is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": current.get_state_display()})
    reason = one_line(reason, 500)
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if verb == "fulfil":
        current.outcome = _fulfil(current, by=by)
    elif verb == "lift":
        release_contacts(current, by=by)
        if current.person is not None:
            lift_restriction(current.person, by=by)
    current.state = step.target
    if not step.by_asker:
        current.reason, current.decided_by, current.decided_at = reason, by, clock.now()
    if current.outcome == Outcome.ERASED:
        current.words = ""
    if current.is_about_contact and (current.outcome == Outcome.ERASED or current.kind == RequestKind.CORRECTION):
        current.contact_name = current.contact_phone = current.contact_email = current.contact_unit = ""
        current.corrected = {}
    current.save()
    detail = {"kind": current.kind, "state": current.state, "outcome": current.outcome}
    audit.record(by=by, verb=f"personal_request.{verb}", target=current, place=_place(current), detail=detail)
    return current


def _fulfil(current: PersonalRequest, *, by: Any) -> str:
    outcome: str = ""
    found = find_contacts(identity_of(current), area=current.area) if _reaches_contacts(current) else []
    if current.person is not None and current.kind in (RequestKind.DELETION, RequestKind.RESTRICTION):
        if current.kind == RequestKind.RESTRICTION or must_keep(current.person):
            keep_unused(current.person, request=current, by=by)
            outcome = Outcome.RESTRICTED
        else:
            erase_person(current.person, by=by)
            outcome = Outcome.ERASED
    if current.account is not None and current.kind == RequestKind.DELETION:
        withdraw_account(current.account, by=by)
        outcome = outcome or Outcome.RESTRICTED
    if current.is_about_contact:
        outcome = {RequestKind.DELETION: Outcome.ERASED, RequestKind.RESTRICTION: Outcome.RESTRICTED}.get(
            RequestKind(current.kind), ""
        )
    _fulfil_on_contacts(current, found, outcome, by=by)
    return str(outcome)


def _reaches_contacts(current: PersonalRequest) -> bool:
    """What is wrong with somebody known by a record or an account, the office corrects by hand."""
    return current.is_about_contact or current.kind != RequestKind.CORRECTION


def _fulfil_on_contacts(current: PersonalRequest, found: list[Found], outcome: str, *, by: Any) -> None:
    """What becomes of the record becomes of the person's contact data elsewhere; an account that ends has it erased."""
    if not found:
        return
    if current.kind == RequestKind.CORRECTION:
        correct_contacts(found, current.corrected, by=by)
    elif outcome == Outcome.RESTRICTED and (current.kind == RequestKind.RESTRICTION or current.person is not None):
        hold_contacts(found, request=current, by=by)
    else:
        erase_contacts(found, by=by)
    detail = {
        "kind": current.kind,
        "outcome": outcome,
        **{key_of(noun): count for noun, count in count_of(found).items()},
    }
    audit.record(by=by, verb="personal_request.contacts", target=current, place=_place(current), detail=detail)


def steps_for(request: PersonalRequest, *, by: Any) -> list[RequestStep]:
    """The steps that ``by`` can take now."""
    return [one for one in _permitted(request, by=by) if is_possible(one, request)]


def is_possible(step: RequestStep, request: PersonalRequest) -> bool:
    """Whether state, kind and outcome of the request allow the step."""
    if request.state not in step.sources or request.kind not in step.kinds:
        return False
    return step.verb != "lift" or (request.outcome == Outcome.RESTRICTED and _is_restricted(request))


def _is_restricted(request: PersonalRequest) -> bool:
    person = request.person_id is not None and Restriction.objects.filter(person=request.person_id).exists()
    return person or ContactHold.objects.filter(request=request).exists()


def _permitted(request: PersonalRequest, *, by: Any) -> list[RequestStep]:
    asked = by.pk in (request.account_id, request.by_id)
    decides = may_decide(request, by=by)
    return [one for one in STEPS.values() if (asked if one.by_asker else decides)]


def may_decide(request: PersonalRequest, *, by: Any) -> bool:
    """Nobody decides on the own data; on persons and contacts the office in charge, on bare accounts whoever keeps
    accounts."""
    if request.account_id == by.pk:
        return False
    place = _place(request)
    if place is not None:
        return is_in_charge(place, by=by)
    return any(grant.reach is Reach.EVERYWHERE for grant in holding(by, Permission.PERSONAL_DECIDE))


def has_file(request: PersonalRequest) -> bool:
    """Whether its copy is kept still."""
    return bool(request.file) and request.file_until is not None and request.file_until > clock.now()


def may_fetch(request: PersonalRequest, *, by: Any) -> bool:
    """The copy is for whoever asked for it, and whom it is about."""
    return has_file(request) and by.pk in (request.by_id, request.account_id)


def copy_path(request: PersonalRequest) -> Path:
    """Where its copy is stored."""
    return Path(settings.MEDIA_ROOT) / request.file


def is_in_charge(place: Place, *, by: Any) -> bool:
    """Whether ``by`` is the office of the area in which somebody is registered; who keeps accounts sees no persons."""
    held = holding(by, Permission.PERSONAL_DECIDE)
    return any(grant.reach is Reach.AREA and covers(grant, place) for grant in held)


def _place(request: PersonalRequest) -> Place | None:
    if request.person is not None:
        return request.person.place
    return request.area.place if request.area is not None else None
