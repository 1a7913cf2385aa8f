"""Fit a ranking model to judged pairs, and say by cross-validation how good it is."""

import platform
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
from scipy import special

import duijie_match
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.documents import Document
from duijie_match.embedding.base import Embedder
from duijie_match.learning.boosting import Trees, grow
from duijie_match.learning.features import measure_pairs
from duijie_match.learning.grading import Calibrated, calibrate, expected_level, mean_odds, raw_of
from duijie_match.learning.kernels import Points
from duijie_match.learning.labels import FAIRLY_STRONG, LEAST_PAIRS, LEVELS, Labels, check_enough
from duijie_match.learning.machine import Fit, Weighing, make_folds, weigh
from duijie_match.learning.model import Figures, Provenance, RankingModel, make_scale, tree_inputs
from duijie_match.learning.pairs import choose_pairs, data_fingerprint, pair_keys, rows_of
from duijie_match.learning.portraits import develop, make_lens, sketch
from duijie_match.learning.quality import Bin, Quality, measure, reliability
from duijie_match.learning.tallies import columns_unseen, digests_of, find_digests, make_tally
from duijie_match.matcher import Matcher
from duijie_match.progress import Progress, silent
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.settings import MatchSettings

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

FOLDS = 5
MOST_PAIRS = 8000
"""Memory rises with the square of the pairs and time with the cube; of more an even choice takes part."""
RAMP = 0.05
"""How near to even odds of a threshold the expected level lies between two levels."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What models that had not seen a pair say of it: logits of the thresholds, and the expected level."""

    logits: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model and what is known about it. ``keys`` are the fingerprints of the pairs of ``labels``; ``known`` and
    ``new`` are said by models without the pair's fold, of pairs and of demands; ``untrained`` are expected level and
    raw score by the shipped calibration; ``left_out`` counts judged pairs beyond ``MOST_PAIRS``.
    """

    model: RankingModel
    matcher: Matcher
    labels: Labels
    keys: tuple[str, ...]
    rows: tuple[Rows, Rows]
    known: Unseen
    new: Unseen
    untrained: tuple[Floats, Floats]
    left_out: int

    def bins(self, place: int) -> tuple[Bin, ...]:
        """How the probabilities of ``LEVELS[place]`` or above came true on new demands."""
        signs = self.labels.signs[:, place]
        return reliability(special.expit(self.new.logits[signs != 0, place]), signs[signs != 0] > 0)


def fingerprint_of(labels: Labels, demands: Sequence[Document], supply: Sequence[Document]) -> str:
    """The fingerprint of the data that a model of these labels would carry, without making it."""
    keys = pair_keys(labels, demands, supply)
    chosen = choose_pairs(keys, MOST_PAIRS)
    return data_fingerprint(labels.take(chosen), [keys[place] for place in chosen.tolist()])


def fit_model(
    labels: Labels,
    demands: Sequence[Document],
    supply: Sequence[Document],
    *,
    embedder: Embedder,
    settings: MatchSettings | None = None,
    lexicon: Lexicon = EMPTY,
    progress: Progress = silent,
) -> Fitted:
    """Learn from ``labels``, which name documents of both lists. Raises ``DuijieError`` ``too-little``.

    The same labels, lists and embedder give the same model.
    """
    settings = settings or MatchSettings()
    keys = pair_keys(labels, demands, supply)
    chosen = choose_pairs(keys, MOST_PAIRS)
    left_out = len(labels) - len(chosen)
    labels, keys = labels.take(chosen), tuple(keys[place] for place in chosen.tolist())
    check_enough(labels)
    matcher = Matcher.build(demands, supply, embedder=embedder, settings=settings, lexicon=lexicon, progress=progress)
    sketches = (sketch(demands, embedder, progress), sketch(supply, embedder, progress))
    lens = make_lens(sketches, embedder, settings)
    portraits = (develop(sketches[0], lens), develop(sketches[1], lens))
    outlines = (sketches[0].outline, sketches[1].outline)
    rows = rows_of(labels, demands, supply)
    progress("learning", 0, 0)
    measured = measure_pairs(matcher.scorer, (demands, supply), outlines, portraits, rows)
    scale = make_scale(measured)
    used = [np.unique(side, return_inverse=True) for side in rows]
    points = Points(
        portraits[0].rows(used[0][0]),
        portraits[1].rows(used[1][0]),
        (used[0][1].astype(np.intp), used[1][1].astype(np.intp)),
        scale.apply(measured),
    )
    learnable = labels.learnable()
    signs = labels.signs[:, learnable]
    digests = tuple(np.unique(digests_of([side[row] for row in set(of.tolist())])) for side, of in zip(
        (demands, supply), rows, strict=True))  # fmt: skip
    places = tuple(
        find_digests(known, [side[row] for row in of.tolist()])
        for known, side, of in zip(digests, (demands, supply), rows, strict=True)
    )
    fit = Fit(points, signs, _weighing(points, signs, labels.weights), labels.weights)
    calibration = Calibration()
    studied = _Studied(fit, labels, learnable, tuple(zip(digests, places, strict=True)), points.measured)
    known, new, trees, calibrated = _cross_validate(studied, keys, calibration)
    untrained = np.array([match.expected_level for match in matcher.score(labels.pairs, marks=False)], np.float64)
    raw = measured[:, 0]
    model = RankingModel(
        machine=fit.machine(),
        trees=trees,
        tallies=(make_tally(digests[0], places[0], signs), make_tally(digests[1], places[1], signs)),
        calibrated=calibrated,
        lens=lens,
        scale=scale,
        calibration=calibration,
        ramp=RAMP,
        learned=tuple(LEVELS[place] for place in learnable),
        figures=Figures(
            known=quality_of(labels, rows[0], known.expected, raw_of(known.logits, calibration)),
            new=quality_of(labels, rows[0], new.expected, raw_of(new.logits, calibration)),
            untrained=quality_of(labels, rows[0], untrained, raw),
            constant=quality_of(labels, rows[0], np.full(len(labels), middle_of(labels)), np.zeros(len(labels))),
        ),
        provenance=Provenance(
            embedder=embedder.name,
            embedder_fingerprint=embedder.fingerprint,
            data=data_fingerprint(labels, keys),
            seen=tuple(sorted(keys)),
            versions={
                "duijie": duijie_match.__version__,
                "python": platform.python_version(),
                "numpy": np.__version__,
                "scipy": scipy.__version__,
            },
        ),
    )
    return Fitted(model, matcher, labels, keys, rows, known, new, (untrained, raw), left_out)


def _weighing(points: Points, signs: NDArray[np.int8], sure: Floats) -> Weighing:
    """By the pairs that say all thresholds, or else by the threshold that most pairs say."""
    told = signs != 0
    whole = np.flatnonzero(told.all(axis=1))
    if len(whole) >= max(LEAST_PAIRS, told.sum(axis=0).max() // 2):
        return weigh(points.take(whole), signs[whole], sure[whole])
    column = int(told.sum(axis=0).argmax())
    some = np.flatnonzero(told[:, column])
    return weigh(points.take(some), signs[some][:, [column]], sure[some])


@dataclass(frozen=True, slots=True)
class _Studied:
    """What cross-validation works on; ``sides`` are the digests of the documents and each pair's place in them."""

    fit: Fit
    labels: Labels
    learnable: tuple[int, ...]
    sides: tuple[tuple[NDArray[np.uint64], Rows], ...]
    measured: Floats

    @property
    def signs(self) -> NDArray[np.int8]:
        """Of the learnable thresholds."""
        return self.labels.signs[:, self.learnable]

    def take(self, chosen: Rows) -> "_Studied":
        """Some of the pairs, as if there were no others."""
        sides = tuple((digests, places[chosen]) for digests, places in self.sides)
        return _Studied(self.fit.take(chosen), self.labels.take(chosen), self.learnable, sides, self.measured[chosen])

    def unseen(self, folds: Rows) -> tuple[Floats, Floats]:
        """What the machine decides of pairs whose fold it has not seen, and all that trees may look at then."""
        decided = self.fit.unseen(folds)
        tallies = [columns_unseen(digests, places, self.signs, folds) for digests, places in self.sides]
        return decided, tree_inputs(decided, tallies[0], tallies[1], self.measured)

    def grow(self, inputs: Floats) -> tuple[Trees, ...]:
        """Trees for each threshold, from the pairs that say it."""
        found = []
        for column in range(len(self.learnable)):
            known = np.flatnonzero(self.signs[:, column])
            found.append(grow(inputs[known], self.signs[known, column] > 0, self.labels.weights[known]))
        return tuple(found)

    def odds(self, folds: Rows, within: Rows, unseen: tuple[Floats, Floats]) -> Floats:
        """The mean odds of each pair by a machine and trees that know nothing of its fold, of what was found ``unseen``
        by these folds. Trees are told what was decided by the folds ``within`` of the other pairs alone: else what is
        missing from the sums of others would tell them the very label that is held back.
        """
        decided, inputs = unseen
        grown = np.zeros_like(decided)
        for fold in np.unique(folds):
            inside, outside = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
            others = self.take(outside)
            trees = others.grow(others.unseen(within[outside])[1])
            grown[inside] = np.column_stack([one.decide(inputs[inside]) for one in trees])
        return mean_odds(decided, grown)


