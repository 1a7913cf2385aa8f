"""Links with which one side of a proposal answers without an account: made, opened, answered through, refused."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain.links import refuse_guesser, refuse_link
from duijie.common.transactions import in_transaction
from duijie.matching.domain.proposals import answer, lock, note_deed, refuse_over, side_of
from duijie.matching.models import Proposal, ProposalLink
from duijie.matching.states import WAITING, Side

REFUSED = "proposal.link_refused"
KEPT = timedelta(days=90)
"""How long one can look at what became of it after it was answered or has ended."""
USED = {"answered", "over"}
"""Codes of ``answer`` that say of a link that it has nothing left to do."""


@in_transaction
def make_link(*, proposal: Proposal, side: str, by: Any) -> str:
    """A secret with which one side answers without an account; an earlier one of that side ends. Shown once."""
    current = lock(proposal)
    require(by, Permission.PROPOSAL_MAKE, current.place)
    refuse_over(current)
    ProposalLink.objects.filter(proposal=current, side=Side(side), revoked_at=None).update(revoked_at=clock.now())
    secret = secrets.token_urlsafe(24)
    ProposalLink.objects.create(proposal=current, side=Side(side), digest=digest_of(secret), created_at=clock.now())
    note_deed(current, "link", by=by, side=Side(side))
    return secret


def find_link(secret: str, *, by: Any) -> ProposalLink:
    """The living link of a secret, for whoever is not signed in, or may answer for its side (``by``).

    Raises ``LinkRefusedError``, which is audited.
    """
    refuse_guesser()
    found = ProposalLink.objects.filter(digest=digest_of(secret)).select_related(
        "proposal__demand__area", "proposal__demand__zone", "proposal__demand__organisation", "proposal__owner",
        "proposal__person", "proposal__ranking_model",
    ).first()  # fmt: skip
    if reason := _fault(found, by=by):
        refuse_link(REFUSED, reason, secret=secret, by=by, target=found.proposal if found is not None else None)
    assert found is not None
    return found


def answer_by_link(secret: str, *, interested: bool, by: Any, reason: str = "", note: str = "") -> Proposal:
    """The answer of the side that has the link. Raises as ``find_link``, also where the side has answered already or
    the proposal is over (``used``); ``ValidationError`` for a no without a reason."""
    link = find_link(secret, by=by)
    try:
        return answer(
            proposal=link.proposal, side=link.side, interested=interested, link=link, reason=reason, note=note
        )
    except ValidationError as error:
        if getattr(error, "code", None) not in USED:
            raise
        refuse_link(REFUSED, "used", secret=secret, by=by, target=link.proposal)


def note_opened(link: ProposalLink) -> None:
    """The link was opened for the first time."""
    ProposalLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=clock.now())


def digest_of(secret: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _fault(link: ProposalLink | None, *, by: Any) -> str:
    if link is None:
        return "unknown"
    if getattr(by, "is_authenticated", False) and link.side not in side_of(link.proposal, by=by):
        return "forwarded"
    if link.revoked_at is not None:
        return "replaced"
    proposal = link.proposal
    if proposal.state in WAITING:
        return "expired" if proposal.expires_on < clock.today() else ""
    return "expired" if proposal.changed_at < clock.now() - KEPT else ""
