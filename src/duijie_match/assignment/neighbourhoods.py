"""A plan made fairer part by part: large neighbourhood search (Shaw 1998), for fair plans that are too large to be
asked about at once.

Some demands that have too little, and others that hold what they could use, are taken out of the plan and served anew
as well as can be, all else staying as it is; what they still lack together never grows. Limits hold all the time: the
demands of a part keep their number of suppliers, the rows of supply stay between their limits.
"""

import time
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy.sparse import block_array, csr_array, eye_array

from duijie_match.assignment.instance import Flags, Numbers, Scores
from duijie_match.assignment.rest import Rest

_POOR = 3  # demands of a part that have too little
_DEMANDS = 8  # more demands of a part
_STRANGERS = 0.05  # how likely a demand is taken that holds nothing of use, beside one that holds a whole score
_WITH_ROOM = 20  # of the rows of supply that have room left, for each poor demand the best
_IN_VAIN = 30  # rounds that bring less than ``_SOME``, one after the other, after which it is given up
_SOME = 0.02  # of what is lacking
_NODES = 200  # of the search in one part: counted and not timed, so that every machine finds the same
_NEAR = 0.1  # of the least lack: what is left is for the next round


@dataclass(frozen=True, eq=False)
class _Part:
    """Pairs that are decided anew, and for each of their rows what the rest of the plan leaves."""

    pairs: Numbers
    demands: Numbers
    supplies: Numbers


