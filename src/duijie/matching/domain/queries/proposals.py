"""Reading proposals."""

from typing import Any

from duijie.common import clock
from duijie.matching.domain.proposals import digest_of
from duijie.matching.models import Proposal, ProposalLink
from duijie.matching.states import WAITING, ProposalState


def list_proposals(*, by: Any) -> Any:
    """All that ``by`` may see, with demand, owner and expert."""
    return Proposal.objects.visible_to(by).select_related(
        "demand__area", "demand__zone", "demand__organisation", "owner", "person", "by", "ranking_model"
    )


def find_proposal(*, by: Any, pk: int) -> Proposal:
    """The proposal, or ``DoesNotExist``."""
    found: Proposal = list_proposals(by=by).get(pk=pk)
    return found


def find_link(secret: str) -> ProposalLink | None:
    """The living link of a secret; None when it is unknown, revoked, or the proposal's time is over."""
    if not 20 <= len(secret) <= 64 or not secret.isascii():
        return None
    rows = ProposalLink.objects.filter(digest=digest_of(secret), revoked_at=None)
    found: ProposalLink | None = rows.select_related(
        "proposal__demand__area", "proposal__demand__zone", "proposal__demand__organisation", "proposal__owner",
        "proposal__person", "proposal__ranking_model",
    ).first()  # fmt: skip
    if found is not None and found.proposal.state in WAITING and found.proposal.expires_on < clock.today():
        return None
    return found


def waiting_proposals(*, by: Any) -> Any:
    """What is not answered yet, the most urgent first."""
    return list_proposals(by=by).filter(state__in=WAITING).order_by("expires_on", "pk")


def mutual_proposals(*, by: Any) -> Any:
    """Mutual interest that nobody has followed up."""
    return list_proposals(by=by).filter(state=ProposalState.MUTUAL).order_by("changed_at", "pk")
