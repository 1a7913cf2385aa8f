"""What a solver gives back, and what every solver can do."""

from dataclasses import dataclass
from typing import Protocol

from duijie_match.assignment.instance import Instance, Numbers


class Impossible(Exception):
    """The wishes cannot all be met; ``duijie_match.assignment.clashes`` says which."""


class Unfinished(Exception):
    """No plan was found in the time given."""


@dataclass(frozen=True, eq=False)
class Solution:
    """``chosen`` are the numbers of the chosen pairs, rising; they fill as many places as any plan can, or say so.

    ``bound``: what no such plan is worth more than (sum of ``Instance.weights``; under *fair*, among the plans whose
    worst-served demand has at least what it has here). ``worst_bound``: more than this no plan gives its worst-served
    demand (sum of scores; under *fair* only). ``engine`` says who solved it. ``places_bound``, ``served_bound`` (under
    *fair*): more places than this no plan fills, and more demands no plan serves, where that was not settled in time;
    the bounds above then hold for all plans that fill, and serve, as many as this one or more.
    """

    chosen: Numbers
    bound: float
    engine: str
    worst_bound: float | None = None
    places_bound: int | None = None
    served_bound: int | None = None


class Solver(Protocol):
    """A way to make plans. Both functions raise ``Impossible``, and ``Unfinished`` when ``seconds`` run out before
    there is any plan.

    The number of places filled comes first in both: a place is left empty only where it must be.
    """

    def total(self, instance: Instance, seconds: float) -> Solution:
        """The plan of the greatest worth."""

    def fair(self, instance: Instance, seconds: float) -> Solution:
        """As many demands served at all as can be; then the plan whose worst-served demand has the most; of those
        the one of the greatest worth.
        """
