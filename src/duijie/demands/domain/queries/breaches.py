"""Reading breaches of challenges.

What somebody may see starts at ``visible_to``; what keeps an organisation out is asked of all there are, wherever they
were recorded.
"""

from typing import Any

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.demands.challenge_states import BidState, ChallengeState
from duijie.demands.models import Breach, BreachSide, Challenge

SIDES: dict[BreachSide, frozenset[ChallengeState]] = {
    BreachSide.FIRM: frozenset({ChallengeState.CANCELLED, ChallengeState.AWARDED}),
    BreachSide.WINNER: frozenset({ChallengeState.AWARDED}),
}
"""In which states of its challenge a side can have broken its word."""


def standing_breach(organisation: int | None, years: int) -> Breach | None:
    """The latest breach of an organisation in the last ``years`` years; None without one, and for nobody registered."""
    if organisation is None or not years:
        return None
    rows = Breach.objects.standing().filter(organisation=organisation, on__gt=clock.years_ago(years))
    found: Breach | None = rows.order_by("-on", "-pk").first()
    return found


def list_breaches(*, by: Any) -> Any:
    """All that ``by`` may see, those that were taken back too."""
    rows = Breach.objects.visible_to(by)
    return rows.select_related("organisation", "challenge__demand__area", "challenge__demand__zone", "by", "undone_by")


def find_breach(*, by: Any, pk: int) -> Breach:
    """The breach, or ``DoesNotExist``."""
    found: Breach = list_breaches(by=by).get(pk=pk)
    return found


def breaches_of(challenge: Challenge, *, by: Any) -> list[Breach]:
    """Those of a challenge that ``by`` may see."""
    return list(list_breaches(by=by).filter(challenge=challenge))


def sides_open(challenge: Challenge, *, by: Any) -> list[BreachSide]:
    """The sides of which ``by`` can record a breach now."""
    if not can(by, Permission.CHALLENGE_BREACH, challenge.place):
        return []
    known = set(Breach.objects.standing().filter(challenge=challenge).values_list("organisation", flat=True))
    found = []
    for side, states in SIDES.items():
        organisation = organisation_of(challenge, side) if challenge.state in states else None
        if organisation is not None and organisation not in known:
            found.append(side)
    return found


def organisation_of(challenge: Challenge, side: BreachSide) -> int | None:
    """The number of the organisation on a side; None where it is not registered, or there is none."""
    if side is BreachSide.FIRM:
        return challenge.demand.organisation_id
    chosen = challenge.bids.filter(state=BidState.CHOSEN).values_list("organisation", flat=True)
    return chosen.first()
