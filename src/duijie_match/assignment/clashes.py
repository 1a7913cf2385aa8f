"""Wishes that cannot all be met: a smallest set of them that clashes.

Small cases: a smallest set by implicit hitting sets (Ignatiev and others, Smallest MUS extraction, 2015). A set of
wishes that hits every set whose removal mends the case is one that cannot be met; the search finds such removals one
after the other and asks for the smallest set that hits them all. Large cases: the same among the wishes at a
bottleneck, where these are few enough; else, or when the time is over, a set of which no wish can be left out.
"""

import time
from collections.abc import Sequence

import numpy as np
import scipy
from scipy.sparse import csr_array

from duijie_match.assignment.instance import Flags, Instance, Numbers, Rows, Scores
from duijie_match.assignment.network import starved_supplies
from duijie_match.assignment.rest import rest_of
from duijie_match.assignment.wishes import Clash, Wish, WishKind

_MOST_WISHES = 300
_MOST_ROUNDS = 100
_SECONDS = 10.0  # for the search at most; a set is found long before, the rest is spent on a smaller one


_INFEASIBLE = 2  # scipy's status


def clash_of(instance: Instance, seconds: float = _SECONDS) -> Clash:
    """The clash in an instance for which there is no plan. First a set of which no wish can be left out, then, in what
    is left of ``seconds``, a smallest one. Where even the first is not done in time the set may hold more than it
    needs.
    """
    until = time.monotonic() + min(seconds, _SECONDS)
    is_whole = instance.pairs <= _MOST_WISHES
    elastic = _Elastic(instance, np.arange(instance.pairs)) if is_whole else _at_the_bottleneck(instance, until)
    least, is_minimal = elastic.shrunk(until)
    if len(elastic.wishes) <= _MOST_WISHES:
        found = elastic.smallest(until)
        if found is not None:
            return Clash(found, instance, is_smallest=is_whole)
    return Clash(least, instance, is_smallest=False, is_minimal=is_minimal)


def _at_the_bottleneck(instance: Instance, until: float) -> "_Elastic":
    """The wishes at the bottleneck. Where groups go across demands the bottleneck is a guess; if it does not hold, what
    must be is looked at: a clash needs nothing else, as no other pair has to be chosen.
    """
    elastic = _Elastic(instance, _bottleneck(instance))
    if instance.exclusive is not None:
        try:
            holds = elastic.clashes(np.ones(len(elastic.wishes), dtype=np.bool_), until)
        except TimeoutError:
            holds = False
        if not holds:
            return _Elastic(instance, np.flatnonzero((instance.least > 0)[instance.supply] | instance.fixed))
    return elastic


def _bottleneck(instance: Instance) -> Numbers:
    """Pairs that suffice to show that the wishes clash."""
    fixed = np.flatnonzero(instance.fixed)
    demands, supplies = len(instance.cover), len(instance.most)
    torn = fixed[instance.forbidden[fixed]]
    if len(torn):
        return torn[:1]
    crowded = np.flatnonzero(np.bincount(instance.demand[fixed], minlength=demands) > instance.cover)
    if len(crowded):
        return np.flatnonzero(instance.fixed & (instance.demand == crowded[0]))
    crowded = np.flatnonzero(np.bincount(instance.supply[fixed], minlength=supplies) > instance.most)
    if len(crowded):
        return np.flatnonzero(instance.fixed & (instance.supply == crowded[0]))
    if instance.exclusive is not None:
        groups = instance.exclusive[fixed]
        numbers, counts = np.unique(groups[groups >= 0], return_counts=True)
        if (counts > 1).any():
            return np.flatnonzero(instance.fixed & (instance.exclusive == numbers[counts > 1][0]))
    poor = np.bincount(instance.supply, minlength=supplies) < instance.least
    poor |= instance.least > instance.most
    if poor.any():
        return np.flatnonzero(instance.supply == np.argmax(poor))
    starved = starved_supplies(rest_of(instance))
    return np.flatnonzero(starved[instance.supply] | instance.fixed)


