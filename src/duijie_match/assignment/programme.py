"""The mixed-integer programme that HiGHS is given, as it stands while a plan is looked for.

HiGHS works in floating point; what it calls proved holds to about 1e-6.
"""

import time
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array, eye_array, vstack

from duijie_match.assignment.instance import Flags, Numbers, Scores
from duijie_match.assignment.rest import Rest
from duijie_match.assignment.solution import Impossible, Unfinished

if TYPE_CHECKING:  # takes a fifth of a second to load; most who load this solve nothing
    from scipy.optimize import OptimizeResult

Reals = NDArray[np.float64]

_SCALE = 1024.0  # HiGHS keeps a limit to within 1e-6; sums of scores are to be kept more closely
_PLACES = 0.6  # of the time to find out how much can be filled, for the places; the rest for the demands served
_CLOSE_COUNT = 1e-5
CLOSE = 1e-9  # sums of the same scores in another order differ by less


class Programme:
    """Variables: 0 or 1 for each open pair; under *fair* then 0 or 1 for each demand: is it served?

    ``most_places``, ``most_served``: where ``leave_empty`` could not settle how many places can be filled, and demands
    served, what can be at most.
    """

    def __init__(self, rest: Rest, *, fair: bool) -> None:
        self.rest, self._fair = rest, fair
        pairs, demands = len(rest.pairs), rest.demands
        self._pairs = pairs
        instance = rest.instance
        self._fixed = np.bincount(instance.demand[instance.fixed], minlength=demands) > 0
        self._ours: Flags = (rest.need > 0) | self._fixed
        self._most = rest.had + _best_sums(rest)
        self._large = float(self._most.max(initial=0.0)) + 1.0
        by_demand = incidence(rest.demand, demands)
        blocks = [[by_demand], [incidence(rest.supply, rest.supplies)], [csr_array(np.ones((1, pairs)))]]
        low: list[Reals] = [rest.need.astype(float), rest.least.astype(float), np.zeros(1)]
        high: list[Reals] = [rest.need.astype(float), rest.room.astype(float), np.full(1, np.inf)]
        if rest.group is not None:
            grouped = np.flatnonzero(rest.group >= 0)
            groups = int(rest.group.max()) + 1
            blocks.append([csr_array((np.ones(len(grouped)), (rest.group[grouped], grouped)), shape=(groups, pairs))])
            low.append(np.zeros(groups))
            high.append(np.ones(groups))
        upper = np.ones(pairs)
        if fair:
            blocks = [[*row, None] for row in blocks]
            free = np.full(demands, np.inf)
            blocks += [
                # Served is who has a supplier, and nobody else.
                [by_demand, -eye_array(demands)],
                [by_demand, -_diagonal(rest.need.astype(float))],
                [None, csr_array(np.ones((1, demands)))],
                # Who is served has as much as everybody must have: see ``keep``.
                [_SCALE * by_demand.multiply(rest.scores()).tocsr(), -_SCALE * self._large * eye_array(demands)],
            ]
            low += [-self._fixed.astype(float), -free, np.zeros(1), -free]
            high += [free, np.zeros(demands), np.full(1, np.inf), free]
            upper = np.concatenate([upper, self._ours.astype(float)])
        self._low, self._high = np.concatenate(low), np.concatenate(high)
        self._lower, self._upper = np.zeros(len(upper)), upper
        self._matrix = csr_array(block_array(blocks)) if len(upper) else csr_array((len(self._low), 0))
        if fair:
            self._lower[pairs:] = self._ours  # all of them, until ``leave_empty`` finds that it cannot be
        self.kept = 0.0
        self.most_places: int | None = None
        self.most_served: int | None = None
        self._known: Reals | None = None
        if (rest.least > rest.room).any():
            raise Impossible

    @property
    def ceiling(self) -> float:
        """What no plan's worst-served demand has more than, by each demand's best pairs alone."""
        if (self._lower[self._pairs :] < self._ours).any():
            return self.most_of_any
        return float(self._most[self._ours].min()) if self._ours.any() else 0.0

    @property
    def most_of_any(self) -> float:
        """The most that any demand could have."""
        return float(self._most[self._ours].max(initial=0.0))

    def leave_empty(self, until: float) -> None:
        """Not every place can be filled: ask for as many as can be, and under *fair* for as many served demands; where
        that is not settled in time, for as many as were found. Raises ``Impossible``, ``Unfinished``.
        """
        demands, now = self.rest.demands, time.monotonic()
        self._low[:demands] = 0
        self._lower[self._pairs :] = self._fixed if self._fair else 0
        costs = np.zeros(len(self._upper))
        costs[: self._pairs] = -1
        places, most = self._most_of(costs, now + (until - now) * (_PLACES if self._fair else 1.0))
        self._low[self._places_row] = places
        fixed = int(self.rest.instance.fixed.sum())
        self.most_places = None if places == most else most + fixed
        if self._fair:
            costs = np.zeros(len(self._upper))
            costs[self._pairs :] = -1
            served, most = self._most_of(costs, until)
            self._low[-demands - 1] = served
            self.most_served = None if served == most else most

    def _most_of(self, costs: Reals, until: float) -> tuple[int, int]:
        """How many were found, and what there are no more than."""
        result = self._run(costs, until)
        if result.x is not None:
            self._known = np.round(result.x)
        if self._known is None:
            raise Unfinished
        found = round(-float(costs @ self._known))
        if result.status == 0:
            return found, found
        bound = min(-_bound_of(result), float(np.count_nonzero(costs * self._upper)))
        return found, max(found, int(np.floor(bound + _CLOSE_COUNT)))

    def worst(self, chosen: Numbers) -> float:
        """What the worst-served demand has, of those that are served at all."""
        sums, served = self._sums(chosen)
        return float(sums[served].min()) if served.any() else 0.0

    def _sums(self, chosen: Numbers) -> tuple[Scores, Flags]:
        rest = self.rest
        sums = rest.had + np.bincount(rest.demand[chosen], weights=rest.scores()[chosen], minlength=rest.demands)
        served = self._fixed | (np.bincount(rest.demand[chosen], minlength=rest.demands) > 0)
        return sums, served

    def keep(self, worst: float) -> None:
        """From now on no served demand may have less than ``worst``; pairs that could not be part of it go."""
        rest, scores = self.rest, self.rest.scores()
        self.kept = worst
        self._low[self._worst_rows] = _SCALE * (worst - CLOSE - rest.had - self._large)
        # With a pair that is not among its best ones, the most a demand can have is its best but the weakest of them.
        best = self._most[rest.demand] - np.maximum(self._weakest[rest.demand] - scores, 0)
        self._upper[: self._pairs] = best >= worst - CLOSE

    @cached_property
    def _weakest(self) -> Reals:
        """Of each demand the weakest of its best pairs, as many as it needs."""
        return _best_sums(self.rest) - _best_sums(self.rest, fewer=1)

    @property
    def _places_row(self) -> int:
        """The limit on how many places are filled."""
        return self.rest.demands + self.rest.supplies

    @property
    def _worst_rows(self) -> slice:
        first = len(self._low) - self.rest.demands - self._cuts
        return slice(first, first + self.rest.demands)

    _cuts = 0

    @property
    def usable(self) -> Flags:
        """The open pairs that could be part of a plan that keeps what must be kept."""
        usable: Flags = self._upper[: self._pairs] > 0
        return usable

    def served(self, chosen: Numbers) -> Flags:
        """The demands that a plan serves."""
        return self._sums(chosen)[1]

    def poor(self, chosen: Numbers) -> Flags:
        """The demands that are served and have less than must be kept."""
        sums, served = self._sums(chosen)
        poor: Flags = served & (sums < self.kept - 2 * CLOSE)
        return poor

    def worth(self, chosen: Numbers) -> float:
        """What a plan is worth, fixed pairs included."""
        return float(self.rest.weights()[chosen].sum()) + self._worth_of_fixed()

    def any(self, until: float) -> Numbers:
        """A plan that keeps what must be kept."""
        result = self._run(np.zeros(len(self._upper)), until)
        if result.x is not None:
            self._known = np.round(result.x)
        return self._chosen(result)

    def best(self, until: float) -> tuple[Numbers, float]:
        """The open pairs of the plan of the greatest worth, and the bound proved for it, fixed pairs included."""
        costs = np.zeros(len(self._upper))
        costs[: self._pairs] = -self.rest.weights()
        least, each = self._low[self._places_row], 0.0
        if self.most_places is not None and not self._fair:
            # Ask for places and worth at once: with so many places there may be no other plan found in time.
            each = 2 * float(self.rest.weights().max(initial=1.0))
            costs[: self._pairs] -= each
            self._low[self._places_row] = 0
        while True:
            result = self._run(costs, until)
            chosen = self._chosen(result)
            if not self._cut(chosen):
                break
        self._low[self._places_row] = least
        if self._known is not None and len(chosen) < least:
            chosen = self._pairs_of(self._known)
        bound = -_bound_of(result) - each * least
        return chosen, max(min(bound + self._worth_of_fixed(), self.simple_bound()), self.worth(chosen))

    def _cut(self, chosen: Numbers) -> bool:
        """Rule out what HiGHS let pass though a demand has a trifle less than must be kept; whether there was such."""
        if not self._fair:
            return False
        under = np.flatnonzero(self.poor(chosen))
        for row in under.tolist():
            taken = chosen[self.rest.demand[chosen] == row]
            one = csr_array((np.ones(len(taken)), (np.zeros(len(taken), int), taken)), shape=(1, len(self._upper)))
            self._matrix = csr_array(vstack([self._matrix, one]))
            self._low = np.append(self._low, -np.inf)
            self._high = np.append(self._high, len(taken) - 1)
            self._cuts += 1
        return len(under) > 0

    def simple_bound(self) -> float:
        """What no plan is worth more than, by each demand's best pairs alone."""
        weights = self.rest.weights() * self._upper[: self._pairs]
        return float(_best_sums(self.rest, values=weights).sum()) + self._worth_of_fixed()

    def _worth_of_fixed(self) -> float:
        instance = self.rest.instance
        return float(instance.weights()[instance.fixed].sum())

    def _chosen(self, result: "OptimizeResult") -> Numbers:
        """What HiGHS found, else what is known, if it keeps what must be kept."""
        if result.x is not None:
            return self._pairs_of(result.x)
        if self._known is None or self.poor(known := self._pairs_of(self._known)).any():
            raise Unfinished
        return known

    def _pairs_of(self, values: Reals) -> Numbers:
        found: Numbers = np.flatnonzero(values[: self._pairs] > 0.5)
        return found

    def _run(self, costs: Reals, until: float) -> "OptimizeResult":
        if not len(costs):  # nothing to choose from: the limits hold for 0, or nothing does
            if (self._low > 0).any() or (self._high < 0).any():
                raise Impossible
            return scipy.optimize.OptimizeResult(x=np.zeros(0), fun=0.0, status=0)
        result = scipy.optimize.milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=scipy.optimize.Bounds(self._lower, self._upper),
            constraints=scipy.optimize.LinearConstraint(self._matrix, self._low, self._high),
            options={"time_limit": max(until - time.monotonic(), 0.05), "mip_rel_gap": 0.0},
        )
        if result.status == 2:
            raise Impossible
        return result


def incidence(rows: NDArray[np.integer[Any]], count: int) -> csr_array:
    """Which of ``count`` rows each pair belongs to."""
    return csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(count, len(rows)))


def _diagonal(values: Reals) -> csr_array:
    at = np.arange(len(values))
    return csr_array((values, (at, at)), shape=(len(values), len(values)))


def _best_sums(rest: Rest, *, fewer: int = 0, values: Scores | None = None) -> Reals:
    """For each demand the sum of its ``need - fewer`` best open pairs."""
    values = rest.scores() if values is None else values
    order = np.lexsort((-values, rest.demand))
    demand = rest.demand[order]
    starts = np.searchsorted(demand, np.arange(rest.demands))
    place = np.arange(len(order)) - starts[demand]
    inside = place < (rest.need - fewer)[demand]
    sums: Reals = np.zeros(rest.demands)
    sums += np.bincount(demand[inside], weights=values[order][inside], minlength=rest.demands)
    return sums


def _bound_of(result: "OptimizeResult") -> float:
    """The proved lower bound of what was minimised; minus infinity where there is none."""
    bound = getattr(result, "mip_dual_bound", None)
    bound = result.fun if bound is None else bound
    return float(-np.inf if bound is None else bound)
