"""What stands beside our plans in bench/assignment.py: raw OR-Tools, SciPy (HiGHS) and greedy, on the same arrays."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

SCALE = 10**6
MOST_SECONDS = 300.0  # for SciPy, which answers nothing after that
Ints = NDArray[np.int64]


def raw(given: dict[str, Any]) -> dict[str, Any]:
    """The network by hand: scores in millionths, an arc to nowhere for each demand. Where suppliers must have at least
    some, so many of their places are worth more than everything else.
    """
    demand, supply, score = given["demand"], given["supply"], given["score"]
    demands, supplies = given["demands"], given["supplies"]
    cover, most, least = limits_of(given)
    solver = min_cost_flow.SimpleMinCostFlow()
    costs = -np.rint(score * SCALE).astype(np.int64)
    ones = np.ones(len(score), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(demand, supply + np.int32(demands), ones, costs)
    sink = demands + supplies
    nodes, every = np.arange(demands, sink, dtype=np.int32), np.arange(demands, dtype=np.int32)
    nowhere = np.full(supplies, sink, np.int32)
    if least.any():
        dear = -SCALE * math.ceil(score.max()) * int(cover.max()) * 2
        solver.add_arcs_with_capacity_and_unit_cost(nodes, nowhere, least, np.full(supplies, dear, np.int64))
    solver.add_arcs_with_capacity_and_unit_cost(nodes, nowhere, most - least, np.zeros(supplies, np.int64))
    solver.add_arcs_with_capacity_and_unit_cost(
        every, np.full(demands, sink, np.int32), cover, np.zeros(demands, np.int64)
    )
    solver.set_nodes_supplies(every, cover)
    solver.set_node_supply(sink, -int(cover.sum()))
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("raw OR-Tools found no flow")
    chosen = solver.flows(arcs) > 0
    return {"total": float(score[chosen].sum()), "pairs": int(chosen.sum()), **served(given, chosen)}


def limits_of(given: dict[str, Any]) -> tuple[Ints, Ints, Ints]:
    """How many each demand takes, and how many each supplier takes at most and at least."""
    sizes = {"cover": given["demands"], "most": given["supplies"], "least": given["supplies"]}
    one, two, three = (np.broadcast_to(given.get(name, 0), size).astype(np.int64) for name, size in sizes.items())
    return one, two, three


def served(given: dict[str, Any], chosen: NDArray[np.bool_]) -> dict[str, Any]:
    """The sum of the demand that is served worst, and how many suppliers have fewer than they must."""
    sums = np.bincount(given["demand"][chosen], weights=given["score"][chosen], minlength=given["demands"])
    loads = np.bincount(given["supply"][chosen], minlength=given["supplies"])
    return {"worst": float(sums.min()), "too few": int((loads < limits_of(given)[2]).sum())}


def scipy_linear(given: dict[str, Any]) -> dict[str, Any]:
    """The linear programme by HiGHS, through SciPy; no number where time ran out."""
    demand, supply, score = given["demand"], given["supply"], given["score"]
    pairs = np.arange(len(score))
    per_demand, per_supply = (csr_array((np.ones(len(score)), (rows, pairs))) for rows in (demand, supply))
    cover, most, least = limits_of(given)
    rows, limits = [per_demand, per_supply], [cover, most]
    if least.any():
        rows, limits = [*rows, -per_supply], [*limits, -least]
    result = linprog(
        -score, A_ub=vstack(rows), b_ub=np.concatenate(limits), bounds=(0, 1), method="highs",
        options={"time_limit": MOST_SECONDS},
    )  # fmt: skip
    if result.status != 0:
        return {"total": float("nan"), "pairs": 0}
    chosen = result.x > 0.5
    return {"total": float(-result.fun), "pairs": int(chosen.sum()), **served(given, chosen)}


def greedy(given: dict[str, Any]) -> dict[str, Any]:
    """The best pair that still fits, again and again; it knows nothing of what a supplier must have at least."""
    cover, room, _ = limits_of(given)
    chosen = np.zeros(len(given["score"]), bool)
    order = np.argsort(-given["score"], kind="stable")
    rows = zip(order.tolist(), given["demand"][order].tolist(), given["supply"][order].tolist(), strict=True)
    for row, demand, supply in rows:
        if cover[demand] and room[supply]:
            cover[demand] -= 1
            room[supply] -= 1
            chosen[row] = True
    total = float(given["score"][chosen].sum())
    return {"total": total, "pairs": int(chosen.sum()), **served(given, chosen)}
