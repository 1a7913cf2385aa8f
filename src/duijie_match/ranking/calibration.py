"""From the raw score to the four levels.

Three thresholds on the raw score carry everything: weak, fairly strong and strong begin there. ``score`` is a
logistic of a broken line through them, so
that it is strictly monotone in raw and reads the same everywhere: below .25 none, from .25 weak, from .5 fairly
strong, from .75 strong.
"""

import math
from dataclasses import dataclass

import numpy as np

from duijie_match.results import Level

SCORE_KNOTS = (0.25, 0.5, 0.75)
_LOGITS = tuple(math.log(p / (1 - p)) for p in SCORE_KNOTS)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The raw scores at which weak, fairly strong and strong begin."""

    weak: float = -0.20
    fairly_strong: float = 0.05
    strong: float = 0.40

    def __post_init__(self) -> None:
        if not self.weak < self.fairly_strong < self.strong:
            raise ValueError("thresholds must rise")

    def score(self, raw: float) -> float:
        """0..1, strictly monotone in ``raw`` (as far as floating point can tell)."""
        knots = (self.weak, self.fairly_strong, self.strong)
        if raw <= knots[1]:
            low, high, first = knots[0], knots[1], 0
        else:
            low, high, first = knots[1], knots[2], 1
        step = _LOGITS[first + 1] - _LOGITS[first]
        logit = _LOGITS[first] + (raw - low) / (high - low) * step
        return 1 / (1 + math.exp(-max(-700.0, min(700.0, logit))))

    def level(self, raw: float) -> Level:
        """The level: the median of the levels that officers would give."""
        reached = sum(raw >= knot for knot in (self.weak, self.fairly_strong, self.strong))
        return Level(1 + reached)

    def expected_level(self, raw: float) -> float:
        """1..4, the interpolated median, which is the estimate with the least absolute error; halves are the
        thresholds.
        """
        return float(np.interp(self.score(raw), (0.0, *SCORE_KNOTS, 1.0), (1.0, 1.5, 2.5, 3.5, 4.0)))
