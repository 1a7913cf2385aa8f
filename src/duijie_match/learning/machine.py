"""The machine that learns: a Gaussian process on signs for each threshold, all with one kernel.

With squared errors everything that is needed has a closed form (Rasmussen and Williams 2006, chapters 2 and 5): the
fit is one inverse, its evidence has a gradient by which the kernels are weighed, and what the fit would say about pairs
that it had not seen – one fold or one demand at a time – follows from the same inverse.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import linalg

from duijie_match.learning.kernels import Points, each_gram, gram

Floats = NDArray[np.float64]
Signs = NDArray[np.int8]
Rows = NDArray[np.intp]

MOST_WEIGHED = 1500
"""Pairs on which the kernels are weighed; ten numbers need no more."""
STEPS = 60
SMALL = 0.01
"""Kernels with a smaller share of the weights are left out: they change nothing and cost time at every match."""
LEAST_NOISE = 1e-6
"""Against the sum of the weights: judgements that follow a rule without exception would leave none, and no inverse."""
MIRRORED = 1024
"""Rows of a matrix that are copied to its other half at a time."""
FIRST_WEIGHT, FIRST_NOISE = 0.3, 0.3
SPREAD = 3.0
"""Of the logarithm of a weight around its first value, before anything was seen: e^±3 is nearly anything."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A weight for each kernel, and the variance of the noise."""

    weights: Mapping[str, float]
    noise: float


