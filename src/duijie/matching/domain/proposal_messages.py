"""Who hears of a proposal: both sides that they are asked, whoever proposed of each answer, all of mutual interest."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from duijie.accounts.access import in_force
from duijie.accounts.models import Membership, User
from duijie.common.transactions import in_transaction
from duijie.matching.domain.queries.faces import face_of
from duijie.matching.message_kinds import ANSWERED, MUTUAL, SHOWN
from duijie.matching.models import Proposal
from duijie.matching.states import ProposalState
from duijie.messaging.domain.messages import send


@in_transaction
def tell_shown(pk: int) -> None:
    """Both sides are asked."""
    proposal = _find(pk)
    if proposal is not None:
        _send(
            proposal, SHOWN.key, ProposalState.SHOWN, _both_sides(proposal),
            {"day": proposal.expires_on.isoformat(), "words": _words(proposal)},
        )  # fmt: skip


@in_transaction
def tell_answered(pk: int, state: str) -> None:
    """Whoever proposed hears of every answer; both sides hear of mutual interest. ``state`` is what it led to."""
    proposal = _find(pk)
    if proposal is None:
        return
    if state == ProposalState.MUTUAL:
        _send(proposal, MUTUAL.key, state, [proposal.by, *_both_sides(proposal)], {})
    else:
        _send(proposal, ANSWERED.key, state, [proposal.by], {"state": state})


def _words(proposal: Proposal) -> Any:
    """Those of whoever proposed; that a person chose the pair is said before them, in the language of the reader."""
    return {"by_hand": True, "words": proposal.message} if proposal.is_by_hand else proposal.message


def _send(proposal: Proposal, template: str, state: str, to: Iterable[User], context: dict[str, Any]) -> None:
    for account in to:  # each by the names that it may read
        face = face_of(proposal, by=account)
        send(
            key=f"proposal:{proposal.pk}:{state}", template=template, to=[account], by=proposal.by, target=proposal,
            link=reverse("proposal_detail", args=[proposal.pk]),
            context={"demand": face.demand, "supply": face.supply, **context},
        )  # fmt: skip


def _find(pk: int) -> Proposal | None:
    found: Proposal | None = (
        Proposal.objects.select_related("demand__organisation", "owner", "person__account", "by").filter(pk=pk).first()
    )
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
    held = Membership.objects.filter(in_force(), organisation_id=organisation, role__in=roles, user__is_active=True)
    return [one.user for one in held.select_related("user").order_by("user__pk")]
