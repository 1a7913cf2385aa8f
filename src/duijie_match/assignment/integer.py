"""Plans as mixed-integer programmes (HiGHS): whatever a network cannot say, with a proved bound when time runs out.

HiGHS works in floating point; what it calls proved holds to about 1e-6.
"""

import time
from contextlib import suppress

import numpy as np

from duijie_match.assignment.instance import Instance, Numbers
from duijie_match.assignment.network import best_under, evenly
from duijie_match.assignment.programme import Programme
from duijie_match.assignment.rest import Rest, rest_of
from duijie_match.assignment.solution import Impossible, Solution, Unfinished

_SHARE = 0.6  # of the time that is left, for the worst-served demand; the rest is for the total under it
_PART = 0.6  # of what is left of that, for each question: can everybody have this much?
_LEAST_SECONDS = 0.1
_MOST_PAIRS = 300_000
_NEAR = 5e-7  # two worst-served demands are told apart down to this


class IntegerSolver:
    """See ``Solver``. Takes every instance."""

    name = "integer"

    def total(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``."""
        until = time.monotonic() + seconds
        programme = Programme(rest_of(instance), fair=False)
        try:
            chosen, bound = programme.best(until)
        except Impossible:
            programme.leave_empty(until)
            chosen, bound = programme.best(until)
        return Solution(programme.rest.whole(chosen), bound, self.name)

    def fair(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``. The worst-served demand's best is found by halving: can everybody have this much?"""
        now = time.monotonic()
        until = now + seconds
        programme = Programme(rest_of(instance), fair=True)
        rest = programme.rest
        if len(rest.pairs) > _MOST_PAIRS and rest.groups_within_demands():
            start, worst_bound = self._roughly(programme)
        else:
            start, worst_bound = self._lift(programme, now + seconds * _SHARE)
        worst = programme.worst(start)
        programme.keep(worst)
        chosen, bound = self._mended(programme, start)
        if bound - programme.worth(chosen) > _NEAR and len(rest.pairs) <= _MOST_PAIRS:
            with suppress(Unfinished):
                other, other_bound = programme.best(until)
                chosen, bound = max(chosen, other, key=programme.worth), min(bound, other_bound)
        whole = rest.whole(chosen)
        # Where no place at all can be filled, nobody has anything.
        return Solution(whole, bound, self.name, max(worst_bound, worst) if len(whole) else 0.0)

    def _roughly(self, programme: Programme) -> tuple[Numbers, float]:
        """See ``_lift``, for more pairs than HiGHS can look at in any time: no pair is weaker than need be."""
        rest = programme.rest
        chosen, _ = evenly(rest)
        return chosen, programme.most_of_any if len(chosen) < int(rest.need.sum()) else programme.ceiling

    def _mended(self, programme: Programme, start: Numbers) -> tuple[Numbers, float]:
        """A plan that keeps what ``start`` keeps and is worth more, and what none is worth more than: the best flow,
        in which demands that have too little are given back what they had in ``start``, until none has.
        """
        rest, allowed = programme.rest, programme.usable
        if not rest.groups_within_demands() or len(start) < int(rest.need.sum()):
            return start, programme.simple_bound()
        had = np.zeros(len(rest.pairs), dtype=np.bool_)
        had[start] = True
        chosen, bound = best_under(rest, allowed)
        while (poor := programme.poor(chosen)).any():
            allowed = allowed & (had | ~poor[rest.demand])
            chosen, _ = best_under(rest, allowed)
        return chosen, bound

    def _lift(self, programme: Programme, until: float) -> tuple[Numbers, float]:
        """A plan with as good a worst-served demand as was found, and what no plan's worst-served demand exceeds. What
        cannot be told in a part of the time is left open, and less is asked: a plan near the best is worth more than no
        answer about the best one.
        """
        start = _even(programme.rest)
        try:
            if start is None:
                start = programme.any(until)
            low, high = programme.worst(start), programme.ceiling
        except Impossible:
            programme.leave_empty(until)
            start = programme.any(until)
            low, high = programme.worst(start), programme.ceiling
        beyond = high  # what HiGHS could not tell in its part of the time is not asked again, nor more than that
        asked = [high] if low >= high / 2 else [(low + high) / 2, high]
        while beyond - low > _NEAR:
            goal = asked.pop(0) if asked and asked[0] <= beyond else (low + beyond) / 2
            programme.keep(goal)
            left = until - time.monotonic()
            try:
                better = programme.any(until - left * (1 - _PART))
            except Impossible:
                high = beyond = goal
            except Unfinished:
                if left < _LEAST_SECONDS:
                    break
                beyond = goal
            else:
                start = better if programme.worst(better) > low else start
                low = max(low, programme.worst(better), goal)
        return start, high


def _even(rest: Rest) -> Numbers | None:
    """A plan to begin with, that fills every place with pairs none of which is weak; ``None`` where the network finds
    none.
    """
    if not rest.groups_within_demands():
        return None
    chosen, _ = evenly(rest)
    return chosen if len(chosen) == int(rest.need.sum()) else None
