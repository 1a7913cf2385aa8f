"""From an instance to a plan that was checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from duijie_match.assignment.clashes import clash_of
from duijie_match.assignment.instance import Instance, Numbers
from duijie_match.assignment.integer import IntegerSolver
from duijie_match.assignment.network import NetworkSolver
from duijie_match.assignment.reference import ReferenceSolver
from duijie_match.assignment.solution import Impossible, Solution, Solver, Unfinished
from duijie_match.assignment.verifier import faults_of
from duijie_match.errors import DuijieError, Unknown
from duijie_match.wording import msg

SECONDS = 60.0
SURE = 1e-6
"""A plan whose bound is nearer than this (relative to 1 or the sum) counts as proved best."""

SOLVERS: dict[str, Callable[[], Solver]] = {
    NetworkSolver.name: NetworkSolver,
    IntegerSolver.name: IntegerSolver,
    ReferenceSolver.name: ReferenceSolver,
}


class Objective(StrEnum):
    """What makes a plan the best one."""

    TOTAL = "total"
    FAIR = "fair"


@dataclass(frozen=True, eq=False)
class Plan:
    """Who serves whom. ``chosen`` are the numbers of the pairs, rising.

    ``total`` sums their scores; ``mean`` and ``worst`` are of the demands that have a supplier: sum of scores a demand.
    ``empty`` counts the places of each demand that stayed empty. ``kept`` counts the pairs of the previous plan.
    No plan that fills as many places is worth more than ``bound`` (sum of ``Instance.weights``; under *fair*: of those
    with as good a worst-served demand), none has a worst-served demand above ``worst_bound`` (``None`` under *total*).
    ``places_bound``, ``served_bound``: more places than this no plan fills, and more demands none serves, where it was
    not settled that this one fills and serves as many as any; else ``None``.
    """

    objective: Objective
    chosen: Numbers
    total: float
    mean: float
    worst: float
    worth: float
    bound: float
    worst_bound: float | None
    empty: Numbers
    kept: int
    engine: str
    unit: float = 1.0  # what differences are small against: see ``unit_of``
    places_bound: int | None = None
    served_bound: int | None = None

    @property
    def places(self) -> int:
        """How many more decimal places than usual its sums have, because scores are tiny."""
        return max(0, int(np.ceil(-np.log10(self.unit))))

    @property
    def gap(self) -> float:
        """How much more than this plan the best one could be worth; 0 where it was proved best."""
        gap = self.bound - self.worth
        return gap if gap > SURE * max(self.unit, self.total) else 0.0

    @property
    def worst_gap(self) -> float:
        """How much more the worst-served demand could have; 0 where it was proved that it cannot, and under *total*."""
        if self.worst_bound is None:
            return 0.0
        gap = self.worst_bound - self.worst
        return gap if gap > SURE * max(self.unit, self.worst) else 0.0

    @property
    def is_proved(self) -> bool:
        """Whether no plan is better."""
        is_fullest = self.places_bound is None and self.served_bound is None
        return bool(is_fullest and self.gap == 0 and self.worst_gap == 0)


def make_plan(
    instance: Instance,
    objective: Objective | str = Objective.TOTAL,
    *,
    seconds: float = SECONDS,
    solver: str | None = None,
) -> Plan:
    """The best plan, checked by the verifier. ``solver`` is a name of ``SOLVERS``; by default the network where the
    instance is one, else the integer programme, which may use ``seconds`` and then says how far from the best its
    plan can be at most.

    Raises ``Clash`` when the wishes cannot all be met, ``Unknown`` for a solver that there is not, ``DuijieError``
    ``no-time`` when no plan was found in time and ``plan-faulty`` when the verifier refuses the plan.
    """
    objective = Objective(objective)
    try:
        solution = _solve(instance, objective, seconds, solver)
    except Impossible as error:
        raise clash_of(instance, seconds) from error
    except Unfinished as error:
        raise DuijieError(
            "no-time",
            msg("No plan was found in {seconds} {seconds:second|seconds}. Allow more with --seconds, or loosen the "
                "wishes.",
                seconds=f"{seconds:g}"),
        ) from error  # fmt: skip
    plan = describe(instance, objective, solution)
    faults = faults_of(instance, plan)
    if faults:
        raise DuijieError(
            "plan-faulty",
            msg("The plan did not stand the check and was not kept: {fault} Please report this with your lists.",
                fault=faults[0]),
        )  # fmt: skip
    return plan


def _solve(instance: Instance, objective: Objective, seconds: float, name: str | None) -> Solution:
    fair = objective is Objective.FAIR
    if name is None:
        name = NetworkSolver.name if NetworkSolver.takes(instance, fair=fair) else IntegerSolver.name
    if name not in SOLVERS:
        raise Unknown(
            "unknown_solver",
            msg("There is no solver {name}. Valid names: {names}.", name=name, names=", ".join(SOLVERS)),
        )
    solver = SOLVERS[name]()
    unit = unit_of(instance)
    if unit != 1:
        instance = replace(instance, score=instance.score / unit, stability=instance.stability / unit)
    solution = solver.fair(instance, seconds) if fair else solver.total(instance, seconds)
    worst = solution.worst_bound
    return replace(solution, bound=solution.bound * unit, worst_bound=None if worst is None else worst * unit)


def unit_of(instance: Instance) -> float:
    """A power of two by which scores are divided for the solvers, whose tolerances are made for scores of about 1: 1
    where they are no more than a thousand times larger or ten times smaller. Dividing by it loses no digit.
    """
    highest = float(instance.score.max(initial=0.0))
    return 1.0 if highest == 0 or 0.1 <= highest <= 1000 else float(2.0 ** np.ceil(np.log2(highest)))


def describe(instance: Instance, objective: Objective, solution: Solution) -> Plan:
    """The plan of a solution, unchecked."""
    chosen = solution.chosen
    demand, score = instance.demand[chosen], instance.score[chosen]
    given = np.bincount(demand, minlength=len(instance.cover))
    sums = np.bincount(demand, weights=score, minlength=len(instance.cover))[given > 0]
    total = float(score.sum())
    kept = int(instance.previous[chosen].sum())
    return Plan(
        objective,
        chosen,
        total,
        total / len(sums) if len(sums) else 0.0,
        float(sums.min()) if len(sums) else 0.0,
        total + instance.stability * kept,
        solution.bound,
        solution.worst_bound,
        instance.cover - given,
        kept,
        solution.engine,
        unit_of(instance),
        solution.places_bound,
        solution.served_bound,
    )
