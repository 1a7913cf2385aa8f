"""Mails about proposals, each in the language of its reader. Who has no address learns it from pages and links.

Each mail is a message of the outbox, so that one which fails is tried again without the others. A mail that went out
just before its process died goes out again: under the same Message-ID, by which mail programs know it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from duijie.accounts.models import Membership, User
from duijie.common import site
from duijie.common.domain import outbox
from duijie.matching.models import Proposal
from duijie.matching.states import ProposalState

MAIL = "proposal.mail"


def tell_shown(pk: int) -> None:
    """Both sides are asked."""
    proposal = _find(pk)
    if proposal is not None:
        _put(proposal, ProposalState.SHOWN, _both_sides(proposal))


def tell_answered(pk: int, state: str) -> None:
    """Whoever proposed hears of every answer; both sides hear of mutual interest. ``state`` is what it led to."""
    proposal = _find(pk)
    if proposal is not None:
        others = _both_sides(proposal) if state == ProposalState.MUTUAL else []
        _put(proposal, state, [proposal.by, *others])


def send(*, pk: int, state: str, reader: int) -> None:
    """The mail about one proposal to one reader."""
    proposal, account = _find(pk), User.objects.filter(pk=reader, is_active=True).exclude(email="").first()
    if proposal is None or account is None:
        return
    with translation.override(account.language or settings.LANGUAGE_CODE):
        words: dict[str, Any] = {"demand": proposal.demand.title, "supply": proposal.title}
        if state == ProposalState.SHOWN:
            subject = _("Proposal: %(title)s") % {"title": proposal.demand.title}
            text = _(
                "A match was proposed to you: “%(demand)s” and “%(supply)s”.\n"
                "Sign in to read why, and answer until %(day)s."
            )  # fmt: skip
            words["day"] = proposal.expires_on.isoformat()
        else:
            words["state"] = ProposalState(state).label
            subject = _("Proposal “%(title)s”: %(state)s") % {"title": proposal.demand.title, "state": words["state"]}
            text = _("“%(demand)s” and “%(supply)s”: %(state)s.")
        sender = site.current().sender(settings.DEFAULT_FROM_EMAIL)
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
        digest = salted_hmac(MAIL, _key(proposal, state, account)).hexdigest()
        EmailMessage(
            " ".join(subject.split()), text % words, sender, [account.email],
            headers={"Message-ID": f"<{digest}@{domain}>"},
        ).send()  # fmt: skip


def _put(proposal: Proposal, state: str, accounts: Iterable[User]) -> None:
    with transaction.atomic():
        for account in accounts:
            if account.email:
                payload = {"proposal": proposal.pk, "state": str(state), "reader": account.pk}
                outbox.put(topic=MAIL, key=_key(proposal, state, account), payload=payload)


def _key(proposal: Proposal, state: str, account: User) -> str:
    return f"proposal:{proposal.pk}:{state}:{account.pk}"


def _find(pk: int) -> Proposal | None:
    found: Proposal | None = Proposal.objects.select_related("demand", "person__account", "by").filter(pk=pk).first()
    return found


def _both_sides(proposal: Proposal) -> list[User]:
    return [*_of_organisation(proposal.demand.organisation_id, "firm_contact"), *_of_supply(proposal)]


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
