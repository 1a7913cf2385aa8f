"""Whose turn it is, for a page, and whether it is the reader's. The tables stand beside the states; here is told who of
the readers is meant by each of their words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.turns import OpenTurn, Turn
from duijie.demands import challenge_states, common_states, filing_states
from duijie.demands.challenge_states import BidState, ChallengeState
from duijie.demands.common_states import CommonState
from duijie.demands.domain.queries.challenges import list_bids, organisations_of
from duijie.demands.domain.queries.work import passed_up
from duijie.demands.domain.queries.writers import is_second_person, writer_of
from duijie.demands.models import Challenge, CommonProblem, Demand, Filing, FilingState
from duijie.demands.states import Level
from duijie.matching import states as proposal_states
from duijie.matching.domain.proposals import side_of
from duijie.matching.models import Proposal
from duijie.matching.states import INTEREST, LIVING, ProposalState, Side
from duijie.registry import access_states
from duijie.registry.access_states import AccessState, AccessStep, Party
from duijie.registry.models import AccessRequest


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """``label`` says whose turn it is, in words; ``is_mine`` that it is the reader's."""

    turn: Turn
    is_mine: bool = False

    @property
    def label(self) -> Any:
        return self.turn.label


def turn_of_demand(demand: Demand, *, by: Any) -> ShownTurn:
    turn = demand.turn
    return ShownTurn(turn, demand.archived_at is None and _MINE[turn](demand, by))


def turn_of_challenge(challenge: Challenge, *, by: Any) -> ShownTurn:
    opened = ["takes_bids"] if challenge.is_open else []
    turn = _turn(ChallengeState(challenge.state), challenge_states.TURNS, challenge_states.OPEN_TURNS, opened)
    return ShownTurn(turn, challenge.demand.archived_at is None and _MINE[turn](challenge.demand, by))


def turn_of_common(problem: CommonProblem, *, by: Any) -> ShownTurn:
    turn = common_states.TURNS[CommonState(problem.state)]
    return ShownTurn(turn, turn is Turn.OFFICE and can(by, Permission.COMMON_PROBLEM_EDIT, problem.place))


def turn_of_filing(filing: Filing, *, by: Any = None) -> ShownTurn:
    """Without ``by`` for whoever has the address of the receipt."""
    turn = filing_states.TURNS[FilingState(filing.state)]
    return ShownTurn(turn, turn is Turn.OFFICE and by is not None and can(by, Permission.FILING_DECIDE, filing.place))


def turn_of_access(request: AccessRequest, steps: Iterable[AccessStep]) -> ShownTurn:
    """``steps`` are those that the reader can take now."""
    turn = access_states.TURNS[AccessState(request.state)]
    return ShownTurn(turn, turn is Turn.OWNER and any(one.party is Party.OWNER for one in steps))


def turn_of_proposal(proposal: Proposal, *, by: Any) -> ShownTurn:
    """The office may answer for both sides; what it may do for others is not yet its own to do."""
    state = ProposalState(proposal.state)
    turn = proposal_states.TURNS[state]
    if can(by, Permission.PROPOSAL_MAKE, proposal.place):
        return ShownTurn(turn, turn is Turn.OFFICE)
    sides = side_of(proposal, by=by) if state in LIVING else []
    asked = turn is Turn.SOLVER or any((state, side) in INTEREST for side in sides)
    return ShownTurn(turn, bool(sides) and turn is not Turn.OFFICE and asked)


def turn_of_side(proposal: Proposal, side: Side) -> ShownTurn:
    """For whoever answers for ``side`` by a link."""
    state = ProposalState(proposal.state)
    return ShownTurn(proposal_states.TURNS[state], (state, side) in INTEREST)


def _turn(state: Any, turns: Mapping[Any, Turn], opens: Iterable[OpenTurn], opened: Iterable[str]) -> Turn:
    return next((one.turn for one in opens if state in one.states and one.what in opened), turns[state])


def _is_writer(demand: Demand, by: Any) -> bool:
    return can(by, Permission.DEMAND_EDIT, demand.place) and writer_of(demand) in (None, by.pk)


def _is_checker(demand: Demand, by: Any) -> bool:
    return can(by, Permission.DEMAND_STEP, demand.place) and is_second_person(demand, by=by)


def _is_office(demand: Demand, by: Any) -> bool:
    """Its case handler; while there is none, all of the office; of what was passed up, that level."""
    if not can(by, Permission.DEMAND_STEP, demand.place):
        return False
    if demand.handler_id in (None, by.pk):
        return True
    return demand.level != Level.COUNTY and bool(passed_up(by=by).filter(pk=demand.pk).exists())


def _is_firm(demand: Demand, by: Any) -> bool:
    return can(by, Permission.DEMAND_RATE, demand.place)


def _is_bidder(demand: Demand, by: Any) -> bool:
    """Who speaks for an organisation that may bid and has no bid yet."""
    own = {one.pk for one in organisations_of(by)} - {demand.organisation_id}
    if not own:
        return False
    bids = list_bids(demand.challenge, by=by).filter(organisation__in=own, state=BidState.SUBMITTED)
    return not bids.exists()


def _is_supply(demand: Demand, by: Any) -> bool:
    """The side that can help: who is asked by a living proposal, or brought a result; whose bid was chosen."""
    if can(by, Permission.PROPOSAL_MAKE, demand.place):
        return False
    shown = Proposal.objects.visible_to(by).filter(demand=demand, state__in=[*LIVING, ProposalState.RESULT])
    if any(
        Side.SUPPLY in side_of(one, by=by) for one in shown.select_related("demand__area", "demand__zone", "person")
    ):
        return True
    challenge: Any = getattr(demand, "challenge", None)
    own = [one.pk for one in organisations_of(by)] if challenge is not None else []
    return bool(own) and challenge.bids.filter(state=BidState.CHOSEN, organisation__in=own).exists()


def _is_solver(demand: Demand, by: Any) -> bool:
    return _is_firm(demand, by) or _is_supply(demand, by)


def _is_nobody(demand: Demand, by: Any) -> bool:
    return False


_MINE: dict[Turn, Callable[[Demand, Any], bool]] = {
    Turn.WRITER: _is_writer, Turn.CHECKER: _is_checker, Turn.OFFICE: _is_office, Turn.BIDDERS: _is_bidder,
    Turn.SOLVER: _is_solver, Turn.ENTERPRISE: _is_firm, Turn.EXPERT: _is_supply, Turn.NOBODY: _is_nobody,
}  # fmt: skip
"""Who is meant, where it is about a demand."""
