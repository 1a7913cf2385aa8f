"""Contacts of host units: named by the unit or an office, verified by the county, ended."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import grants, require
from duijie.accounts.models import Membership, User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.rounds import tidy
from duijie.programmes.models import HostContact, PostingPerson
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.registry.models import Organisation, Person


@in_transaction
def add_contact(
    *, organisation: Organisation, values: Mapping[str, Any], by: Any, account: Any = None, is_demo: bool = False
) -> HostContact:
    """Name somebody of ``organisation``, with an ``account`` that speaks for it or without one. Not verified yet.

    Raises ``ValidationError`` by field: ``name``; ``email`` (``address``, or ``own`` where it is that of somebody
    posted there); ``account`` (``unit``, ``own``, ``twice``).
    """
    require(by, Permission.HOST_CONTACT_EDIT, organisation.place)
    made = HostContact(organisation=organisation, account=account, by=by, at=clock.now(), is_demo=is_demo)
    for name, longest in (("name", 60), ("post", 60), ("mobile", 40), ("email", 254)):
        setattr(made, name, tidy(str(values.get(name, "") or ""), longest))
    wrong: dict[str, list[ValidationError]] = {}
    if not made.name:
        wrong["name"] = [ValidationError(_("Give the name."), code="required")]
    if made.email:
        try:
            validate_email(made.email)
        except ValidationError as error:
            wrong["email"] = [error]
    if account is None and not made.email and not made.mobile:
        wrong["email"] = [ValidationError(_("Give an e-mail or a mobile number."), code="required")]
    if account is not None and not Membership.objects.filter(user=account, organisation=organisation).exists():
        wrong["account"] = [ValidationError(_("This account does not speak for the unit."), code="unit")]
    if wrong:
        raise ValidationError(wrong)
    _refuse_posted(made)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        words = _("This account is a contact of the unit already.")
        raise ValidationError({"account": [ValidationError(words, code="twice")]}) from error
    audit.record(by=by, verb="host_contact.add", target=made, place=made.place)
    return made


def verify_contact(*, contact: HostContact, proof: str, by: Any) -> HostContact:
    """The county has seen that they may speak for the unit: ``proof`` says by what. Nobody verifies themselves, or
    for a unit of their own; that is audited."""
    units = {one.organisation_id for one in grants(by) if one.organisation_id}
    if contact.account_id == by.pk or contact.organisation_id in units:
        detail = {"reason": "own"}
        audit.record(by=by, verb="host_contact.refused", target=contact, place=contact.place, detail=detail)
        raise PermissionDenied(_("Nobody verifies themselves, or for a unit of their own."))
    return _verify(contact, proof, by=by)


@in_transaction
def end_contact(*, contact: HostContact, by: Any) -> HostContact:
    """They confirm nothing any more; what they confirmed stands."""
    current = _lock(contact)
    require(by, Permission.HOST_CONTACT_EDIT, current.place)
    if current.ended_at is None:
        current.ended_at = clock.now()
        current.save(update_fields=["ended_at"])
        audit.record(by=by, verb="host_contact.end", target=current, place=current.place)
    return current


def accounts_of(organisation: Organisation) -> list[User]:
    """The living accounts that hold a role at the unit, from whom a contact is chosen."""
    rows = User.objects.filter(memberships__organisation=organisation, is_active=True)
    return list(rows.distinct().order_by("pk"))


@in_transaction
def _verify(contact: HostContact, proof: str, *, by: Any) -> HostContact:
    current = _lock(contact)
    require(by, Permission.HOST_CONTACT_VERIFY, current.place)
    proof = tidy(proof, 200)
    if not proof:
        raise ValidationError({"proof": [ValidationError(_("Say by what you know it."), code="required")]})
    if current.ended_at is not None:
        raise ValidationError(_("This contact has ended."), code="state")
    _refuse_posted(current)
    current.proof, current.verified_by, current.verified_at = proof, by, clock.now()
    current.save(update_fields=["proof", "verified_by", "verified_at"])
    audit.record(by=by, verb="host_contact.verify", target=current, place=current.place, detail={"proof": proof})
    return current


def _lock(contact: HostContact) -> HostContact:
    hold(HostContact, contact.pk)
    current: HostContact = HostContact.objects.select_related("organisation__area", "organisation__zone").get(
        pk=contact.pk
    )
    return current


def _refuse_posted(contact: HostContact) -> None:
    """Nobody who is posted at the unit confirms for it: by account, e-mail or number."""
    posted = PostingPerson.objects.filter(posting__host=contact.organisation, posting__state__in=LIVING_POSTING)
    people = Person.objects.filter(
        Q(pk__in=posted.order_by().values("person"))
        | Q(postings__host=contact.organisation, postings__state__in=LIVING_POSTING)
    )
    same = Q(pk__in=[])
    if contact.account_id is not None:
        same |= Q(account=contact.account_id)
    if contact.email:
        same |= Q(email__iexact=contact.email) | Q(account__email__iexact=contact.email)
    if contact.mobile:
        same |= Q(mobile=contact.mobile) | Q(account__mobile=contact.mobile)
    if people.filter(same).exists():
        field = "account" if contact.account_id is not None else "email" if contact.email else "name"
        words = _("This is somebody who is posted at the unit.")
        raise ValidationError({field: [ValidationError(words, code="own")]})
