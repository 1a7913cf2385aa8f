"""What is left to decide once the fixed pairs are in place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duijie_match.assignment.instance import Instance, Numbers, Scores
from duijie_match.assignment.solution import Impossible


@dataclass(frozen=True, eq=False)
class Rest:
    """The open pairs (``pairs`` are their numbers in the instance) and what may still be done with them.

    ``need``: places a demand can still fill with them. ``least``, ``room``: how many demands a row of supply must
    and may still take. ``had``: scores a demand has from its fixed pairs. ``group``: 0, 1, … for open pairs of which at
    most one may be chosen, -1 for the others; ``None`` where there are no such groups.
    """

    instance: Instance
    pairs: Numbers
    demand: NDArray[np.int32]
    supply: NDArray[np.int32]
    group: Numbers | None
    need: Numbers
    least: Numbers
    room: Numbers
    had: Scores

    @property
    def demands(self) -> int:
        """How many demands there are, done ones included."""
        return len(self.need)

    @property
    def supplies(self) -> int:
        """How many rows of supply there are, full ones included."""
        return len(self.room)

    def weights(self) -> Scores:
        """``Instance.weights`` of the open pairs."""
        return self.instance.weights()[self.pairs]

    def scores(self) -> Scores:
        """Scores of the open pairs."""
        return self.instance.score[self.pairs]

    def whole(self, among: Numbers) -> Numbers:
        """The numbers of the fixed pairs and of the open pairs at ``among``, rising."""
        fixed = np.flatnonzero(self.instance.fixed)
        return np.sort(np.concatenate([fixed, self.pairs[among]])) if len(fixed) else self.pairs[among]

    def filled(self, among: Numbers) -> Numbers:
        """The open pairs at ``among``, and the best of those for which there still is a place, until there is none."""
        taken = np.zeros(len(self.pairs), dtype=np.bool_)
        taken[among] = True
        need = self.need - np.bincount(self.demand[among], minlength=self.demands)
        room = self.room - np.bincount(self.supply[among], minlength=self.supplies)
        held = set() if self.group is None else set(self.group[among].tolist()) - {-1}
        fit = np.flatnonzero(~taken & (need[self.demand] > 0) & (room[self.supply] > 0))
        for pair in fit[np.argsort(-self.weights()[fit], kind="stable")].tolist():
            group = -1 if self.group is None else int(self.group[pair])
            if need[self.demand[pair]] > 0 and room[self.supply[pair]] > 0 and group not in held:
                taken[pair] = True
                need[self.demand[pair]] -= 1
                room[self.supply[pair]] -= 1
                held |= {group} - {-1}
        return np.flatnonzero(taken)

    def groups_within_demands(self) -> bool:
        """Whether each group is of one demand only, so that the whole is a network."""
        if self.group is None:
            return True
        grouped = self.group >= 0
        low = np.full(int(self.group.max()) + 1, np.iinfo(np.int64).max)
        high = np.full(len(low), -1)
        np.minimum.at(low, self.group[grouped], self.demand[grouped])
        np.maximum.at(high, self.group[grouped], self.demand[grouped])
        return bool((low == high).all())


def rest_of(instance: Instance) -> Rest:
    """What is left. Raises ``Impossible`` when the fixed pairs alone break a limit."""
    fixed = np.flatnonzero(instance.fixed)
    if len(fixed) and instance.forbidden[fixed].any():
        raise Impossible
    demands, supplies = len(instance.cover), len(instance.most)
    by_demand = np.bincount(instance.demand[fixed], minlength=demands)
    by_supply = np.bincount(instance.supply[fixed], minlength=supplies)
    need, room = instance.cover - by_demand, instance.most - by_supply
    if (need < 0).any() or (room < 0).any():
        raise Impossible
    open_ = ~(instance.fixed | instance.forbidden)
    if instance.exclusive is not None:
        taken = instance.exclusive[fixed]
        taken = taken[taken >= 0]
        if len(np.unique(taken)) < len(taken):
            raise Impossible
        open_ &= ~np.isin(instance.exclusive, taken)
    pairs = np.flatnonzero(open_)
    demand, supply = instance.demand[pairs], instance.supply[pairs]
    group = _groups_of(instance, pairs)
    had: Scores = np.zeros(demands)
    had += np.bincount(instance.demand[fixed], weights=instance.score[fixed], minlength=demands)
    return Rest(
        instance,
        pairs,
        demand,
        supply,
        group,
        np.minimum(need, _most_suppliers(demand, group, demands)),
        np.maximum(instance.least - by_supply, 0),
        room,
        had,
    )


def _groups_of(instance: Instance, pairs: Numbers) -> Numbers | None:
    """Groups of at least two open pairs, numbered from 0."""
    if instance.exclusive is None:
        return None
    given = instance.exclusive[pairs]
    _, number, count = np.unique(given, return_inverse=True, return_counts=True)
    keep = (count[number] > 1) & (given >= 0)
    if not keep.any():
        return None
    group = np.full(len(pairs), -1, dtype=np.int64)
    group[keep] = np.unique(number[keep], return_inverse=True)[1]
    return group


def _most_suppliers(demand: NDArray[np.int32], group: Numbers | None, demands: int) -> Numbers:
    """How many of its open pairs a demand could have at once; of a group it has one."""
    if group is None:
        return np.bincount(demand, minlength=demands)
    grouped = group >= 0
    keys = np.unique(np.stack([demand[grouped], group[grouped]]), axis=1)
    alone = np.bincount(demand[~grouped], minlength=demands)
    return alone + np.bincount(keys[0], minlength=demands)
