"""Re-checking a plan with the independent verifier, after every change by hand."""

from typing import Any

from duijie.matching.interfaces.plan_instances import read_rows
from duijie.matching.interfaces.plan_results import result_of, set_loads
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanSupply
from duijie.matching.plan_states import PlanObjective

BATCH = 500


def check_plan(plan: AssignmentPlan, *, by_hand: bool = True) -> None:
    """Count and verify what is in the plan now, and store it, in the caller's transaction. The row itself is saved by
    the caller.
    """
    from duijie_match.assignment.plan import Objective, describe  # noqa: PLC0415 – 75 MB: with the first plan
    from duijie_match.assignment.solution import Solution  # noqa: PLC0415 – 75 MB: with the first plan

    rows = read_rows(plan)
    if not rows.demands:
        return
    instance = rows.instance()
    fair = plan.objective == PlanObjective.FAIR
    unknown = Solution(rows.chosen(), float("inf"), str(plan.result.get("engine", "")), float("inf") if fair else None)
    found = describe(instance, Objective(plan.objective), unknown)
    kept: dict[str, Any] = {name: plan.result[name] for name in ("computed", "job", "lost") if name in plan.result}
    plan.result = {**kept, **result_of(instance, found, by_hand=by_hand)}
    demands, supplies = set_loads(rows, instance, found, by_hand=by_hand)
    PlanDemand.objects.bulk_update(demands, ["given", "short"], batch_size=BATCH)
    PlanSupply.objects.bulk_update(supplies, ["load", "total"], batch_size=BATCH)