class _Elastic:
    """The wishes about some pairs, each of which can be given up."""

    def __init__(self, instance: Instance, pairs: Numbers) -> None:
        demand, supply = instance.demand[pairs], instance.supply[pairs]
        fixed, forbidden = np.flatnonzero(instance.fixed[pairs]), np.flatnonzero(instance.forbidden[pairs])
        self.wishes: list[Wish] = []
        self._rows: list[tuple[Numbers, float, float, float]] = []  # pairs, how a surrender helps, low, high
        for at in fixed.tolist():
            self._add(WishKind.FIXED, int(pairs[at]), np.array([at]), 1, 1, np.inf)
        for at in forbidden.tolist():
            self._add(WishKind.FORBIDDEN, int(pairs[at]), np.array([at]), -1, -np.inf, 0)
        for row, members in _members(demand):
            if len(members) > instance.cover[row]:
                over = len(members) - int(instance.cover[row])
                self._add(WishKind.COVER, row, members, -over, -np.inf, int(instance.cover[row]))
        by_supply = dict(_members(supply))
        listed = np.bincount(instance.supply, minlength=len(instance.most))
        for row in sorted({*by_supply, *self._lonely(instance, pairs)}):
            members = by_supply.get(row, np.zeros(0, dtype=np.int64))
            least, most = int(instance.least[row]), int(instance.most[row])
            if least and len(members) == listed[row]:  # else it may be served by pairs that are not looked at
                self._add(WishKind.LEAST, row, members, least, least, np.inf)
            if len(members) > most or least > most:
                self._add(WishKind.MOST, row, members, -max(len(members), least), -np.inf, most)
        if instance.exclusive is not None:
            for row, members in _members(instance.exclusive[pairs]):
                if row >= 0 and len(members) > 1:
                    self._add(WishKind.EXCLUSIVE, row, members, 1 - len(members), -np.inf, 1)
        self._pairs = len(pairs)
        self._matrix, self._low, self._high = self._build()

    @staticmethod
    def _lonely(instance: Instance, pairs: Numbers) -> list[int]:
        """Rows of supply that must serve somebody and have no pair at all, where all pairs are looked at."""
        if len(pairs) and len(pairs) < instance.pairs:
            return []
        has = np.bincount(instance.supply, minlength=len(instance.least)) > 0
        lonely: list[int] = np.flatnonzero((instance.least > 0) & ~has).tolist()
        return lonely

    def _add(self, kind: WishKind, row: int, members: Numbers, help_: float, low: float, high: float) -> None:
        self.wishes.append(Wish(kind, row))
        self._rows.append((members, help_, low, high))

    def _build(self) -> tuple[csr_array, Scores, Scores]:
        lengths = [len(members) + 1 for members, *_ in self._rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.concatenate(
            [np.append(members, self._pairs + at) for at, (members, *_) in enumerate(self._rows)] or [np.zeros(0)]
        )
        values = np.ones(len(columns))
        values[starts[1:] - 1] = [help_ for _, help_, _, _ in self._rows]
        shape = (len(self._rows), self._pairs + len(self._rows))
        matrix = csr_array((values, columns.astype(np.int64), starts), shape=shape)
        return matrix, np.array([row[2] for row in self._rows]), np.array([row[3] for row in self._rows])

    def clashes(self, kept: Flags, until: float) -> bool:
        """Whether the ``kept`` wishes clash by themselves. Raises as ``surrender``."""
        if not self._pairs:
            return bool((self._low[kept] > 0).any())
        result = scipy.optimize.milp(
            np.zeros(self._pairs),
            integrality=np.ones(self._pairs),
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(
                self._matrix[kept, : self._pairs], self._low[kept], self._high[kept]
            ),
            options={"time_limit": _left(until)},
        )
        if result.x is None and result.status != _INFEASIBLE:
            raise TimeoutError
        return result.x is None

    def surrender(self, kept: Flags, until: float) -> Numbers | None:
        """The fewest wishes whose surrender makes the others possible while all ``kept`` ones are; ``None`` where the
        ``kept`` ones clash by themselves. Raises ``TimeoutError`` where that is not known at the moment ``until`` of
        the monotonic clock.
        """
        wishes = len(self.wishes)
        upper = np.ones(self._pairs + wishes)
        upper[self._pairs :] = ~kept
        costs = np.concatenate([np.zeros(self._pairs), np.ones(wishes)])
        result = scipy.optimize.milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=scipy.optimize.Bounds(0, upper),
            constraints=scipy.optimize.LinearConstraint(self._matrix, self._low, self._high),
            options={"time_limit": _left(until)},
        )
        if result.status == _INFEASIBLE:
            return None
        if result.status != 0:
            raise TimeoutError
        return np.flatnonzero(result.x[self._pairs :] > 0.5)

    def smallest(self, until: float) -> list[Wish] | None:
        """A smallest set that clashes; ``None`` where the search is long."""
        wishes = len(self.wishes)
        found: list[Numbers] = []
        for _ in range(_MOST_ROUNDS):
            try:
                kept = self._hitting(found, until)
                given_up = self.surrender(kept, until)
            except TimeoutError:
                return None
            if given_up is None:
                return [self.wishes[at] for at in np.flatnonzero(kept).tolist()]
            if not len(given_up):
                break
            found.append(given_up)
        return None if wishes else []

    def _hitting(self, sets: Sequence[Numbers], until: float) -> Flags:
        """The fewest wishes of which each of ``sets`` has one; raises as ``surrender``."""
        wishes = len(self.wishes)
        if not sets:
            return np.zeros(wishes, dtype=np.bool_)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in sets])])
        columns = np.concatenate(sets)
        matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(sets), wishes))
        result = scipy.optimize.milp(
            np.ones(wishes),
            integrality=np.ones(wishes),
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(matrix, 1, np.inf),
            options={"mip_rel_gap": 0.0, "time_limit": _left(until)},
        )
        if result.status != 0:
            raise TimeoutError
        kept: Flags = result.x > 0.5
        return kept

    def shrunk(self, until: float) -> tuple[list[Wish], bool]:
        """A set that clashes, and whether it is known that no wish of it can be left out: what is not needed is left
        out, in ever smaller portions, as long as there is time.
        """
        kept = np.ones(len(self.wishes), dtype=np.bool_)
        kinds = np.array([wish.kind for wish in self.wishes])
        portions = [np.flatnonzero(kinds == kind) for kind in dict.fromkeys(kinds)]  # first kinds that do not matter
        size = max(len(self.wishes) // 2, 1)
        is_done = True
        try:
            while True:
                for portion in portions:
                    fewer = kept.copy()
                    fewer[portion] = False
                    if self.clashes(fewer, until):
                        kept = fewer
                if size == 0:
                    break
                order = np.flatnonzero(kept)
                portions = np.split(order, np.arange(size, len(order), size))
                size //= 2
        except TimeoutError:
            is_done = False
        return [self.wishes[at] for at in np.flatnonzero(kept).tolist()], is_done


def _left(until: float) -> float:
    """Seconds up to ``until``; raises ``TimeoutError`` where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _members(rows: Numbers | Rows) -> list[tuple[int, Numbers]]:
    """Each row with the places at which it stands."""
    order = np.argsort(rows, kind="stable")
    numbers, starts = np.unique(rows[order], return_index=True)
    return list(zip(numbers.tolist(), np.split(order, starts[1:]), strict=True)) if len(order) else []
