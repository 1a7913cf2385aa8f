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
from duijie_match.assignment.programme import CLOSE, incidence
from duijie_match.assignment.rest import Rest

_POOR = 3  # demands of a part that have too little
_HOLDERS = 6  # demands of a part that hold what these could use; as many more for every ``_LONG`` rounds in vain
_LONG = 10
_OTHERS = 2  # any others
_WITH_ROOM = 20  # of the rows of supply that have room left, for each poor demand the best
_IN_VAIN = 30  # rounds that bring less than ``_SOME``, one after the other, after which it is given up
_SOME = 0.02  # of what is lacking
_NODES = 200  # of the search in one part: counted and not timed, so that every machine finds the same
_NEAR = 0.1  # of the least lack: what is left is for the next round


@dataclass(frozen=True, eq=False)
class _Part:
    """Pairs that are decided anew, and whose they are."""

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
        self._load = np.bincount(rest.supply[chosen], minlength=rest.supplies)
        self._sums = rest.had + np.bincount(rest.demand[chosen], weights=self._scores[chosen], minlength=rest.demands)
        self._generator = np.random.default_rng(0)

    def improve(self, until: float) -> Numbers:
        """The open pairs of a plan in which no served demand has less than the mark, or of the nearest one that was
        found in time.
        """
        poor = np.flatnonzero(self._lack(np.arange(self.rest.demands)))
        lack, vain = float(self._lack(poor).sum()), 0
        while len(poor) and vain < _IN_VAIN and time.monotonic() < until:
            part = self._part(poor, _HOLDERS * (1 + vain // _LONG))
            taken = self._served_anew(part, until)
            vain += 1
            if taken is None:
                continue
            before, had = self._chosen[part.pairs], float(self._lack(part.demands).sum())
            self._change(part, taken)
            gained = had - float(self._lack(part.demands).sum())
            if gained < 0:
                self._change(part, before)
                continue
            vain = 0 if gained >= lack * _SOME else vain
            lack -= gained
            poor = np.union1d(poor, part.demands)
            poor = poor[self._lack(poor) > 0]
        return np.flatnonzero(self._chosen)

    def _lack(self, demands: Numbers) -> Scores:
        """What these demands lack to the mark."""
        sums = self._sums[demands]
        lack: Scores = np.where(self._served[demands] & (sums < self._mark - 2 * CLOSE), self._mark - sums, 0.0)
        return lack

    def _change(self, part: _Part, taken: Flags) -> None:
        """From now on of the pairs of a part those ``taken`` are chosen."""
        rest = self.rest
        np.add.at(self._load, rest.supply[part.pairs], taken.astype(np.int64) - self._chosen[part.pairs])
        self._chosen[part.pairs] = taken
        # Summed up anew: what is added and taken away again leaves traces.
        pairs = self._by_demand.of(part.demands)
        pairs = pairs[self._chosen[pairs]]
        self._sums[part.demands] = rest.had[part.demands]
        np.add.at(self._sums, rest.demand[pairs], self._scores[pairs])

    def _part(self, poor: Numbers, most: int) -> _Part:
        """Some poor demands by chance, and by chance at most so many others that hold what would be of use, the
        likelier the more they hold of it.
        """
        rest, draw = self.rest, self._generator
        core = draw.choice(poor, min(_POOR, len(poor)), replace=False)
        wanted = self._by_demand.of(core)
        wanted = wanted[self._usable[wanted]]
        use = np.zeros(rest.supplies)
        np.maximum.at(use, rest.supply[wanted], self._scores[wanted])
        held = self._by_supply.of(np.flatnonzero(use))
        held = held[self._chosen[held]]
        held = held[~np.isin(rest.demand[held], core)]
        holders, place = np.unique(rest.demand[held], return_inverse=True)
        if len(holders) > most:
            weight = np.bincount(place, weights=use[rest.supply[held]])
            holders = draw.choice(holders, most, replace=False, p=weight / weight.sum())
        inside = np.unique(np.concatenate([core, holders, draw.integers(0, rest.demands, _OTHERS)]))
        pairs = self._by_demand.of(inside)
        roomy = wanted[self._load[rest.supply[wanted]] < rest.room[rest.supply[wanted]]]
        roomy = roomy[np.argsort(-self._scores[roomy], kind="stable")][: _WITH_ROOM * len(core)]
        open_ = np.union1d(rest.supply[roomy], rest.supply[pairs[self._chosen[pairs]]])
        pairs = pairs[np.isin(rest.supply[pairs], open_) & (self._usable | self._chosen)[pairs]]
        return _Part(pairs, np.unique(rest.demand[pairs]), np.unique(rest.supply[pairs]))

    def _served_anew(self, part: _Part, until: float) -> Flags | None:
        """Which pairs of a part are chosen where its demands lack as little as can be; ``None`` where it was not found
        out.
        """
        rest, pairs = self.rest, part.pairs
        count, lacks = len(pairs), len(part.demands)
        if not count:
            return None
        by_demand = incidence(np.searchsorted(part.demands, rest.demand[pairs]), lacks)
        by_supply = incidence(np.searchsorted(part.supplies, rest.supply[pairs]), len(part.supplies))
        scored = by_demand.multiply(self._scores[pairs]).tocsr()
        now = self._chosen[pairs].astype(float)
        places, load = by_demand @ now, self._load[part.supplies] - by_supply @ now
        need = self._mark - (self._sums[part.demands] - scored @ now)
        blocks = [[by_demand, None], [by_supply, None], [scored, eye_array(lacks)]]
        low = [places, rest.least[part.supplies] - load, need]
        high = [places, rest.room[part.supplies] - load, np.full(lacks, np.inf)]
        if rest.group is not None and (rest.group[pairs] >= 0).any():
            grouped = np.flatnonzero(rest.group[pairs] >= 0)
            names, at = np.unique(rest.group[pairs][grouped], return_inverse=True)
            blocks.append([csr_array((np.ones(len(grouped)), (at, grouped)), shape=(len(names), count)), None])
            outside = self._chosen.copy()
            outside[pairs] = False
            low.append(np.zeros(len(names)))
            high.append(1.0 - np.isin(names, rest.group[outside]))
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
