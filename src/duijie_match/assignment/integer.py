"""Plans as mixed-integer programmes (HiGHS): whatever a network cannot say, with a proved bound when time runs out.

HiGHS works in floating point; what it calls proved holds to about 1e-6.
"""

import time
from contextlib import suppress

import numpy as np

from duijie_match.assignment.instance import Instance, Numbers
from duijie_match.assignment.neighbourhoods import Neighbourhoods
from duijie_match.assignment.network import best_under, evenly
from duijie_match.assignment.programme import Programme
from duijie_match.assignment.rest import Rest, rest_of
from duijie_match.assignment.solution import Impossible, Solution, Unfinished

_SHARE = 0.6  # of the time that is left, for the worst-served demand; the rest is for the total under it
_PART = 0.6  # of what is left of that, for each question: can everybody have this much?
_LEAST_SECONDS = 0.1
_FILLED = 0.3  # of the time, to fill all places; and as much to find out how many can be
_MOST_PAIRS = 300_000
_NEAR = 5e-7  # two worst-served demands are told apart down to this
_ROUGHLY = 0.01  # of the most, where it is searched part by part only


class IntegerSolver:
    """See ``Solver``. Takes every instance."""

    name = "integer"

    def total(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``."""
        until = time.monotonic() + seconds
        programme = Programme(rest_of(instance), fair=False)
        _any(programme, until)
        chosen, bound = programme.best(until)
        return self._solution(programme, chosen, bound)

    def fair(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``. The worst-served demand's best is found by halving: can everybody have this much?"""
        now = time.monotonic()
        until = now + seconds
        programme = Programme(rest_of(instance), fair=True)
        rest = programme.rest
        start, worst_bound = self._lift(programme, now + seconds * _SHARE)
        worst = programme.worst(start)
        programme.keep(worst)
        chosen, bound = self._mended(programme, start)
        if bound - programme.worth(chosen) > _NEAR and not _is_too_large(rest):
            with suppress(Unfinished):
                other, other_bound = programme.best(until)
                chosen, bound = max(chosen, other, key=programme.worth), min(bound, other_bound)
        return self._solution(programme, chosen, bound, max(worst_bound, worst))

    def _solution(
        self, programme: Programme, chosen: Numbers, bound: float, worst_bound: float | None = None
    ) -> Solution:
        """What was found, with what was not settled. Where it is open how many places can be filled, one that is left
        may be filled at once; that costs nothing.
        """
        rest = programme.rest
        places, served = programme.most_places, programme.most_served
        if places is not None or served is not None:
            chosen = rest.filled(chosen)
            if programme.poor(chosen).any():  # who is served now has less than had to be kept; so may others
                programme.keep(programme.worst(chosen))
                bound = programme.simple_bound()
        whole = rest.whole(chosen)
        if worst_bound is not None and not len(whole):  # nobody has anything where no place at all can be filled
            worst_bound = 0.0
        serves = int(programme.served(chosen).sum())
        return Solution(
            whole, bound, self.name, worst_bound,
            places if places is not None and places > len(whole) else None,
            served if served is not None and served > serves else None,
        )  # fmt: skip

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
        """A plan with as good a worst-served demand as was found, and what no plan's worst-served demand exceeds. The
        most is tried part by part first. What HiGHS cannot tell in a part of the time is left open, and less is asked,
        part by part again: a plan near the best is worth more than no answer about the best one.
        """
        rest = programme.rest
        start = _beginning(programme, until)
        too_large = _is_too_large(rest)
        if too_large and len(start) < int(rest.need.sum()):
            return start, programme.most_of_any
        high = beyond = programme.ceiling  # ``beyond``: what could not be told is not asked again, nor more than that
        programme.keep(high)
        start = _raised(programme, start, until)
        low = programme.worst(start)
        by_parts = too_large
        near = high * _ROUGHLY if too_large else _NEAR
        asked = [high] if low >= high / 2 else [(low + high) / 2, high]
        while beyond - low > near:
            goal = asked.pop(0) if asked and asked[0] <= beyond else (low + beyond) / 2
            left = until - time.monotonic()
            part = until - left * (1 - _PART)
            programme.keep(goal)
            better = _raised(programme, start, part) if by_parts else start
            try:
                if programme.poor(better).any():
                    if too_large:
                        raise Unfinished
                    better = programme.any(part)
                low = goal
            except Impossible:
                high = beyond = goal
            except Unfinished:
                beyond, by_parts = goal, True
            start = max(start, better, key=programme.worst)
            low = max(low, programme.worst(start))
            if left < _LEAST_SECONDS:
                break
        return start, high


def _is_too_large(rest: Rest) -> bool:
    """Whether HiGHS could not look at all pairs in any time, and need not."""
    return len(rest.pairs) > _MOST_PAIRS and rest.groups_within_demands()


def _beginning(programme: Programme, until: float) -> Numbers:
    """A plan to begin with: of pairs none of which is weaker than need be, where the network finds it."""
    rest = programme.rest
    if rest.groups_within_demands():
        chosen, _ = evenly(rest)
        if len(chosen) == int(rest.need.sum()) or _is_too_large(rest):
            return chosen
    return _any(programme, until)


def _any(programme: Programme, until: float) -> Numbers:
    """A plan that fills all places, or as many as can be: found out in a part of the time, so that there is a plan."""
    now = time.monotonic()
    try:
        return programme.any(now + (until - now) * _FILLED)
    except (Impossible, Unfinished):
        programme.leave_empty(now + (until - now) * 2 * _FILLED)
        return programme.any(until)


def _raised(programme: Programme, start: Numbers, until: float) -> Numbers:
    """``start``, or a plan made from it whose worst-served demand is nearer to what must be kept. Takes a part of the
    time.
    """
    if not programme.poor(start).any():
        return start
    parts = Neighbourhoods(programme.rest, start, programme.served(start), programme.usable, programme.kept)
    better = parts.improve(until - (until - time.monotonic()) * (1 - _PART))
    return max(start, better, key=programme.worst)
