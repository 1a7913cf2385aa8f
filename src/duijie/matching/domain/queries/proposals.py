"""Reading proposals."""

from typing import Any

from duijie.common.scope import where_few
from duijie.matching.domain.queries.faces import JOINED, READ
from duijie.matching.models import Proposal
from duijie.matching.states import FAILED, LIVING, WAITING, ProposalState


def list_proposals(*, by: Any) -> Any:
    """All that ``by`` may see, with demand, owner and expert."""
    return Proposal.objects.visible_to(by).select_related(
        "demand__area", "demand__zone", "demand__organisation", "owner", "person", "by", "ranking_model"
    )


def list_named(*, by: Any) -> Any:
    """The same with what their faces are made of and what a list says of a proposal, and no more."""
    rows = Proposal.objects.visible_to(by).select_related(*JOINED)
    return rows.only(*READ, "level", "state", "expires_on", "changed_at")


def find_proposal(*, by: Any, pk: int) -> Proposal:
    """The proposal, or ``DoesNotExist``."""
    found: Proposal = list_proposals(by=by).get(pk=pk)
    return found


def waiting_proposals(*, by: Any) -> Any:
    """What is not answered yet, the most urgent first."""
    return list_proposals(by=by).filter(state__in=WAITING).order_by("expires_on", "pk")


def mutual_proposals(*, by: Any) -> Any:
    """Mutual interest that nobody has followed up."""
    return where_few(Proposal, lambda: list_named(by=by), state=ProposalState.MUTUAL).order_by("changed_at", "pk")


def may_follow(proposal: Proposal) -> bool:
    """Whether its pair may be proposed again: it is over without a result, and no other proposal of the pair lives."""
    pair = {"demand": proposal.demand_id, "kind": proposal.kind, "supply": proposal.supply}
    return proposal.state in FAILED and not Proposal.objects.filter(**pair, state__in=LIVING).exists()
