"""A ranking model: what was learned from judged pairs, from what, how well, and how to use it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from duijie_match.embedding.base import Embedder
from duijie_match.errors import DuijieError
from duijie_match.learning.boosting import Trees
from duijie_match.learning.grading import Calibrated, expected_level, mean_odds, raw_of
from duijie_match.learning.kernels import Points
from duijie_match.learning.machine import Machine
from duijie_match.learning.portraits import Lens
from duijie_match.learning.quality import Quality
from duijie_match.learning.tallies import Tally
from duijie_match.ranking.calibration import Calibration
from duijie_match.wording import msg

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

MOST_DEVIATION = 4.0
"""Standard deviations at which a measured feature is cut, so that an odd pair cannot leave the known range."""


@dataclass(frozen=True, slots=True)
class Grades:
    """Of several pairs: raw score, expected level (1..4), and the probability of level 2, 3 and 4 or above."""

    raw: Floats
    expected: Floats
    chances: Floats


@dataclass(frozen=True, slots=True)
class Scale:
    """Which measured features vary, and how: mean and standard deviation of those that do."""

    kept: NDArray[np.intp]
    centre: Floats
    spread: Floats

    def apply(self, measured: Floats) -> Floats:
        """Shape (pairs, kept)."""
        return np.clip((measured[:, self.kept] - self.centre) / self.spread, -MOST_DEVIATION, MOST_DEVIATION)


def tree_inputs(decided: Floats, demands: Floats, supply: Floats, measured: Floats) -> Floats:
    """What the trees look at: decisions of the machine, tallies of both sides, measured features."""
    return np.column_stack((decided, demands, supply, measured))


def make_scale(measured: Floats) -> Scale:
    """Of the training pairs."""
    spread = measured.std(axis=0)
    kept = np.flatnonzero(spread > 1e-9)
    return Scale(kept, measured[:, kept].mean(axis=0), spread[kept])


@dataclass(frozen=True, slots=True)
class Provenance:
    """From what a model was made: ``data`` is the fingerprint of pairs and texts, ``seen`` that of each pair;
    ``versions`` name programs; ``embedder`` and ``embedder_fingerprint`` the embedding model.
    """

    embedder: str
    embedder_fingerprint: str
    data: str
    seen: tuple[str, ...]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Quality by cross-validation: of the model on pairs of known demands and of new demands, and of the untrained
    recipe and of the best constant level on the same pairs.
    """

    known: Quality
    new: Quality
    untrained: Quality
    constant: Quality

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {name: getattr(self, name).as_json() for name in ("known", "new", "untrained", "constant")}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Figures":
        """The inverse."""
        return cls(**{name: Quality.from_json(values[name]) for name in ("known", "new", "untrained", "constant")})


@dataclass(frozen=True, slots=True)
class RankingModel:
    """See the module. ``learned`` are the levels whose threshold was learned; the others keep their distance.
    ``trees`` are one set for each of them; ``tallies`` of demands and of supply.
    """

    machine: Machine
    trees: tuple[Trees, ...]
    tallies: tuple[Tally, Tally]
    calibrated: Calibrated
    lens: Lens
    scale: Scale
    calibration: Calibration
    ramp: float
    learned: tuple[int, ...]
    figures: Figures
    provenance: Provenance

    def scaled(self, measured: Floats) -> Floats:
        """Measured features as the machine sees them."""
        return self.scale.apply(measured)

    def grade(self, points: Points, places: tuple[Rows, Rows]) -> Grades:
        """What the model says of pairs; ``points.measured`` is ``scaled``, ``places`` are those of both documents in
        the tallies.
        """
        decided = self.machine.decide(points)
        told = [tally.columns(side) for tally, side in zip(self.tallies, places, strict=True)]
        inputs = tree_inputs(decided, told[0], told[1], points.measured)
        grown = np.column_stack([trees.decide(inputs) for trees in self.trees])
        logits = self.calibrated.logits(mean_odds(decided, grown))
        return Grades(raw_of(logits, self.calibration), expected_level(logits, self.ramp), special.expit(logits))

    def check_embedder(self, embedder: Embedder) -> None:
        """Raise ``DuijieError`` ``model-embedder`` when ``embedder`` is not that of the model."""
        if embedder.fingerprint != self.provenance.embedder_fingerprint:
            raise DuijieError(
                "model-embedder",
                msg(
                    "The ranking model was made with the embedding model {wanted} ({wanted_print}), not with {name} "
                    "({name_print}). Use --embedder {wanted}, or make the ranking model again with “duijie fit”.",
                    wanted=self.provenance.embedder, wanted_print=self.provenance.embedder_fingerprint,
                    name=embedder.name, name_print=embedder.fingerprint,
                ),
            )  # fmt: skip
