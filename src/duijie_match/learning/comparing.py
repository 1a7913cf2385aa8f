"""Is a model better: than the one that is there, and than what needs no learning?"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from duijie_match.embedding.base import Embedder
from duijie_match.learning.fitting import Fitted, middle_of, quality_of
from duijie_match.learning.grading import raw_of
from duijie_match.learning.labels import FAIRLY_STRONG, LEAST_PAIRS
from duijie_match.learning.model import Figures, RankingModel
from duijie_match.learning.quality import Quality, area
from duijie_match.learning.ranker import Ranker, look_at

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

RESAMPLES, SEED = 400, 20251125
MOST_CHANCE = 0.05
"""Of resamples of the demands in which a model may be no better and still count as better."""


SHARED = 0.9
"""Of the pairs that a model was learned from, those that must be judged again alike to compare on them."""


class Basis(StrEnum):
    """What two models were compared on."""

    FRESH = "fresh"
    """Pairs that the old one has not seen."""
    SHARED = "shared"
    """Pairs that both were learned from, each held back in turn."""
    SHARES = "shares"
    """Each on its own pairs, as a share of the error of always the same level there: some pairs are easier."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The mean absolute errors (or, without levels, 1 − AUC) of what was there and of a new model, on ``basis``.
    ``fresh`` counts the pairs of ``Basis.FRESH``, else 0. ``chance`` is the share of resamples of the demands in which
    the new one is no better, where that was asked.
    """

    old: float
    new: float
    fresh: int = 0
    chance: float = 0.0
    basis: Basis = Basis.FRESH

    @property
    def is_worse(self) -> bool:
        """Whether the new model is worse, by more than the figures in a file are rounded to."""
        return self.new > self.old + 1e-6

    @property
    def is_better(self) -> bool:
        """Whether the new model is better, and not by chance alone. What is not a number is no improvement."""
        return self.new < self.old and self.chance <= MOST_CHANCE


def compare(old: RankingModel, fitted: Fitted, embedder: Embedder) -> Comparison:
    """Whether ``fitted`` is better than ``old``: on the judged pairs that ``old`` has not seen when there are enough of
    them and it was made with this ``embedder``; else on those that it was learned from, by cross-validation, when
    nearly all of them are judged still; else each on its own pairs (see ``Basis``).
    """
    seen = set(old.provenance.seen)
    fresh = np.array([place for place, key in enumerate(fitted.keys) if key not in seen], np.intp)
    if len(fresh) >= LEAST_PAIRS and embedder.fingerprint == old.provenance.embedder_fingerprint:
        return _on_fresh(old, fitted, embedder, fresh)
    shared = np.array([place for place, key in enumerate(fitted.keys) if key in seen], np.intp)
    if len(shared) >= SHARED * len(seen):
        return Comparison(_worth(old.figures.known), _worth(_held_back(fitted, shared)), basis=Basis.SHARED)
    return Comparison(_share(old.figures), _share(fitted.model.figures), basis=Basis.SHARES)


def _on_fresh(old: RankingModel, fitted: Fitted, embedder: Embedder, fresh: Rows) -> Comparison:
    matcher = fitted.matcher
    ranker = Ranker(old, matcher.scorer, matcher.documents, look_at(matcher.documents, old, embedder))
    demands = fitted.rows[0][fresh]
    grades = ranker.grade(demands, fitted.rows[1][fresh])
    labels = fitted.labels.take(fresh)
    before = quality_of(
        labels, demands, np.array([one.expected_level for one in grades]), np.array([one.raw for one in grades])
    )
    return Comparison(_worth(before), _worth(_held_back(fitted, fresh)), len(fresh))


def _held_back(fitted: Fitted, rows: Rows) -> Quality:
    """The quality of a new model on some of its pairs, each graded by what was learned without it."""
    order = raw_of(fitted.known.logits[rows], fitted.model.calibration)
    return quality_of(fitted.labels.take(rows), fitted.rows[0][rows], fitted.known.expected[rows], order)


def _share(figures: Figures) -> float:
    """The error as a share of that of always the same level on the same pairs. Without levels 1 − AUC, which does not
    depend on how many are accepted.
    """
    constant = figures.constant.error
    return figures.known.error / constant if np.isfinite(constant) and constant > 0 else _worth(figures.known)


def _worth(quality: Quality) -> float:
    return quality.error if np.isfinite(quality.error) else 1 - quality.auc


def judges_by_error(fitted: Fitted) -> bool:
    """Whether enough pairs have levels to compare by the mean absolute error; else the order is compared."""
    return bool(np.isfinite(fitted.labels.levels).sum() >= LEAST_PAIRS)


def compare_untrained(fitted: Fitted) -> Comparison:
    """Whether ``fitted`` is better, on pairs of known demands, than what needs no learning – the shipped calibration,
    or always the same level, whichever is the better – and whether it would be on other demands of the kind: by a
    paired bootstrap over demands (Efron and Tibshirani 1993).
    """
    count = len(fitted.labels)
    levels, signs = fitted.labels.levels, fitted.labels.signs[:, FAIRLY_STRONG]
    expected, raw = fitted.untrained
    flat = np.full(count, middle_of(fitted.labels))
    measure: Callable[[Floats, Rows], float]
    if judges_by_error(fitted):
        told = (expected, flat, fitted.known.expected)

        def measure(estimate: Floats, rows: Rows) -> float:
            return float(np.nanmean(np.abs(levels[rows] - estimate[rows])))
    else:
        told = (raw, np.zeros(count), raw_of(fitted.known.logits, fitted.model.calibration))

        def measure(estimate: Floats, rows: Rows) -> float:
            return 1 - area(signs[rows], estimate[rows])

    whole = np.arange(count)
    plain, other, learned = (measure(estimate, whole) for estimate in told)
    best, old = (told[1], other) if other < plain else (told[0], plain)
    generator = np.random.default_rng(SEED)
    groups = [np.flatnonzero(fitted.rows[0] == demand) for demand in np.unique(fitted.rows[0])]
    worse = tried = 0
    for _ in range(RESAMPLES):
        rows = np.concatenate([groups[place] for place in generator.integers(len(groups), size=len(groups))])
        before, after = measure(best, rows), measure(told[2], rows)
        if np.isfinite(before) and np.isfinite(after):
            tried += 1
            worse += after >= before
    return Comparison(old, learned, chance=worse / tried if tried else 1.0)
