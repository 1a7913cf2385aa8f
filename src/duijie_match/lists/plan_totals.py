"""What a plan comes to, in words and as lines of the sheet *What was run*: of the command and of the platform alike."""

from collections.abc import Sequence

import numpy as np

from duijie_match.assignment.instance import Instance
from duijie_match.assignment.plan import Objective, Plan
from duijie_match.wording import Message, msg, paragraph

OBJECTIVES = {Objective.TOTAL: msg("greatest sum of scores"), Objective.FAIR: msg("worst-served first")}


def plan_entries(instance: Instance, plan: Plan, good: Sequence[Message], language: str) -> list[tuple[Message, str]]:
    """Labels and values; ``good`` says how good the plan is (``standing``)."""
    return [
        (msg("Objective"), OBJECTIVES[plan.objective].render(language)),
        (msg("Solver"), plan.engine),
        (msg("Number of demands"), str(len(instance.cover))),
        (msg("Number of supply rows"), str(len(instance.most))),
        (msg("Pairs to choose from"), str(instance.pairs)),
        (msg("Pairs of the plan"), str(len(plan.chosen))),
        (msg("Places that stayed empty"), str(int(np.maximum(plan.empty, 0).sum()))),
        (msg("Sum of scores"), f"{plan.total:.{6 + plan.places}f}"),
        (msg("Mean a demand"), f"{plan.mean:.{6 + plan.places}f}"),
        (msg("Worst-served demand"), f"{plan.worst:.{6 + plan.places}f}"),
        (msg("How good the plan is"), paragraph(good, language)),
    ]


def standing(plan: Plan) -> list[Message]:
    """How good the plan is, and that it was checked."""
    found = []
    if plan.places_bound is not None:
        found.append(
            msg("Of the places {n} are filled; whether more can be, {most} at most, was not settled in time.",
                n=len(plan.chosen), most=plan.places_bound)
        )  # fmt: skip
    if plan.served_bound is not None:
        found.append(
            msg("Whether more demands can be served, {most} at most, was not settled in time.", most=plan.served_bound)
        )
    if plan.worst_gap:
        found.append(
            msg("The worst-served demand could have {gap} more at most; that was not settled in time.",
                gap=f"{plan.worst_gap:.{4 + plan.places}f}")
        )  # fmt: skip
    elif plan.worst_bound is not None:
        found.append(msg("Proved: no plan gives the worst-served demand more."))
    if plan.gap:
        found.append(
            msg(
                "The sum could be {gap} higher at most; that was not settled in time.",
                gap=f"{plan.gap:.{4 + plan.places}f}",
            )
        )
    elif plan.is_proved:
        found.append(msg("Proved: no plan is better."))
    elif plan.worst_gap == 0:
        found.append(msg("Proved: no plan that fills and serves as much is better."))
    else:
        found.append(msg("Proved: no plan that serves the worst-served demand as well has a greater sum."))
    found.append(msg("The finished plan was checked against all wishes."))
    return found
