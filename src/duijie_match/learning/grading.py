"""From what the machine decides to probabilities, and from probabilities to one number and an expected level."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import special

from duijie_match.learning.labels import LEVELS
from duijie_match.ranking.calibration import Calibration

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]

STEP = 0.25
"""Of raw score by which the odds below weak and above strong change e-fold; between, two thresholds say it."""
PRIOR = 4.0
"""Weight of a temperature of 1 on the logarithmic scale: few pairs cannot claim certainty."""
PULL = 0.125
"""Weight of the shipped distance of a threshold, as of a deviation of 2 in log odds. Judgement."""
FARTHEST = 20.0  # from the shipped distance, in log odds


def mean_odds(decided: Floats, grown: Floats) -> Floats:
    """The mean of the log odds that the machine and the trees give. The machine decides between −1 and 1, which is
    2 · probability − 1, and whose log odds are about twice that.
    """
    return (2 * decided + grown) / 2


@dataclass(frozen=True, slots=True)
class Calibrated:
    """How log odds become those of all thresholds: ``source[k]`` is the learned threshold that the k-th is taken from,
    ``factor`` its temperature (Guo et al. 2017), ``shift`` its distance. A temperature moves no decision.
    """

    source: NDArray[np.intp]
    factor: Floats
    shift: Floats

    def logits(self, odds: Floats) -> Floats:
        """Shape (pairs, thresholds); never rising from one threshold to the next."""
        logits = odds[:, self.source] * self.factor + self.shift
        return -np.sort(-logits, axis=1)


def calibrate(odds: Floats, signs: Signs, learnable: Sequence[int], distance: Sequence[float]) -> Calibrated:
    """``odds`` of the ``learnable`` thresholds, a column each, and ``signs`` (1, -1, 0 unknown) of all thresholds.

    The others have too few pairs on one side to be learned. They stand at their ``distance`` from the nearest learned
    one, in raw score of the shipped calibration, moved as far as their pairs speak against it: where 500 pairs were
    judged and none is strong, few are.
    """
    factors = [temperature(odds[:, column], signs[:, place]) for column, place in enumerate(learnable)]
    source, factor, shift = [], [], []
    for place in range(len(LEVELS)):
        near = min(learnable, key=lambda other: (abs(other - place), other))
        source.append(learnable.index(near))
        factor.append(factors[source[-1]])
        shipped = -(distance[place] - distance[near]) / STEP
        shift.append(shipped if place == near else moved(shipped, odds[:, source[-1]] * factor[-1], signs[:, place]))
    return Calibrated(np.array(source, np.intp), np.array(factor), np.array(shift))


def temperature(odds: Floats, signs: Signs) -> float:
    """The factor under which what happened is most probable, drawn towards 1."""
    known = signs != 0
    turned = odds[known] * signs[known]

    def loss(logarithm: float) -> float:
        return float(np.logaddexp(0, -turned * np.exp(logarithm)).sum()) + PRIOR * logarithm**2

    found = scipy.optimize.minimize_scalar(loss, bounds=(-3.0, 3.0), method="bounded")
    return float(np.exp(found.x))


def moved(shipped: float, odds: Floats, signs: NDArray[np.int8]) -> float:
    """What is added to ``odds`` so that what happened is most probable, drawn towards ``shipped``."""
    known = signs != 0
    if not known.any():
        return shipped

    def loss(shift: float) -> float:
        return float(np.logaddexp(0, -(odds[known] + shift) * signs[known]).sum()) + PULL * (shift - shipped) ** 2

    bounds = (shipped - FARTHEST, shipped + FARTHEST)
    return float(scipy.optimize.minimize_scalar(loss, bounds=bounds, method="bounded").x)


def raw_of(logits: Floats, calibration: Calibration) -> Floats:
    """One number a pair on the scale of ``calibration``, so that its levels are the median levels: the place between
    the last threshold that is more likely reached than not and the next, by their odds.
    """
    weak, fair, strong = logits.T
    knots = (calibration.weak, calibration.fairly_strong, calibration.strong)
    with np.errstate(divide="ignore", invalid="ignore"):
        first = knots[0] + (knots[1] - knots[0]) * np.nan_to_num(weak / (weak - fair))
        second = knots[1] + (knots[2] - knots[1]) * np.nan_to_num(fair / (fair - strong))
    raw = np.where(weak < 0, np.minimum(knots[0] + STEP * weak, np.nextafter(knots[0], -1)), 0.0)
    raw = np.where((weak >= 0) & (fair < 0), np.minimum(first, np.nextafter(knots[1], -1)), raw)
    raw = np.where((fair >= 0) & (strong < 0), np.minimum(second, np.nextafter(knots[2], -1)), raw)
    result: Floats = np.where(strong >= 0, knots[2] + STEP * strong, raw)
    return result


def expected_level(logits: Floats, ramp: float) -> Floats:
    """The median level, which has the least absolute error; within ``ramp`` of even odds of a threshold something
    between, where the median is anybody's guess.
    """
    away = special.expit(logits) - 0.5
    steps = (logits >= 0).astype(np.float64) if ramp <= 0 else np.clip(0.5 + away / (2 * ramp), 0, 1)
    result: Floats = 1 + steps.sum(axis=1)
    return result
