"""Releasing a plan, and taking it back: each of its pairs becomes a proposal that both sides answer, all or none."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import require
from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.models import Demand
from duijie.matching.domain.plan_rules import refuse_outdated
from duijie.matching.domain.plans import note, save_plan, take_plan
from duijie.matching.domain.proposal_sets import Fit, Wanted, propose_set
from duijie.matching.domain.proposals import OPEN_DAYS, refuse_days, take_step
from duijie.matching.domain.queries.plans import chosen_pairs, waiting_of
from duijie.matching.interfaces.plan_instances import read_rows
from duijie.matching.interfaces.plan_results import IDLE
from duijie.matching.models import AssignmentPlan, PlanPair, Proposal
from duijie.matching.plan_states import STEPS, PlanState
from duijie.matching.states import LIVING
from duijie_match.assignment.verifier import breaches_of

MOST_RELEASED = 1000


@in_transaction
def release_plan(
    *, plan: AssignmentPlan, version: int, by: Any, message: str = "", days: int = OPEN_DAYS
) -> AssignmentPlan:  # fmt: skip
    """Propose every pair of the plan to both sides. A pair with a living proposal keeps that, and nobody is told twice.

    Running it again changes nothing. Raises ``ValidationError`` where the verifier finds a breach (code ``breach``), or
    something has changed that forbids a pair (``outdated``), or one cannot be proposed (``not-proposable``); then
    nothing is released.
    """
    hold(AssignmentPlan, plan.pk)
    released: AssignmentPlan | None = AssignmentPlan.objects.select_related("area").filter(
        pk=plan.pk, state=PlanState.RELEASED
    ).first()  # fmt: skip
    if released is not None:
        require(by, STEPS["release"].permission, released.place)
        return released
    current = take_plan(plan, "release", version=version, by=by)
    refuse_days(days)
    refuse_broken(current)
    pairs = list(chosen_pairs(current).select_related("demand__demand", "supply").order_by("demand__demand", "pk"))
    if not pairs:
        raise ValidationError(_("There is nothing to release."), code="empty")
    if len(pairs) > MOST_RELEASED:
        words = _("More than %(most)d pairs cannot be released at once. Make plans by industry or kind of supply.")
        raise ValidationError(words, code="too-many", params={"most": MOST_RELEASED})
    refuse_outdated(current, by=by)
    current.released_at = clock.now()  # its own proposals are no older: so they are known when it is withdrawn
    made = _propose_all(pairs, message=message, days=days, by=by, is_demo=current.is_demo)
    current.state = PlanState.RELEASED
    save_plan(current)
    note(current, "release", by=by, detail={"pairs": len(pairs), "proposals": made})
    return current


def refuse_broken(plan: AssignmentPlan) -> None:
    """Raise ``ValidationError`` where the verifier finds a wish that is not kept; an empty place alone is none."""
    rows = read_rows(plan)
    broken = [one for one in breaches_of(rows.instance(), rows.chosen()) if one.code != IDLE] if rows.demands else []
    if broken:
        words = ngettext_lazy(
            "The plan breaks %(n)d wish. Change it until the check finds none, or loosen the wishes.",
            "The plan breaks %(n)d wishes. Change it until the check finds none, or loosen the wishes.",
            "n",
        )
        raise ValidationError(words, code="breach", params={"n": len(broken)})


def _propose_all(pairs: Sequence[PlanPair], *, message: str, days: int, by: Any, is_demo: bool) -> list[int]:
    """A proposal for each pair that has no living one. Returns the numbers of the new ones."""
    keys = sorted({one.demand.demand_id for one in pairs})
    hold(Demand, *keys)  # all at once and in order, so that two releases cannot wait for each other
    rows = Proposal.objects.filter(demand__in=keys, state__in=LIVING)
    living = {(one.demand_id, one.kind, one.supply): one for one in rows}
    wanted = []
    for pair in pairs:
        pair.proposal = living.get((pair.demand.demand_id, pair.supply.kind, pair.supply.supply))
        if pair.proposal is None:
            fit = Fit(by_hand=True) if pair.is_added else Fit(pair.level, pair.score, pair.headline)
            wanted.append(Wanted(pair.demand.demand_id, pair.supply.kind, pair.supply.supply, pair.supply.title, fit))
    made = propose_set(wanted, by=by, message=message, days=days, is_demo=is_demo)
    for pair in pairs:
        if pair.proposal is None:
            pair.proposal = made[pair.demand.demand_id, pair.supply.kind, pair.supply.supply]
    PlanPair.objects.bulk_update(pairs, ["proposal"], batch_size=500)
    return sorted(one.pk for one in made.values())


@in_transaction
def withdraw_plan(*, plan: AssignmentPlan, version: int, by: Any) -> AssignmentPlan:
    """Take a plan back, and with it the proposals that its release made and to which not both sides have said yes."""
    current = take_plan(plan, "withdraw", version=version, by=by)
    count = _withdraw_proposals(current, by=by) if current.state == PlanState.RELEASED else 0
    current.state = PlanState.WITHDRAWN
    save_plan(current)
    note(current, "withdraw", by=by, detail={"proposals": count})
    return current


def _withdraw_proposals(plan: AssignmentPlan, *, by: Any) -> int:
    """Withdraw the proposals that the release of a plan made, where not both sides have said yes. Returns how many."""
    found = list(waiting_of(plan).order_by("pk"))
    for proposal in found:
        take_step(proposal=proposal, verb="withdraw", by=by)
    return len(found)