def weigh(points: Points, signs: Signs, sure: Floats | None = None) -> Weighing:
    """The weights under which the signs of ``points`` are most probable, by L-BFGS over their logarithms. ``sure`` are
    the weights of the pairs; all 1 unless told.
    """
    places = _spread_out(len(points), MOST_WEIGHED)
    targets = _standard(signs[places].astype(np.float64))
    doubt = np.ones(len(places)) if sure is None else 1 / sure[places]
    grams = each_gram(points.take(places))
    names = list(grams)
    first = np.log([FIRST_WEIGHT] * len(names) + [FIRST_NOISE])

    def evidence(logs: Floats) -> tuple[float, Floats]:
        values = np.exp(logs)
        whole = np.einsum("k,kij->ij", values[:-1], stack)
        whole[np.diag_indices_from(whole)] += values[-1] * doubt
        try:
            inverse, size = _inverse_of(whole)
        except linalg.LinAlgError:
            return 1e300, np.zeros_like(logs)
        solved = inverse @ targets
        columns = targets.shape[1]
        surprise = 0.5 * float((targets * solved).sum()) + 0.5 * columns * size
        slope = columns * inverse - solved @ solved.T
        slopes = 0.5 * np.append(np.einsum("ij,kij->k", slope, stack), np.diag(slope) @ doubt) * values
        away = (logs - first) / SPREAD
        return surprise + 0.5 * float(away @ away), slopes + away / SPREAD

    stack = np.stack([grams[name] for name in names])
    found = scipy.optimize.minimize(evidence, first, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    values = np.exp(found.x)
    kept = np.where(values[:-1] < SMALL * values[:-1].sum(), 0.0, values[:-1])
    noise = max(float(values[-1]), LEAST_NOISE * float(kept.sum()))
    return Weighing(dict(zip(names, kept.tolist(), strict=True)), noise)


def _spread_out(count: int, most: int) -> Rows:
    """``most`` of ``count`` places, evenly, without chance."""
    if count <= most:
        return np.arange(count)
    return (np.arange(most) * count // most).astype(np.intp)


def _standard(values: Floats) -> Floats:
    values = values - values.mean(axis=0)
    result: Floats = values / np.maximum(values.std(axis=0), 1e-9)
    return result


@dataclass(frozen=True, slots=True)
class Machine:
    """What was learned: for each threshold ``means[k]`` plus likeness to the ``points`` times ``coefficients[:, k]``.
    Positive where a pair reaches the threshold.
    """

    weighing: Weighing
    points: Points
    means: Floats
    coefficients: Floats

    def decide(self, points: Points) -> Floats:
        """Shape (points, thresholds)."""
        return self.means + gram(points, self.points, self.weighing.weights) @ self.coefficients


class Fit:
    """One fit of all pairs, and what fits without some of them would say. ``sure`` as in ``weigh``."""

    def __init__(
        self,
        points: Points,
        signs: Signs,
        weighing: Weighing,
        sure: Floats | None = None,
        whole: Floats | None = None,
    ) -> None:
        """``whole`` is the likeness of all ``points``, where it is known."""
        self._points, self._signs, self._weighing = points, signs, weighing
        self._sure = np.ones(len(points)) if sure is None else sure
        self._noise = weighing.noise / self._sure
        self._whole = gram(points, points, weighing.weights) if whole is None else whole
        self._inverses: dict[bytes, tuple[Rows, Floats]] = {}

    def take(self, chosen: Rows) -> "Fit":
        """A fit of some of the pairs, by the same weights."""
        whole = self._whole[np.ix_(chosen, chosen)]
        return Fit(self._points.take(chosen), self._signs[chosen], self._weighing, self._sure[chosen], whole)

    def machine(self) -> Machine:
        """Of all pairs."""
        count = self._signs.shape[1]
        means, coefficients = np.zeros(count), np.zeros((len(self._points), count))
        for place in range(count):
            rows, inverse = self._inverse(place)
            signs = self._signs[rows, place].astype(np.float64)
            means[place] = signs.mean()
            coefficients[rows, place] = inverse @ (signs - means[place])
        return Machine(self._weighing, self._points, means, coefficients)

    def unseen(self, folds: Rows) -> Floats:
        """For each pair what a fit without its fold decides; shape (pairs, thresholds). ``folds`` are numbers."""
        decided = np.zeros(self._signs.shape)
        for place in range(self._signs.shape[1]):
            rows, inverse = self._inverse(place)
            signs = self._signs[rows, place].astype(np.float64)
            for fold in np.unique(folds):
                inside = folds[rows] == fold
                if inside.all():
                    continue  # nobody outside says anything: undecided
                mean = float(signs[~inside].mean())
                solved = inverse @ (signs - mean)
                here = np.flatnonzero(inside)
                if len(here):
                    rest = linalg.solve(inverse[np.ix_(here, here)], solved[here], assume_a="pos")
                    decided[rows[here], place] = signs[here] - rest
                self._guess_unknown(decided, place, folds == fold, rows[~inside], mean)
        return decided

    def _guess_unknown(self, decided: Floats, place: int, fold: NDArray[np.bool_], seen: Rows, mean: float) -> None:
        """Pairs of the fold whose sign at this threshold is not known: decided by all that are."""
        open_ = np.flatnonzero(fold & (self._signs[:, place] == 0))
        if len(open_):
            whole = self._whole[np.ix_(seen, seen)] + np.diag(self._noise[seen])
            signs = self._signs[seen, place].astype(np.float64)
            solved = linalg.solve(whole, signs - mean, assume_a="pos")
            decided[open_, place] = mean + self._whole[np.ix_(open_, seen)] @ solved

    def _inverse(self, place: int) -> tuple[Rows, Floats]:
        """The pairs whose sign is known, and the inverse of their kernel with noise; thresholds share it."""
        known = self._signs[:, place] != 0
        key = known.tobytes()
        if key not in self._inverses:
            rows = np.flatnonzero(known)
            whole = self._whole[np.ix_(rows, rows)]
            whole[np.diag_indices_from(whole)] += self._noise[rows]
            self._inverses[key] = (rows, _inverse_of(whole)[0])
        return self._inverses[key]


def _inverse_of(whole: Floats) -> tuple[Floats, float]:
    """Of a symmetric, positive definite matrix, which is overwritten, with the logarithm of its determinant: by
    Cholesky, half the work of LU, and in the memory of the matrix. Raises ``LinAlgError``.
    """
    if not len(whole):
        return whole, 0.0
    # LAPACK works in place on columns; of a symmetric matrix rows and columns are the same.
    root, failed = linalg.lapack.dpotrf(whole.T, lower=1, overwrite_a=1)
    if failed:
        raise linalg.LinAlgError("not positive definite")
    size = 2 * float(np.log(np.diag(root)).sum())
    inverse: Floats = linalg.lapack.dpotri(root, lower=1, overwrite_c=1)[0]
    for start in range(0, len(inverse), MIRRORED):  # it gives the lower half only
        stop = start + MIRRORED
        corner = inverse[start:stop, start:stop]
        corner[:] = np.tril(corner) + np.tril(corner, -1).T
        inverse[start:stop, stop:] = inverse[stop:, start:stop].T
    return inverse, size


def make_folds(keys: Sequence[str], count: int) -> Rows:
    """A fold for each key, equal keys together, about equally many keys in each; by the content of the keys, never by
    chance or order.
    """
    names = sorted(set(keys), key=lambda key: hashlib.blake2b(key.encode("utf-8", "surrogatepass")).digest())
    number = {name: place % count for place, name in enumerate(names)}
    return np.array([number[key] for key in keys], np.intp)
