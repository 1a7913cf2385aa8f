"""What every solver must do. Inherit and give ``solver``."""

import numpy as np
import pytest

from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import Objective, describe
from duijie_match.assignment.solution import Impossible, Solution, Solver
from duijie_match.assignment.verifier import faults_of

SECONDS = 20.0


def small_instance(**changes: object) -> Instance:
    """Three demands and three rows of supply, one for each."""
    given: dict[str, object] = {
        "demand": [0, 0, 1, 1, 2, 2],
        "supply": [0, 1, 0, 2, 1, 2],
        "score": [0.9, 0.5, 0.6, 1.2, 0.4, 0.1],
        "cover": 1,
        "most": 1,
        "demands": 3,
        "supplies": 3,
    }
    return make_instance(**{**given, **changes})  # type: ignore[arg-type]  # a table of arguments


class SolverConformance:
    """Tests of the solver seam."""

    solver: type[Solver]

    def solved(self, instance: Instance, objective: Objective) -> Solution:
        """The checked solution."""
        solver = self.solver()
        fair = objective is Objective.FAIR
        solution = solver.fair(instance, SECONDS) if fair else solver.total(instance, SECONDS)
        assert faults_of(instance, describe(instance, objective, solution)) == []
        return solution

    def worth(self, instance: Instance, objective: Objective) -> float:
        """What the solution is worth; its bound says that none is worth more."""
        solution = self.solved(instance, objective)
        worth = float(instance.weights()[solution.chosen].sum())
        assert solution.bound == pytest.approx(worth, abs=1e-5)
        return worth

    def test_the_greatest_sum(self) -> None:
        assert self.worth(small_instance(), Objective.TOTAL) == pytest.approx(2.5)

    def test_the_worst_served_first(self) -> None:
        instance = small_instance(score=[0.9, 0.5, 0.6, 1.2, 0.1, 0.3])
        assert self.worth(instance, Objective.TOTAL) == pytest.approx(2.2)
        solution = self.solved(instance, Objective.FAIR)
        assert solution.worst_bound == pytest.approx(0.3)
        assert solution.chosen.tolist() == [1, 2, 5]

    def test_a_place_is_filled_even_where_that_costs_sum(self) -> None:
        instance = make_instance([0, 0, 1], [0, 1, 0], [0.9, 0.1, 0.2], cover=1, most=1)
        assert self.solved(instance, Objective.TOTAL).chosen.tolist() == [1, 2]

    def test_who_cannot_be_served_is_left_out(self) -> None:
        instance = small_instance(most=[1, 1, 0])
        assert len(self.solved(instance, Objective.TOTAL).chosen) == 2
        assert len(self.solved(instance, Objective.FAIR).chosen) == 2

    def test_fixed_and_forbidden(self) -> None:
        fixed = np.array([False, True, False, False, False, False])
        forbidden = np.array([False, False, True, False, False, False])
        instance = small_instance(fixed=fixed, forbidden=forbidden, most=2)
        assert self.solved(instance, Objective.TOTAL).chosen.tolist() == [1, 3, 4]

    def test_least_loads(self) -> None:
        instance = small_instance(least=[0, 2, 0], most=3)
        assert self.solved(instance, Objective.TOTAL).chosen.tolist() == [1, 3, 4]

    def test_what_cannot_be(self) -> None:
        instance = small_instance(least=[0, 3, 0], most=3)
        for objective in Objective:
            with pytest.raises(Impossible):
                self.solved(instance, objective)

    def test_pairs_that_exclude_each_other(self) -> None:
        instance = make_instance(
            [0, 0, 0], [0, 1, 2], [0.9, 0.8, 0.1], cover=2, most=1, exclusive=[7, 7, -1], demands=1
        )
        assert self.solved(instance, Objective.TOTAL).chosen.tolist() == [0, 2]

    def test_the_previous_plan_stays_where_little_is_lost(self) -> None:
        previous = np.array([False, True, False, True, False, False])
        scores = [0.52, 0.5, 0.6, 0.9, 0.1, 0.1]
        for stability, expected in ((0.0, [0, 3, 4]), (0.1, [1, 3])):
            instance = small_instance(
                score=scores, previous=previous, stability=stability, most=[1, 1, 1], cover=[1, 1, 0]
            )
            assert self.solved(instance, Objective.TOTAL).chosen.tolist() == [pair for pair in expected if pair != 4]

    def test_nothing_to_choose_from(self) -> None:
        instance = make_instance([], [], [], cover=1, most=1, demands=2, supplies=2)
        for objective in Objective:
            assert self.solved(instance, objective).chosen.tolist() == []

    def test_the_same_twice(self) -> None:
        instance = small_instance(score=[0.5] * 6)
        first, second = (self.solved(instance, Objective.TOTAL).chosen.tolist() for _ in range(2))
        assert first == second
