"""Proposals on the home page: those that wait for my answer, and mutual interest that nobody has followed up."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.scope import first_of
from duijie.matching.domain.proposals import side_of
from duijie.matching.domain.queries.faces import faces_of, put_on_faces
from duijie.matching.domain.queries.proposals import mutual_proposals, waiting_proposals
from duijie.matching.states import INTEREST, ProposalState
from duijie.portal.shell.home import LINES, Waiting

LOOK_AT = 50  # of the most urgent, to find those that wait for this person's side


def proposals_waiting(user: Any) -> Iterable[Waiting]:
    """For those who are asked: what they have not answered yet, by the day it ends."""
    if not can(user, Permission.PROPOSAL_ANSWER):
        return
    shown = 0
    found = list(waiting_proposals(by=user)[:LOOK_AT])
    put_on_faces(found, by=user)
    for proposal in found:
        sides = side_of(proposal, by=user)
        if any((ProposalState(proposal.state), side) in INTEREST for side in sides) and shown < LINES:
            shown += 1
            text = _("Answer the proposal “%(demand)s” – “%(supply)s”") % {
                "demand": proposal.face.demand, "supply": proposal.face.supply,
            }  # fmt: skip
            address = reverse("proposal_detail", args=[proposal.pk])
            yield Waiting(text, address, proposal.created_at, proposal.expires_on)


def mutual_interest_waiting(user: Any) -> Iterable[Waiting]:
    """For offices and brokers: both sides have said yes, and nobody has brought them together."""
    if not can(user, Permission.PROPOSAL_MAKE):
        return
    found = first_of(mutual_proposals(by=user), LINES)
    for proposal, face in zip(found, faces_of(found, by=user).values(), strict=True):
        text = _("Mutual interest, bring them together: “%(demand)s” – “%(supply)s”") % {
            "demand": face.demand, "supply": face.supply,
        }  # fmt: skip
        yield Waiting(text, reverse("proposal_detail", args=[proposal.pk]), proposal.changed_at)