def _cross_validate(
    studied: _Studied, keys: Sequence[str], calibration: Calibration
) -> tuple[Unseen, Unseen, tuple[Trees, ...], Calibrated]:
    """What is said of pairs unseen and of demands unseen; and the trees and temperatures of the model itself.

    Trees and temperatures learn from what was said of pairs unseen, as the model will use them, and of each fold only
    from what lies outside it; trees from what was said without it, too.
    """
    distance = (calibration.weak, calibration.fairly_strong, calibration.strong)
    labels, learnable = studied.labels, studied.learnable
    by_pair = make_folds(keys, FOLDS)
    by_demand = make_folds([demand for demand, _ in labels.pairs], FOLDS)
    unseen = studied.unseen(by_pair)
    odds = studied.odds(by_pair, by_pair, unseen)

    def graded(folds: Rows, told: Floats) -> Unseen:
        logits = np.zeros((len(labels), len(LEVELS)))
        for fold in np.unique(folds):
            inside = folds == fold
            temperatures = calibrate(odds[~inside], labels.signs[~inside], learnable, distance)
            logits[inside] = temperatures.logits(told[inside])
        return Unseen(logits, expected_level(logits, RAMP))

    known = graded(by_pair, odds)
    new = graded(by_demand, studied.odds(by_demand, by_pair, studied.unseen(by_demand)))
    trees = studied.grow(unseen[1])
    return known, new, trees, calibrate(odds, labels.signs, learnable, distance)


def quality_of(labels: Labels, demands: Rows, expected: Floats, order: Floats) -> Quality:
    """Of estimates of these pairs; ``demands`` are their rows."""
    return measure(labels.levels, labels.signs[:, FAIRLY_STRONG], expected, order, demands)


def middle_of(labels: Labels) -> float:
    """The level of least absolute error for all, or NaN where none is known."""
    levels = labels.levels
    return float(np.nanmedian(levels)) if np.isfinite(levels).any() else float("nan")
