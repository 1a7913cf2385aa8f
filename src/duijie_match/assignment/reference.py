"""The oracle: every set of pairs is tried. For up to some sixteen pairs."""

from itertools import compress, product

import numpy as np

from duijie_match.assignment.instance import Instance, Numbers
from duijie_match.assignment.solution import Impossible, Solution

MOST_PAIRS = 16


class ReferenceSolver:
    """See ``Solver``. Clear, and slow on purpose: 2 to the number of pairs."""

    name = "reference"

    def total(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``."""
        best = max((_places(chosen), _worth(instance, chosen), chosen) for chosen in plans(instance))
        return Solution(_array(best[-1]), best[1], self.name)

    def fair(self, instance: Instance, seconds: float) -> Solution:
        """See ``Solver``."""
        best = max(
            (_places(chosen), _served(instance, chosen), worst_of(instance, chosen), _worth(instance, chosen), chosen)
            for chosen in plans(instance)
        )
        return Solution(_array(best[-1]), best[3], self.name, best[2])


def plans(instance: Instance) -> list[tuple[int, ...]]:
    """Every set of pairs that obeys. Raises ``Impossible`` where there is none."""
    if instance.pairs > MOST_PAIRS:
        raise ValueError(f"{instance.pairs} pairs are too many to try every plan")
    numbers = range(instance.pairs)
    every = (tuple(compress(numbers, picks)) for picks in product((False, True), repeat=instance.pairs))
    found = [chosen for chosen in every if _obeys(instance, chosen)]
    if not found:
        raise Impossible
    return found


def _obeys(instance: Instance, chosen: tuple[int, ...]) -> bool:
    if any(instance.fixed[pair] != (pair in chosen) for pair in range(instance.pairs) if instance.fixed[pair]):
        return False
    if any(instance.forbidden[pair] for pair in chosen):
        return False
    demands = [int(instance.demand[pair]) for pair in chosen]
    supplies = [int(instance.supply[pair]) for pair in chosen]
    if any(demands.count(row) > cover for row, cover in enumerate(instance.cover)):
        return False
    limits = zip(instance.least, instance.most, strict=True)
    if any(not least <= supplies.count(row) <= most for row, (least, most) in enumerate(limits)):
        return False
    groups = [] if instance.exclusive is None else [int(instance.exclusive[pair]) for pair in chosen]
    return all(groups.count(group) == 1 for group in groups if group >= 0)


def _places(chosen: tuple[int, ...]) -> int:
    return len(chosen)


def _served(instance: Instance, chosen: tuple[int, ...]) -> int:
    return len({int(instance.demand[pair]) for pair in chosen})


def worst_of(instance: Instance, chosen: tuple[int, ...]) -> float:
    """The least sum of scores of a demand, of those that are served at all; rounded, so that ties are ties."""
    sums: dict[int, float] = {}
    for pair in chosen:
        row = int(instance.demand[pair])
        sums[row] = sums.get(row, 0.0) + float(instance.score[pair])
    return round(min(sums.values(), default=0.0), 9)


def _worth(instance: Instance, chosen: tuple[int, ...]) -> float:
    return round(float(instance.weights()[list(chosen)].sum()), 9) if chosen else 0.0


def _array(chosen: tuple[int, ...]) -> Numbers:
    return np.array(chosen, dtype=np.int64)
