"""What the platform knows to forbid about pairs of a plan: read when it is computed, whenever it is looked at,
and once more at its release.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.common.listing import strung
from duijie.demands.states import DemandState
from duijie.matching.domain.proposals import PROPOSABLE
from duijie.matching.domain.queries.plans import chosen_pairs, named
from duijie.matching.interfaces.documents import SUPPLY, key_of
from duijie.matching.interfaces.ownership import Ownership
from duijie.matching.models import AssignmentPlan, Choice, ChoiceKind, PlanPair, Proposal, SupplyKind
from duijie.matching.plan_states import Ban, PlanState
from duijie.matching.states import LIVING, ProposalState

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

    def of(self, pair: PlanPair) -> str:
        """The same for a row of a plan, with its demand and supply."""
        key = (pair.demand.demand_id, pair.supply.kind, pair.supply.supply)
        return self.reason(key, pair.demand.demand.organisation_id, pair.supply.organisation_id)


ENTRY = (
    "demand__demand", "demand__demand__organisation", "demand__demand__state", "demand__demand__archived_at",
    "supply__kind", "supply__supply", "supply__organisation", "supply__most", "supply__capacity", "marked_by",
)  # fmt: skip
"""What is read of each pair in a plan."""


def refuse_outdated(plan: AssignmentPlan, *, by: Any) -> None:
    """Raise ``ValidationError`` (code ``outdated``) where something has happened since the plan was computed that
    forbids one of its pairs, unless a person decided on it, or an expert takes fewer by now than are in the plan.
    """
    told = outdated_of(plan, _entries(plan))
    if told:
        words = ngettext_lazy(
            "%(n)d thing has changed since the plan was computed: %(told)s. Compute it again, or take the pair out.",
            "%(n)d things have changed since the plan was computed: %(told)s. Compute it again, or take the pairs out.",
            "n",
        )
        some = strung(named(told[:NAMED], plan, by=by))
        raise ValidationError(words, code="outdated", params={"n": len(told), "told": some})


def changes_since(plan: AssignmentPlan) -> list[str]:
    """For whom looks at a computed plan: what would stop its release, with keys for titles (``queries.plans.named``);
    nothing while it cannot be released anyway.
    """
    if plan.state != PlanState.COMPUTED or plan.is_busy:
        return []
    entries = _entries(plan)
    return outdated_of(plan, entries) + _unwanted(entries)


def outdated_of(plan: AssignmentPlan, entries: Sequence[Any]) -> list[str]:
    """What forbids ``entries`` by now, in words."""
    rules = Rules(plan, sorted({one.demand__demand for one in entries}))
    told = []
    for one in entries:
        key = (one.demand__demand, one.supply__kind, one.supply__supply)
        firm, theirs = one.demand__demand__organisation, one.supply__organisation
        reason = "" if one.marked_by else rules.reason(key, firm, theirs)
        if reason:
            told.append(_told(one, Ban(reason).label))
    return told + _overloaded(entries)


def _entries(plan: AssignmentPlan) -> list[Any]:
    return list(chosen_pairs(plan).order_by("demand__position", "pk").values_list(*ENTRY, named=True))


def _told(one: Any, why: Any) -> str:
    supply = key_of(one.supply__kind, one.supply__supply)
    words = {"demand": key_of("demand", one.demand__demand), "supply": supply, "reason": why}
    return str(_("%(demand)s – %(supply)s: %(reason)s") % words)


def _overloaded(entries: Sequence[Any]) -> list[str]:
    """Experts whose own capacity is now below what is in the plan and below what it was when the plan was computed:
    more than it was then is a breach of the plan itself. A load that a person has set counts instead.
    """
    known = {one.supply__supply: one.supply__capacity for one in entries if one.supply__kind == SupplyKind.EXPERT}
    served = Counter(
        one.supply__supply for one in entries if one.supply__kind == SupplyKind.EXPERT and one.supply__most is None
    )
    register = SUPPLY[SupplyKind.EXPERT].model.objects
    told = []
    keys = sorted(served)
    for start in range(0, len(keys), CHUNK):
        rows = register.filter(pk__in=keys[start : start + CHUNK], capacity__isnull=False).order_by("pk")
        for pk, capacity in rows.values_list("pk", "capacity"):
            if served[pk] > capacity and (known[pk] is None or known[pk] > capacity):
                words = {"supply": key_of(SupplyKind.EXPERT, pk), "capacity": capacity}
                told.append(str(_("%(supply)s takes at most %(capacity)d") % words))
    return told


def _unwanted(entries: Sequence[Any]) -> list[str]:
    """Pairs whose demand is proposed to nobody any more; those that have a proposal keep it."""
    found = [
        one
        for one in entries
        if one.demand__demand__archived_at is not None or one.demand__demand__state not in PROPOSABLE
    ]
    rows = Proposal.objects.filter(demand__in=[one.demand__demand for one in found], state__in=LIVING)
    living = set(rows.values_list("demand", "kind", "supply")) if found else set()
    states = dict(DemandState.choices)
    words = _("A demand that is “%(state)s” is not proposed to anybody.")
    return [
        _told(one, words % {"state": states[one.demand__demand__state]})
        for one in found
        if (one.demand__demand, one.supply__kind, one.supply__supply) not in living
    ]
