"""What a plan comes to: totals, every breach, who goes without and why, as JSON in both languages."""

from typing import Any

import numpy as np

from duijie.matching.interfaces.plan_instances import PlanRows
from duijie.matching.interfaces.stored import sentence
from duijie_match.assignment.instance import Instance
from duijie_match.assignment.verifier import breaches_of
from duijie_match.wording import Message, msg

NO_CANDIDATE = msg(
    "None of the kinds of supply chosen has a candidate from the plan's level on. Lower the level, choose more kinds, "
    "or add a pair."
)
"""In place of what the core says, which knows neither levels nor kinds."""
SHOWN = 500  # breaches that are kept one by one
IDLE = "idle"


def result_of(instance: Instance, plan: Any, *, by_hand: bool) -> dict[str, Any]:
    """The totals of ``plan`` (of the core) and what the independent verifier says of it.

    ``by_hand``: pairs were changed since it was computed, so nothing is proved of it.
    """
    breaches = breaches_of(instance, plan.chosen)
    was = set(np.flatnonzero(instance.previous).tolist())
    return {
        "demands": len(instance.cover),
        "supply": len(instance.most),
        "pairs": instance.pairs,
        "chosen": len(plan.chosen),
        "served": int((instance.cover > plan.empty).sum()),
        "places": int(instance.cover.sum()),
        "empty": int(np.maximum(plan.empty, 0).sum()),
        "fixed": int(instance.fixed.sum()),
        "forbidden": int(instance.forbidden.sum()),
        "sum": round(plan.total, 6),
        "mean": round(plan.mean, 6),
        "worst": round(plan.worst, 6),
        "gap": None if by_hand else round(plan.gap, 6),
        "worst_gap": None if by_hand else round(plan.worst_gap, 6),
        "proved": not by_hand and plan.is_proved,
        "places_bound": None if by_hand else plan.places_bound,
        "served_bound": None if by_hand else plan.served_bound,
        "engine": plan.engine,
        "by_hand": by_hand,
        "kept": len(was & set(plan.chosen.tolist())),
        "previous": len(was),
        "stability": round(instance.stability, 6),
        "breaches": [{"code": one.code, "text": sentence(one.message)} for one in breaches[:SHOWN]],
        "broken": sum(one.code != IDLE for one in breaches),
        "idle": sum(one.code == IDLE for one in breaches),
    }


def set_loads(rows: PlanRows, instance: Instance, plan: Any, *, by_hand: bool) -> tuple[list[Any], list[Any]]:
    """Write on the rows how many each demand has and why places stayed empty, and each load; those that changed."""
    from duijie_match.assignment.reasons import shortages  # noqa: PLC0415 – 75 MB: with the first plan

    given = np.bincount(instance.demand[plan.chosen], minlength=len(instance.cover)).tolist()
    short = {one.demand: one for one in shortages(instance, plan, by_hand=by_hand)}
    demands = []
    for at, row in enumerate(rows.demands):
        why = {"code": short[at].code, "text": sentence(_reason(short[at]))} if at in short else None
        if (row.given, row.short) != (given[at], why):
            row.given, row.short = given[at], why
            demands.append(row)
    loads = np.bincount(instance.supply[plan.chosen], minlength=len(instance.most)).tolist()
    sums = np.bincount(
        instance.supply[plan.chosen], weights=instance.score[plan.chosen], minlength=len(instance.most)
    ).tolist()
    supplies = []
    for at, item in enumerate(rows.supplies):
        total = round(sums[at], 6)
        if (item.load, item.total) != (loads[at], total):
            item.load, item.total = loads[at], total
            supplies.append(item)
    return demands, supplies


def _reason(shortage: Any) -> Message:
    return NO_CANDIDATE if shortage.code == "no-candidate" else shortage.reason
