"""Raw scores become scores and levels."""

import math

import pytest

from duijie_match.ranking.calibration import Calibration
from duijie_match.results import Level

EASY = Calibration(weak=0.0, fairly_strong=1.0, strong=2.0)


@pytest.mark.parametrize(
    "raw, score, level, expected",
    [
        (0.0, 0.25, Level.WEAK, 1.5),
        (1.0, 0.5, Level.FAIRLY_STRONG, 2.5),
        (2.0, 0.75, Level.STRONG, 3.5),
        (-100.0, 0.0, Level.NONE, 1.0),
        (100.0, 1.0, Level.STRONG, 4.0),
        (-1e9, 0.0, Level.NONE, 1.0),
        (1e9, 1.0, Level.STRONG, 4.0),
    ],
)
def test_thresholds(raw: float, score: float, level: Level, expected: float) -> None:
    assert EASY.score(raw) == pytest.approx(score, abs=1e-9)
    assert EASY.level(raw) == level
    assert EASY.expected_level(raw) == pytest.approx(expected, abs=1e-9)


def test_between_thresholds_the_odds_change_evenly_whatever_lies_between() -> None:
    uneven = Calibration(weak=-1.0, fairly_strong=0.0, strong=4.0)
    raws = (-2.0, -1.0, -0.5, 0.0, 2.0, 4.0, 8.0)
    odds = [math.log(uneven.score(raw) / (1 - uneven.score(raw))) / math.log(3) for raw in raws]
    assert odds == pytest.approx([-2, -1, -0.5, 0, 0.5, 1, 2])
    assert [uneven.expected_level(raw) for raw in (-1.0, 0.0, 4.0)] == pytest.approx([1.5, 2.5, 3.5])


def test_just_below_a_threshold_is_the_level_below() -> None:
    assert [EASY.level(raw - 1e-9) for raw in (0.0, 1.0, 2.0)] == [Level.NONE, Level.WEAK, Level.FAIRLY_STRONG]


def test_thresholds_must_rise() -> None:
    with pytest.raises(ValueError, match="rise"):
        Calibration(weak=1.0, fairly_strong=0.5, strong=2.0)
