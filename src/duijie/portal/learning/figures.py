"""What is told of a ranking model: its figures before and after, and its reliability, as rows for page and workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.matching.judging import SIGNALS
from duijie.matching.models import RankingModel
from duijie.portal.matching.labels import LEVELS

KINDS: dict[str, Any] = {
    "untrained": _("Before: the shipped calibration"),
    "constant": _("Always the same level"),
    "known": _("After: further candidates of known demands"),
    "new": _("After: new demands"),
}
READINGS: dict[str, Any] = {
    "error": _("Mean absolute error of the level (0 is best)"),
    "exact": _("Share of levels met exactly"),
    "correlation": _("Rank correlation of score and level"),
    "gain": _("nDCG@10 over demands"),
    "auc": _("Share of couples in the right order"),
}
"""The names of ``duijie_match.learning.quality.Quality``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure in the order of ``KINDS``; None where nothing can be said."""

    label: Any
    values: tuple[float | None, ...]


def readings(model: RankingModel) -> list[Reading]:
    """The figures before and after, one below the other."""
    return [
        Reading(label, tuple(model.figures.get(kind, {}).get(name) for kind in KINDS))
        for name, label in READINGS.items()
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """Of a level or above: estimates between two tenths, how many, their mean, and how often they came true."""

    level: int
    label: Any
    low: float
    high: float
    count: int
    told: float
    seen: float


def reliability(model: RankingModel) -> list[Told]:
    """All bins, level by level, the lowest first."""
    return [
        Told(int(level), LEVELS[int(level)], *one)
        for level, found in sorted(model.reliability.items())
        for one in found["bins"]
    ]


def learned_from(model: RankingModel) -> Iterator[tuple[Any, int]]:
    """What its pairs were told by, and how many."""
    for signal in SIGNALS:
        if model.signals.get(signal.key):
            yield signal.label, model.signals[signal.key]


def doubt(model: RankingModel) -> bool:
    """Whether it is no better on new demands than before: then expect it to help with known demands only."""
    measure = "error" if model.compared.get("measure") == "error" else "auc"
    before, after = (model.figures.get(kind, {}).get(measure) for kind in ("untrained", "new"))
    if before is None or after is None:
        return False
    return bool(after >= before) if measure == "error" else bool(after <= before)
