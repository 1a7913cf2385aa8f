"""Why a demand has empty places, and who could step in."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from duijie_match.assignment.instance import Flags, Instance, Numbers
from duijie_match.assignment.plan import Plan
from duijie_match.wording import Message, listed, msg

_NAMED = 3  # candidates named in a reason


@dataclass(frozen=True, slots=True)
class Shortage:
    """A demand (its row) with fewer suppliers than it needs. ``code`` is stable; ``reason`` is for people."""

    demand: int
    given: int
    cover: int
    code: str
    reason: Message


def shortages(instance: Instance, plan: Plan, *, by_hand: bool = False) -> list[Shortage]:
    """The demands with empty places, in their order, with the reason for each.

    ``by_hand``: somebody changed the plan, so that a place may be empty although a candidate has room.
    """
    short = np.flatnonzero(plan.empty > 0)
    if not len(short):
        return []
    count = len(instance.cover)
    picked = np.zeros(instance.pairs, dtype=np.bool_)
    picked[plan.chosen] = True
    candidates = np.bincount(instance.demand, minlength=count)
    open_ = ~instance.forbidden
    allowed = np.bincount(instance.demand[open_], minlength=count)
    given = np.bincount(instance.demand[picked], minlength=count)
    free = np.bincount(instance.supply[picked], minlength=len(instance.most)) < instance.most
    full = open_ & ~picked & ~free[instance.supply]
    crowded = np.bincount(instance.demand[full], minlength=count)
    names = _names(instance, full, short)
    crowd = _Crowd(instance, picked, open_, plan.empty, is_tight=not by_hand)
    roomy = open_ & ~picked & free[instance.supply] if by_hand else np.zeros(instance.pairs, dtype=np.bool_)
    idle = np.bincount(instance.demand[roomy], minlength=count)
    found = []
    for row in short.tolist():
        if not candidates[row]:
            code, reason = "no-candidate", msg("It has no candidate at all. Add pairs for it, or widen the match.")
        elif not allowed[row]:
            code = "forbidden"
            reason = msg("{n:Its one candidate|All its candidates} ({n}) {n:is|are} forbidden. Allow {n:it|one of "
                         "them}, or find other candidates.",
                         n=int(candidates[row]))  # fmt: skip
        elif idle[row]:
            code, reason = "by-hand", msg("Left empty by hand: candidates with room ({n}) are there.", n=int(idle[row]))
        elif crowded[row]:
            code, reason = "full", crowd.reason(row, int(crowded[row]), names[row])
        elif allowed[row] <= given[row]:
            code = "few-candidates"
            reason = msg("It needs {cover} and has only {n} {n:candidate that may serve it; that one does|candidates "
                         "that may serve it; all of them do}. Find more candidates.",
                         cover=int(instance.cover[row]), n=int(allowed[row]))  # fmt: skip
        else:
            code = "exclusive"
            reason = msg("Its other candidates exclude each other with pairs of the plan. Find other candidates, or "
                         "take pairs out of a group.")  # fmt: skip
        found.append(Shortage(row, int(given[row]), int(instance.cover[row]), code, reason))
    return found


def _names(instance: Instance, full: Flags, short: Numbers) -> dict[int, Message]:
    """The first few full candidates of each short demand."""
    wanted = np.zeros(len(instance.cover), dtype=np.bool_)
    wanted[short] = True
    names: dict[int, list[str]] = {}
    for pair in np.flatnonzero(full & wanted[instance.demand]).tolist():
        row = int(instance.demand[pair])
        found = names.setdefault(row, [])
        if len(found) <= _NAMED:
            found.append(instance.supply_ids[int(instance.supply[pair])])
    return {
        row: listed(found) if len(found) <= _NAMED else msg("{names} and others", names=listed(found[:_NAMED]))
        for row, found in names.items()
    }


class _Crowd:
    """Which demands compete for the same full rows of supply: whoever could make room for a short demand by turning
    to somebody else is looked at too, until nobody new turns up. All rows of supply met on the way are full, or the
    plan would have filled the place; so more places want these rows than they can take.
    """

    def __init__(self, instance: Instance, picked: Flags, open_: Flags, empty: Numbers, *, is_tight: bool) -> None:
        # With exclusive pairs, or when a plan was changed by hand, rows of supply need not be full.
        self._known = instance.exclusive is None and is_tight
        if not self._known:
            return
        demands, supplies = len(instance.cover), len(instance.most)
        movable = picked & ~instance.fixed
        seen = empty > 0
        met = np.zeros(supplies, dtype=np.bool_)
        while True:
            reached = seen[instance.demand] & open_ & ~picked
            met[instance.supply[reached]] = True
            more = movable & met[instance.supply] & ~seen[instance.demand]
            if not more.any():
                break
            seen[instance.demand[more]] = True
        inside = np.flatnonzero(seen[instance.demand] & met[instance.supply] & open_)
        graph = coo_array(
            (np.ones(len(inside), dtype=np.int8), (instance.demand[inside], instance.supply[inside] + demands)),
            shape=(demands + supplies, demands + supplies),
        )
        self._label = connected_components(graph, directed=False)[1]
        sizes = int(self._label.max()) + 1
        self._room = _by_label(self._label[demands:], instance.most * met, sizes)
        self._wanted = self._room + _by_label(self._label[:demands], empty, sizes)
        self._rows = _by_label(self._label[demands:], met.astype(np.int64), sizes)

    def reason(self, row: int, candidates: int, names: Message) -> Message:
        """Why the demand ``row`` found all its candidates full."""
        if not self._known:
            return msg("Its other {n:candidate|candidates} ({n}: {names}) {n:has|have} no room left. Raise a load, "
                       "or find other candidates.",
                       n=candidates, names=names)  # fmt: skip
        label = int(self._label[row])
        if int(self._room[label]) == 0:
            return msg("Its other {n:candidate|candidates} ({n}: {names}) may take nobody. Raise a load, or find "
                       "other candidates.",
                       n=candidates, names=names)  # fmt: skip
        return msg(
            "Its other {n:candidate|candidates} ({n}: {names}) {n:has|have} no room left: {n:this|these} and the "
            "rows {n:it competes|they compete} with, {rows} in all, can take {room}, and {wanted} {wanted:place "
            "wants|places want} them. Raise a load, or find other candidates.",
            n=candidates,
            names=names,
            rows=int(self._rows[label]),
            room=int(self._room[label]),
            wanted=int(self._wanted[label]),
        )


def _by_label(labels: NDArray[np.int32], values: Numbers, sizes: int) -> Numbers:
    return np.bincount(labels, weights=values.astype(np.float64), minlength=sizes).astype(np.int64)


def alternates(instance: Instance, plan: Plan, most: int = 3) -> dict[int, list[int]]:
    """For each demand that has somebody, the numbers of its best pairs outside the plan whose row of supply has room:
    who steps in when a supplier declines. ``most`` for each of its suppliers: where a demand has several, some pairs
    can take the place of one of them only (``only_instead_of``).
    """
    picked = np.zeros(instance.pairs, dtype=np.bool_)
    picked[plan.chosen] = True
    given = np.bincount(instance.demand[picked], minlength=len(instance.cover))
    free = np.bincount(instance.supply[picked], minlength=len(instance.most)) < instance.most
    fit = ~picked & ~instance.forbidden & (given > 0)[instance.demand] & free[instance.supply]
    bound = np.zeros(instance.pairs, dtype=np.bool_)
    if instance.exclusive is not None:
        is_held, holder = _holders(instance, plan)
        fit &= ~is_held | (holder >= 0)
        bound = fit & is_held & (given > 1)[instance.demand]
    numbers = np.flatnonzero(fit)
    numbers = numbers[np.lexsort((-instance.score[numbers], instance.demand[numbers]))]
    demand = instance.demand[numbers]
    # How many are better for the same place: of the bound ones only those of the same group.
    open_ = (~bound[numbers]).astype(np.int64)
    better = np.cumsum(open_) - open_
    better -= better[np.searchsorted(demand, demand)]
    if instance.exclusive is not None:
        group = instance.exclusive[numbers[open_ == 0]]
        order = np.argsort(group, kind="stable")
        better[np.flatnonzero(open_ == 0)[order]] += np.arange(len(group)) - np.searchsorted(group[order], group[order])
    found: dict[int, list[int]] = {}
    for pair in numbers[better < most].tolist():
        found.setdefault(int(instance.demand[pair]), []).append(pair)
    return found


def only_instead_of(instance: Instance, plan: Plan) -> dict[int, int]:
    """Pairs outside the plan, with the pair of the plan whose place alone they can take because of an exclusive group,
    where their demand has other places too.
    """
    if instance.exclusive is None:
        return {}
    given = np.bincount(instance.demand[plan.chosen], minlength=len(instance.cover))
    _, holder = _holders(instance, plan)
    bound = (holder >= 0) & (given > 1)[instance.demand]
    bound[plan.chosen] = False
    pairs = np.flatnonzero(bound)
    return dict(zip(pairs.tolist(), holder[pairs].tolist(), strict=True))


def _holders(instance: Instance, plan: Plan) -> tuple[Flags, Numbers]:
    """For each pair whether a pair of the plan is of its exclusive group; and which, where it is a single one of the
    same demand, else -1.
    """
    assert instance.exclusive is not None
    chosen = plan.chosen[instance.exclusive[plan.chosen] >= 0]
    groups, first, count = np.unique(instance.exclusive[chosen], return_index=True, return_counts=True)
    if not len(groups):
        return np.zeros(instance.pairs, dtype=np.bool_), np.full(instance.pairs, -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(groups, instance.exclusive), len(groups) - 1)
    is_held = groups[at] == instance.exclusive
    holder = chosen[first[at]]
    return is_held, np.where(is_held & (count[at] == 1) & (instance.demand[holder] == instance.demand), holder, -1)
