"""Mails about proposals, each in the language of its reader. Who has no address learns it from pages and links."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from duijie.accounts.models import Membership, User
from duijie.matching.models import Proposal
from duijie.matching.states import ProposalState


def tell_shown(pk: int) -> None:
    """Both sides are asked."""
    proposal = _find(pk)
    if proposal is None:
        return
    for account in [*_of_organisation(proposal.demand.organisation_id, "firm_contact"), *_of_supply(proposal)]:
        with translation.override(account.language or settings.LANGUAGE_CODE):
            subject = _("Proposal: %(title)s") % {"title": proposal.demand.title}
            text = _(
                "A match was proposed to you: “%(demand)s” and “%(supply)s”.\n"
                "Sign in to read why, and answer until %(day)s."
            )  # fmt: skip
            words = {"demand": proposal.demand.title, "supply": proposal.title, "day": proposal.expires_on.isoformat()}
            _send(account.email, subject, text % words)


def tell_answered(pk: int) -> None:
    """Whoever proposed hears of every answer; both sides hear of mutual interest."""
    proposal = _find(pk)
    if proposal is None:
        return
    readers = [proposal.by]
    if proposal.state == ProposalState.MUTUAL:
        readers += [*_of_organisation(proposal.demand.organisation_id, "firm_contact"), *_of_supply(proposal)]
    for account in readers:
        with translation.override(account.language or settings.LANGUAGE_CODE):
            state = proposal.get_state_display()
            subject = _("Proposal “%(title)s”: %(state)s") % {"title": proposal.demand.title, "state": state}
            text = _("“%(demand)s” and “%(supply)s”: %(state)s.")
            words = {"demand": proposal.demand.title, "supply": proposal.title, "state": state}
            _send(account.email, subject, text % words)


def _find(pk: int) -> Proposal | None:
    found: Proposal | None = Proposal.objects.select_related("demand", "person__account", "by").filter(pk=pk).first()
    return found


def _of_supply(proposal: Proposal) -> list[User]:
    person: Any = proposal.person
    if person is not None and person.account is not None:
        return [person.account]
    return list(_of_organisation(proposal.owner_id, "institution_officer", "carrier_operator"))


def _of_organisation(organisation: int | None, *roles: str) -> Iterable[User]:
    if organisation is None:
        return []
    held = Membership.objects.filter(organisation_id=organisation, role__in=roles, user__is_active=True)
    return [one.user for one in held.select_related("user").order_by("user__pk")]


def _send(address: str, subject: str, text: str) -> None:
    if address:
        send_mail(" ".join(subject.split()), text, settings.DEFAULT_FROM_EMAIL, [address])
