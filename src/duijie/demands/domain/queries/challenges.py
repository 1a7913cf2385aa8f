"""Reading challenges, their rules and the bids for them."""

from decimal import Decimal
from typing import Any

from duijie.accounts.access import can, holding, paths_above
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import where_few
from duijie.demands.challenge_checks import NUMBERS
from duijie.demands.challenge_states import ChallengeState
from duijie.demands.models import Bid, Challenge, ChallengeRules, Demand
from duijie.registry.models import Area, Organisation


def list_challenges(*, by: Any) -> Any:
    """All that ``by`` may see, of living demands."""
    rows = Challenge.objects.visible_to(by).filter(demand__archived_at=None)
    return rows.select_related("demand__area", "demand__zone", "demand__organisation")


def find_challenge(*, by: Any, demand: int) -> Challenge:
    """The challenge of a demand, or ``DoesNotExist``."""
    found: Challenge = list_challenges(by=by).get(demand=demand)
    return found


def list_bids(challenge: Challenge, *, by: Any) -> Any:
    """The bids for it that ``by`` may see: one's own; all, for office and firm, once the last day is over."""
    return Bid.objects.visible_to(by).filter(challenge=challenge).select_related("organisation", "by")


def count_bids(challenge: Challenge) -> int:
    """How many there are, whoever may read them; those that were withdrawn not counted."""
    return challenge.bids.exclude(state="withdrawn").count()


def rules_in(area: Area) -> ChallengeRules:
    """The rules that hold in ``area``: the latest of the nearest area above it that has any, else those as shipped."""
    above = paths_above(area.path)
    found = ChallengeRules.objects.filter(area__path__in=above).select_related("area", "by").order_by("-pk")
    nearest: dict[str, ChallengeRules] = {}
    for row in found:
        nearest.setdefault(row.area.path, row)
    return nearest[max(nearest, key=len)] if nearest else ChallengeRules(area=area)


def numbers_of(rules: ChallengeRules) -> dict[str, Any]:
    """The numbers by name, as JSON keeps them."""
    return {name: float(value) if isinstance(value := getattr(rules, name), Decimal) else value for name in NUMBERS}


def organisations_of(by: Any) -> list[Organisation]:
    """The organisations that ``by`` may bid for."""
    held = holding(by, Permission.CHALLENGE_BID)
    own = {one.organisation_id for one in held if one.organisation_id and one.reach is Reach.ORGANISATION}
    return list(Organisation.objects.filter(pk__in=own, archived_at=None).order_by("name"))


def may_prepare(demand: Demand, *, by: Any) -> bool:
    return demand.archived_at is None and can(by, Permission.DEMAND_STEP, demand.place)


def to_be_awarded(*, by: Any) -> Any:
    """Challenges whose last day is over, where ``by`` decides, the longest over first."""

    def within_reach() -> Any:
        mine = Demand.objects.reached_by(by, Permission.DEMAND_STEP).filter(archived_at=None).order_by().values("pk")
        return Challenge.objects.filter(demand__in=mine)

    rows = where_few(Challenge, within_reach, state=ChallengeState.ANNOUNCED, closes_on__lt=clock.today())
    return rows.select_related("demand").order_by("closes_on", "pk")
