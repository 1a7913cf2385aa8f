"""Plans as flows: exact, and fast enough for hundreds of thousands of demands (OR-Tools).

A demand sends as many units as it has places, over its pairs, to rows of supply, and these to one sink. Exclusive
pairs of one demand go through a node of their own with room for one. Limits are whole numbers, so a cheapest flow of
whole numbers is a best plan (total unimodularity; Ahuja, Magnanti and Orlin, Network Flows, 1993, ch. 9 and 11).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow, min_cost_flow

from duijie_match.assignment.instance import Flags, Instance, Numbers, Scores
from duijie_match.assignment.rest import Rest, rest_of
from duijie_match.assignment.solution import Impossible, Solution, Unfinished

_MOST_DECIMALS = 9


class NetworkSolver:
    """See ``Solver``. ``total`` takes any instance whose exclusive pairs are of one demand each, ``fair`` those in
    which moreover no demand has more than one place.
    """

    name = "network"

    @staticmethod
    def takes(instance: Instance, *, fair: bool) -> bool:
        """Whether the instance is a network under this objective."""
        if fair and (instance.cover > 1).any():
            return False
        return instance.exclusive is None or rest_of(instance).groups_within_demands()

    def total(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``. Always exact, whatever ``seconds`` says."""
        rest = rest_of(instance)
        chosen, bound = best_under(rest, np.ones(len(rest.pairs), dtype=np.bool_))
        return Solution(rest.whole(chosen), bound, self.name)

    def fair(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``. Always exact: the least score that must be used is found by halving the list of scores."""
        rest = rest_of(instance)
        least = least_used(rest)
        alone = rest.had[np.bincount(instance.demand[instance.fixed], minlength=rest.demands) > 0].tolist()
        worst = min(alone if least is None else [least, *alone], default=0.0)
        chosen, bound = best_under(rest, rest.scores() >= worst)
        return Solution(rest.whole(chosen), bound, self.name, worst)


def least_used(rest: Rest) -> float | None:
    """The greatest score below which no pair need be chosen to fill as many places as can be; ``None`` where no place
    can be filled. Raises ``Impossible``.
    """
    scores = rest.scores()
    filled = most_filled(rest)
    steps = np.unique(scores)
    low, high = 0, len(steps) - 1  # steps[low] can always be kept
    while low < high:
        middle = (low + high + 1) // 2
        if most_filled(rest, scores >= steps[middle], lenient=True) == filled:
            low = middle
        else:
            high = middle - 1
    return float(steps[low]) if filled else None


def evenly(rest: Rest) -> tuple[Numbers, float]:
    """See ``best_under``, over the pairs of which none is weaker than need be."""
    least = least_used(rest)
    return best_under(rest, rest.scores() >= (least or 0.0))


@dataclass(frozen=True, eq=False)
class WholeWeights:
    """Weights as whole numbers: ``weights * scale`` is at most ``error`` away from ``numbers``."""

    numbers: Numbers
    scale: float
    error: float


def whole_weights(weights: Scores, nodes: int) -> WholeWeights:
    """Weights for OR-Tools, whose costs are whole numbers. The scale is a power of ten, so that scores of a few
    decimals are kept exactly, and small enough that no sum within the algorithm leaves 64 bits (its potentials stay
    below 3 · nodes² · cost).
    """
    largest = float(weights.max(initial=0.0))
    if largest == 0:
        return WholeWeights(np.zeros(len(weights), dtype=np.int64), 1.0, 0.0)
    room = 2.0**61 / (3.0 * (nodes + 2.0) ** 2) / largest
    scale = 10.0 ** min(np.floor(np.log10(room)), _MOST_DECIMALS - np.floor(np.log10(largest)), 300)
    scaled = weights * scale
    numbers = np.rint(scaled)
    scaled -= numbers
    error = float(np.abs(scaled).max() + largest * scale * 2.0**-52)
    return WholeWeights(numbers.astype(np.int64), float(scale), error)


def best_under(rest: Rest, allowed: Flags) -> tuple[Numbers, float]:
    """The best plan over the ``allowed`` open pairs that fills as many places as any plan over all of them: which
    of the open pairs it has, and a bound on the worth of all such plans, fixed pairs included. Raises ``Impossible``.
    """
    weights = rest.weights()
    whole = whole_weights(weights, rest.demands + rest.supplies)
    # Most often all places can be filled, or all that supply has room for; only else it is counted how many.
    places = int(rest.need.sum())
    filled = min(places, int(rest.room.sum()))
    flows = _cheapest(rest, allowed, whole.numbers, places - filled)
    if flows is None:
        filled = most_filled(rest)
        flows = _cheapest(rest, allowed, whole.numbers, places - filled)
    if flows is None:
        raise Impossible
    fixed = float(rest.instance.weights()[rest.instance.fixed].sum()) if rest.instance.fixed.any() else 0.0
    best = int(whole.numbers[flows].sum())
    return flows, fixed + (best + filled * whole.error) / whole.scale


def _cheapest(rest: Rest, allowed: Flags, numbers: Numbers, empty: int) -> Numbers | None:
    """The open pairs in a flow of the greatest sum of ``numbers`` that leaves exactly ``empty`` places empty;
    ``None`` where there is no such flow.
    """
    used = np.flatnonzero(allowed)
    net = _Net(rest, used)
    solver = min_cost_flow.SimpleMinCostFlow()
    costs = int(numbers.max(initial=0)) - numbers[used]
    arcs = solver.add_arcs_with_capacity_and_unit_cost(net.tails, net.heads, np.ones(len(used), dtype=np.int64), costs)
    for tails, heads, capacity in net.other_arcs(rest.room - rest.least):
        solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacity, np.zeros(len(tails), dtype=np.int64))
    demands = np.arange(rest.demands, dtype=np.int32)
    if empty:
        solver.add_arcs_with_capacity_and_unit_cost(
            demands, np.full(rest.demands, net.idle, np.int32), rest.need, np.zeros(rest.demands, dtype=np.int64)
        )
    # A row of supply keeps ``least`` units for itself; the rest of the places goes on to the sink.
    sink = -(int(rest.need.sum()) - int(rest.least.sum()) - empty)
    if sink > 0 or (rest.room < rest.least).any():
        return None
    supplies = np.concatenate([rest.need, -rest.least, [sink, -empty]])
    nodes = np.arange(rest.demands + rest.supplies + 2, dtype=np.int32)
    solver.set_nodes_supplies(nodes, supplies)
    status = solver.solve()
    if status == solver.INFEASIBLE:
        return None
    if status != solver.OPTIMAL:
        raise Unfinished(str(status))
    flows: Numbers = used[np.flatnonzero(solver.flows(arcs))]
    return flows


def most_filled(rest: Rest, allowed: Flags | None = None, *, lenient: bool = False) -> int:
    """How many places of the open pairs can be filled at most. Raises ``Impossible`` when the least loads
    cannot all be met; ``lenient`` answers -1 then. (A flow that meets them can be grown to a greatest one without
    taking from any row of supply, so they cost no place.)
    """
    used = np.arange(len(rest.pairs)) if allowed is None else np.flatnonzero(allowed)
    net = _Net(rest, used)
    if rest.least.any():
        needed = int(rest.least.sum())
        if (rest.least > rest.room).any() or _greatest(rest, net, rest.least) < needed:
            if lenient:
                return -1
            raise Impossible
    return _greatest(rest, net, rest.room)


def starved_supplies(rest: Rest) -> Flags:
    """The rows of supply at the bottleneck that keeps the least loads from being met (a smallest cut): what they must
    take together is more than can reach them.
    """
    net = _Net(rest, np.arange(len(rest.pairs)))
    solver = _flowing(rest, net, rest.least)
    reached = np.zeros(net.nodes, dtype=np.bool_)
    reached[np.asarray(solver.get_source_side_min_cut(), dtype=np.int64)] = True
    starved: Flags = ~reached[rest.demands : rest.demands + rest.supplies] & (rest.least > 0)
    return starved


def _greatest(rest: Rest, net: "_Net", room: Numbers) -> int:
    return int(_flowing(rest, net, room).optimal_flow())


def _flowing(rest: Rest, net: "_Net", room: Numbers) -> max_flow.SimpleMaxFlow:
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(net.tails, net.heads, np.ones(len(net.tails), dtype=np.int64))
    for tails, heads, capacity in net.other_arcs(room):
        solver.add_arcs_with_capacity(tails, heads, capacity)
    demands = np.arange(rest.demands, dtype=np.int32)
    solver.add_arcs_with_capacity(np.full(rest.demands, net.idle, np.int32), demands, rest.need)
    if solver.solve(net.idle, net.sink) != solver.OPTIMAL:
        raise Unfinished
    return solver


class _Net:
    """Nodes: demands, rows of supply, the sink, one more (``idle``: the end of empty places, or the source), groups."""

    def __init__(self, rest: Rest, used: Numbers) -> None:
        self._rest = rest
        self.sink = rest.demands + rest.supplies
        self.idle = self.sink + 1
        self.nodes = self.idle + 1
        self.tails = rest.demand[used]
        self.heads = rest.supply[used] + np.int32(rest.demands)
        self._owners = np.zeros(0, dtype=np.int32)
        if rest.group is not None:
            group = rest.group[used]
            grouped = group >= 0
            self._owners = np.zeros(int(rest.group.max()) + 1, dtype=np.int32)
            self._owners[rest.group[rest.group >= 0]] = rest.demand[rest.group >= 0]
            self.nodes += len(self._owners)
            self.tails = np.where(grouped, self.idle + 1 + group, self.tails).astype(np.int32)

    def other_arcs(self, room: Numbers) -> list[tuple[NDArray[np.int32], NDArray[np.int32], Numbers]]:
        """From demands to their groups, and from rows of supply to the sink with ``room``."""
        rest = self._rest
        groups = np.arange(len(self._owners), dtype=np.int32) + np.int32(self.idle + 1)
        supplies = np.arange(rest.supplies, dtype=np.int32) + np.int32(rest.demands)
        return [
            (self._owners, groups, np.ones(len(groups), dtype=np.int64)),
            (supplies, np.full(rest.supplies, self.sink, dtype=np.int32), room),
        ]