class Neighbourhoods:
    """The open pairs of ``rest`` as they stand chosen, and who of the ``served`` demands has less than ``mark``."""

    def __init__(self, rest: Rest, chosen: Numbers, served: Flags, usable: Flags, mark: float) -> None:
        self.rest, self._served, self._usable, self._mark = rest, served, usable, mark
        self._scores = rest.scores()
        self._chosen = np.zeros(len(rest.pairs), dtype=np.bool_)
        self._chosen[chosen] = True
        self._by_demand = _Rows(rest.demand, rest.demands)
        self._by_supply = _Rows(rest.supply, rest.supplies)
        self._generator = np.random.default_rng(0)

    def improve(self, until: float) -> Numbers:
        """The open pairs of a plan in which no served demand has less than the mark, or of the nearest one that was
        found in time.
        """
        lack = self._lacks()
        vain = 0
        while lack.any() and vain < _IN_VAIN and time.monotonic() < until:
            part = self._part(np.flatnonzero(lack))
            taken = self._served_anew(part, until)
            before = self._chosen[part.pairs]
            if taken is not None:
                self._chosen[part.pairs] = taken
            after = self._lacks()
            if taken is None or after.sum() > lack.sum():
                self._chosen[part.pairs] = before
                vain += 1
                continue
            vain = 0 if after.sum() <= lack.sum() * (1 - _SOME) else vain + 1
            lack = after
        return np.flatnonzero(self._chosen)

    def _lacks(self) -> Scores:
        """What each demand lacks to the mark."""
        rest, chosen = self.rest, self._chosen
        sums = rest.had + np.bincount(rest.demand[chosen], weights=self._scores[chosen], minlength=rest.demands)
        lack: Scores = np.where(self._served & (sums < self._mark - 2e-9), self._mark - sums, 0.0)
        return lack

    def _part(self, poor: Numbers) -> _Part:
        """Some poor demands by chance, and by chance others, the likelier the more they hold that would be of use."""
        rest, draw = self.rest, self._generator
        core = draw.choice(poor, min(_POOR, len(poor)), replace=False)
        wanted = self._by_demand.of(core)
        wanted = wanted[self._usable[wanted]]
        use = np.zeros(rest.supplies)
        np.maximum.at(use, rest.supply[wanted], self._scores[wanted])
        holds = np.flatnonzero(self._chosen)
        weight = np.where(np.bincount(rest.demand[holds], minlength=rest.demands) > 0, _STRANGERS, 0.0)
        weight += np.bincount(rest.demand[holds], weights=use[rest.supply[holds]], minlength=rest.demands)
        weight[core] = 0
        others = np.flatnonzero(weight)
        if len(others) > _DEMANDS:
            others = draw.choice(others, _DEMANDS, replace=False, p=weight[others] / weight[others].sum())
        inside = np.zeros(rest.demands, dtype=np.bool_)
        inside[core] = inside[others] = True
        load = np.bincount(rest.supply[holds], minlength=rest.supplies)
        roomy = wanted[load[rest.supply[wanted]] < rest.room[rest.supply[wanted]]]
        roomy = roomy[np.argsort(-self._scores[roomy], kind="stable")][: _WITH_ROOM * len(core)]
        open_ = np.zeros(rest.supplies, dtype=np.bool_)
        open_[rest.supply[roomy]] = open_[rest.supply[holds[inside[rest.demand[holds]]]]] = True
        pairs = self._by_demand.of(np.flatnonzero(inside))
        pairs = pairs[open_[rest.supply[pairs]] & (self._usable | self._chosen)[pairs]]
        return _Part(pairs, np.unique(rest.demand[pairs]), np.unique(rest.supply[pairs]))

    def _served_anew(self, part: _Part, until: float) -> Flags | None:
        """Which pairs of a part are chosen where its demands lack as little as can be; ``None`` where it was not found
        out.
        """
        rest, pairs = self.rest, part.pairs
        count, lacks = len(pairs), len(part.demands)
        if not count:
            return None
        outside = self._chosen.copy()
        outside[pairs] = False
        elsewhere = np.flatnonzero(outside)
        load = np.bincount(rest.supply[elsewhere], minlength=rest.supplies)[part.supplies]
        sums = rest.had + np.bincount(rest.demand[elsewhere], weights=self._scores[elsewhere], minlength=rest.demands)
        now = pairs[self._chosen[pairs]]
        places = np.bincount(rest.demand[now], minlength=rest.demands)[part.demands].astype(float)
        by_demand = _matrix(np.searchsorted(part.demands, rest.demand[pairs]), lacks)
        by_supply = _matrix(np.searchsorted(part.supplies, rest.supply[pairs]), len(part.supplies))
        need = self._mark - sums[part.demands]
        blocks = [[by_demand, None], [by_supply, None],
                  [by_demand.multiply(self._scores[pairs]).tocsr(), eye_array(lacks)]]  # fmt: skip
        low = [places, rest.least[part.supplies] - load, need]
        high = [places, rest.room[part.supplies] - load, np.full(lacks, np.inf)]
        if rest.group is not None and (rest.group[pairs] >= 0).any():
            grouped = np.flatnonzero(rest.group[pairs] >= 0)
            names, at = np.unique(rest.group[pairs][grouped], return_inverse=True)
            blocks.append([csr_array((np.ones(len(grouped)), (at, grouped)), shape=(len(names), count)), None])
            low.append(np.zeros(len(names)))
            high.append(1.0 - np.isin(names, rest.group[elsewhere]))
        result = scipy.optimize.milp(
            np.concatenate([np.zeros(count), np.ones(lacks)]),
            integrality=np.concatenate([np.ones(count), np.zeros(lacks)]),
            bounds=scipy.optimize.Bounds(0, np.concatenate([np.ones(count), np.maximum(need, 0)])),
            constraints=scipy.optimize.LinearConstraint(
                block_array(blocks, format="csr"), np.concatenate(low), np.concatenate(high)
            ),
            options={"node_limit": _NODES, "mip_rel_gap": _NEAR, "time_limit": max(until - time.monotonic(), 0.05)},
        )
        if result.x is None:
            return None
        taken: Flags = result.x[:count] > 0.5
        return taken


class _Rows:
    """The pairs of each row, found without looking through all."""

    def __init__(self, rows: NDArray[np.int32], count: int) -> None:
        self._order = np.argsort(rows, kind="stable")
        self._starts = np.searchsorted(rows[self._order], np.arange(count + 1))

    def of(self, rows: Numbers) -> Numbers:
        """The pairs of these rows."""
        if not len(rows):
            return np.zeros(0, dtype=np.int64)
        return np.concatenate([self._order[self._starts[row] : self._starts[row + 1]] for row in rows.tolist()])


def _matrix(rows: Numbers, count: int) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, np.arange(len(rows)))), shape=(count, len(rows)))
