"""Demands by whose turn it is: the table of ``states`` as a condition of a query."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q

from duijie.common import clock
from duijie.demands.challenge_states import ChallengeState
from duijie.demands.models import Challenge, Rating
from duijie.demands.states import OPEN_TURNS, TURNS, DemandState, Waiting


def with_turn(rows: Any, turn: str) -> Any:
    """The demands among ``rows`` in which it is the turn of ``turn``, as ``Demand.turn`` says of each."""
    conditions = _conditions()
    wanted = []
    for place, one in enumerate(OPEN_TURNS):
        if one.turn == turn:
            wanted.append(_unless(one.states, OPEN_TURNS[:place], turn, conditions) & conditions[one.what])
    states = [state for state, whose in TURNS.items() if whose == turn]
    alike: dict[tuple[Any, ...], list[DemandState]] = {}
    for state in states:
        alike.setdefault(tuple(one for one in OPEN_TURNS if state in one.states), []).append(state)
    wanted += [_unless(frozenset(some), before, turn, conditions) for before, some in alike.items()]
    return rows.filter(reduce(or_, wanted)) if wanted else rows.none()


def _unless(states: frozenset[str], before: tuple[Any, ...], turn: str, conditions: dict[str, Q]) -> Q:
    """In these states, and nothing is open that makes it the turn of somebody else."""
    found = Q() if states == frozenset(DemandState) else Q(state__in=sorted(states))
    others = {one.what for one in before if one.turn != turn and one.states & states}
    if {"waits_enterprise", "waits_expert"} <= others:  # one word that an index finds
        others -= {"waits_enterprise", "waits_expert"}
        found &= Q(waiting="")
    for what in sorted(others):
        found &= ~conditions[what]
    return found


def _conditions() -> dict[str, Q]:
    bids = Challenge.objects.filter(state=ChallengeState.ANNOUNCED, closes_on__gte=clock.today())
    return {
        "waits_enterprise": Q(waiting=Waiting.ENTERPRISE),
        "waits_expert": Q(waiting=Waiting.EXPERT),
        "takes_bids": Q(Exists(bids.filter(demand=OuterRef("pk")))),
        "is_rated": Q(Exists(Rating.objects.filter(demand=OuterRef("pk")))),
    }
