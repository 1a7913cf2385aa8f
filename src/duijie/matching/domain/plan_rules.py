"""What the platform knows to forbid about pairs of a plan: read when it is computed, and once more at its release."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.interfaces.ownership import Ownership
from duijie.matching.models import AssignmentPlan, Choice, ChoiceKind, PlanPair, Proposal, SupplyKind
from duijie.matching.plan_states import Ban
from duijie.matching.states import ProposalState

CHUNK = 2000
NAMED = 8
"""Pairs named in a refusal."""


class Rules:
    """Dismissals, declined proposals, organisations kept apart and shares, as they are now."""

    def __init__(self, plan: AssignmentPlan, demands: Sequence[int]) -> None:
        self._reasons: dict[Any, str] = {}
        for start in range(0, len(demands), CHUNK):
            part = demands[start : start + CHUNK]
            dismissed = Choice.objects.filter(demand__in=part, choice=ChoiceKind.DISMISSED)
            self._reasons |= dict.fromkeys(dismissed.values_list("demand", "kind", "supply"), Ban.DISMISSED)
            declined = Proposal.objects.filter(demand__in=part, state=ProposalState.DECLINED)
            self._reasons |= dict.fromkeys(declined.values_list("demand", "kind", "supply"), Ban.DECLINED)
        self._apart: dict[frozenset[int | None], str] = {
            frozenset((first, second)): reason
            for first, second, reason in plan.conflicts.values_list("first", "second", "reason")
        }
        self._ownership = Ownership()

    def reason(self, key: tuple[int, str, int], firm: int | None, theirs: int | None) -> str:
        """Why a pair (number of the demand, kind and number of the supply) must not be; ``""`` where it may."""
        reason = self._reasons.get(key) or self._apart.get(frozenset((firm, theirs)), "")
        if not reason and self._ownership.keeps_apart(firm, key[1], key[2], theirs):
            return Ban.PART_OWNER
        return reason


def refuse_outdated(plan: AssignmentPlan, pairs: Sequence[PlanPair]) -> None:
    """Raise ``ValidationError`` (code ``outdated``) where something has happened since the plan was computed that
    forbids one of ``pairs``, unless a person decided on it, or an expert takes fewer by now than are in the plan.
    """
    rules = Rules(plan, sorted({one.demand.demand_id for one in pairs}))
    told = []
    for pair in pairs:
        supply, demand = pair.supply, pair.demand.demand
        key = (demand.pk, supply.kind, supply.supply)
        reason = "" if pair.marked_by_id else rules.reason(key, demand.organisation_id, supply.organisation_id)
        if reason:
            told.append(_("%(demand)s – %(supply)s: %(reason)s") % {
                "demand": demand, "supply": supply.title, "reason": Ban(reason).label
            })  # fmt: skip
    told += _overloaded(pairs)
    if told:
        words = ngettext_lazy(
            "%(n)d thing has changed since the plan was computed: %(told)s. Compute it again, or take the pair out.",
            "%(n)d things have changed since the plan was computed: %(told)s. Compute it again, or take the pairs out.",
            "n",
        )
        raise ValidationError(
            words, code="outdated", params={"n": len(told), "told": "; ".join(map(str, told[:NAMED]))}
        )


def _overloaded(pairs: Sequence[PlanPair]) -> list[Any]:
    """Experts whose own capacity is now below what is in the plan; a load that a person has set counts instead."""
    rows = [one.supply for one in pairs if one.supply.kind == SupplyKind.EXPERT and one.supply.most is None]
    served = {row.supply: sum(one.supply == row.supply for one in rows) for row in rows}
    register = SUPPLY[SupplyKind.EXPERT].model.objects
    told = []
    keys = sorted(served)
    for start in range(0, len(keys), CHUNK):
        for pk, capacity in register.filter(pk__in=keys[start : start + CHUNK]).values_list("pk", "capacity"):
            if capacity is not None and served[pk] > capacity:
                title = next(row.title for row in rows if row.supply == pk)
                told.append(_("%(supply)s takes at most %(capacity)d") % {"supply": title, "capacity": capacity})
    return told
