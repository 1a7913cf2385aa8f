"""How good an estimate of levels is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of pairs whose level is known: ``error`` is the mean absolute error of the expected level, ``exact`` the share
    of levels met, ``correlation`` Spearman's over all pairs, ``gain`` nDCG@10 over the demands with levels that
    differ (gain 2^(level−1) − 1), ``auc`` the share of well ordered couples of a pair at level 3 or above (accepted)
    and one below (declined). NaN where nothing can be said.
    """

    pairs: int
    error: float
    exact: float
    correlation: float
    gain: float
    auc: float

    @property
    def closeness(self) -> float:
        """1 / (1 + mean absolute error)."""
        return 1 / (1 + self.error)

    def as_json(self) -> dict[str, float | None]:
        """Plain values; ``None`` for what is not known."""
        names = ("pairs", "error", "exact", "correlation", "gain", "auc")
        values = {name: float(getattr(self, name)) for name in names}
        return {name: round(value, 6) if np.isfinite(value) else None for name, value in values.items()}

    @classmethod
    def from_json(cls, values: Mapping[str, float | None]) -> "Quality":
        """The inverse of ``as_json``. Raises ``KeyError`` and ``TypeError`` for something else."""
        numbers = {
            name: float("nan") if values[name] is None else float(values[name])  # type: ignore[arg-type]
            for name in ("error", "exact", "correlation", "gain", "auc")
        }
        return cls(pairs=int(values["pairs"] or 0), **numbers)


def measure(levels: Floats, good: Ints, expected: Floats, order: Floats, demands: Ints) -> Quality:
    """``levels`` 1..4 or NaN, ``good`` 1, -1 or 0 for level 3 or above; ``expected`` the estimated levels; ``order``
    rises with the fit; ``demands`` say which pairs stand side by side.
    """
    known = np.isfinite(levels)
    some = known.any()
    return Quality(
        pairs=len(levels),
        error=float(np.abs(levels - expected)[known].mean()) if some else float("nan"),
        exact=float((np.rint(expected) == levels)[known].mean()) if some else float("nan"),
        correlation=spearman(levels[known], order[known]),
        gain=mean_gain(levels[known], order[known], demands[known]),
        auc=area(good, order),
    )


def ranks(values: Floats) -> Floats:
    """From 0; equal values share their mean rank."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    mean: Floats = (ends - (counts + 1) / 2)[places]
    return mean


def spearman(one: Floats, other: Floats) -> float:
    """Spearman's rank correlation; NaN where one side is all equal."""
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def area(good: Ints, order: Floats) -> float:
    """The area under the ROC curve (Mann and Whitney)."""
    yes, no = int((good > 0).sum()), int((good < 0).sum())
    if not yes or not no:
        return float("nan")
    place = ranks(order[good != 0]) + 1
    return float((place[good[good != 0] > 0].sum() - yes * (yes + 1) / 2) / (yes * no))


def mean_gain(levels: Floats, order: Floats, demands: Ints, depth: int = 10) -> float:
    """nDCG (Järvelin and Kekäläinen 2002) of the judged pairs of a demand, over the demands whose levels differ."""
    found = []
    for demand in np.unique(demands):
        here = demands == demand
        gains = 2 ** (levels[here] - 1) - 1
        if np.ptp(gains) > 0:
            discount = 1 / np.log2(np.arange(2, 2 + min(depth, len(gains))))
            first = _shared(gains, order[here])[np.argsort(-order[here], kind="stable")][:depth]
            best = np.sort(gains)[::-1][:depth]
            found.append(float((first * discount).sum() / (best * discount).sum()))
    return float(np.mean(found)) if found else float("nan")


def _shared(gains: Floats, order: Floats) -> Floats:
    """The mean gain of all that stand at the same place: a tie is nobody's merit."""
    _, places, counts = np.unique(order, return_inverse=True, return_counts=True)
    mean: Floats = (np.bincount(places, weights=gains) / counts)[places]
    return mean


@dataclass(frozen=True, slots=True)
class Bin:
    """Estimates of a probability between two tenths: how many, their mean, and how often it came true."""

    low: float
    high: float
    count: int
    told: float
    seen: float


def reliability(probabilities: Floats, reached: NDArray[np.bool_], bins: int = 10) -> tuple[Bin, ...]:
    """Of estimates and what was judged (Murphy and Winkler 1977); empty bins are left out."""
    place = np.minimum((probabilities * bins).astype(int), bins - 1)
    found = []
    for number in range(bins):
        here = place == number
        if here.any():
            found.append(
                Bin(
                    number / bins,
                    (number + 1) / bins,
                    int(here.sum()),
                    float(probabilities[here].mean()),
                    float(reached[here].mean()),
                )
            )
    return tuple(found)


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """The expected calibration error: the mean distance of told and seen, weighted by count."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.told - one.seen) for one in bins) / total if total else float("nan")
