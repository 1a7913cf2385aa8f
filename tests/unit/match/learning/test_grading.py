"""Probabilities to one number and levels."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duijie_match.learning.grading import PULL, STEP, calibrate, expected_level, mean_odds, moved, raw_of, temperature
from duijie_match.ranking.calibration import Calibration

LOGITS = st.lists(st.floats(-30, 30), min_size=3, max_size=3).map(lambda values: sorted(values, reverse=True))
DISTANCE = (-0.2, 0.05, 0.4)


@given(LOGITS)
@example([-1e-20, -1.0, -2.0])  # lost in the sum with a threshold, and below it even so
@example([1.0, -1e-20, -2.0])
@example([2.0, 1.0, -1e-20])
def test_the_level_of_the_raw_score_is_the_median_level(logits: list[float]) -> None:
    raw = float(raw_of(np.array([logits]), Calibration())[0])
    assert int(Calibration().level(raw)) == 1 + sum(logit >= 0 for logit in logits)


def test_the_raw_score_lies_between_its_thresholds_by_their_odds() -> None:
    weak, fair, strong = Calibration().weak, Calibration().fairly_strong, Calibration().strong
    rows = [(-2, -3, -4), (1, -1, -2), (1, -3, -9), (2, 1, -1), (9, 1, -3), (9, 8, 2),
            (0, -1, -2), (1, 0, -1), (2, 1, 0)]  # fmt: skip
    wanted = [weak - 2 * STEP, (weak + fair) / 2, weak + (fair - weak) / 4, (fair + strong) / 2,
              fair + (strong - fair) / 4, strong + 2 * STEP, weak, fair, strong]  # fmt: skip
    assert raw_of(np.array(rows, float), Calibration()) == pytest.approx(wanted)


@given(LOGITS, st.integers(0, 2), st.floats(0, 5))
def test_more_probable_is_never_lower(logits: list[float], place: int, more: float) -> None:
    higher = list(logits)
    higher[place] += more
    rows = np.array([logits, sorted(higher, reverse=True)])
    for values in (raw_of(rows, Calibration()), expected_level(rows, 0.05)):
        assert values[1] >= values[0] - 1e-12
        assert np.isfinite(values).all()


@given(LOGITS)
def test_the_expected_level_is_the_median_but_for_even_odds(logits: list[float]) -> None:
    rows = np.array([logits])
    median = 1 + sum(logit >= 0 for logit in logits)
    assert expected_level(rows, 0.0)[0] == median
    assert abs(expected_level(rows, 0.05)[0] - median) <= 0.5 * sum(abs(logit) < 0.21 for logit in logits) + 1e-9


def test_the_median_has_the_least_absolute_error() -> None:
    chances = np.array([0.9, 0.6, 0.3])
    shares = -np.diff(np.concatenate(([1.0], chances, [0.0])))
    tried = np.linspace(1, 4, 301)
    errors = np.abs(tried[:, None] - np.arange(1, 5)[None, :]) @ shares
    logits = np.log(chances / (1 - chances))[None, :]
    assert expected_level(logits, 0.05)[0] == pytest.approx(tried[errors.argmin()])


def drawn(odds: np.ndarray, seed: int) -> np.ndarray:
    return np.where(np.random.default_rng(seed).random(odds.shape) < 1 / (1 + np.exp(-odds)), 1, -1).astype(np.int8)


def test_the_temperature_of_boasting_odds_is_found() -> None:
    odds = np.random.default_rng(3).normal(size=5000) * 2
    assert temperature(3 * odds, drawn(odds, 4)) == pytest.approx(1 / 3, rel=0.1)
    assert temperature(odds / 2, drawn(odds, 5)) == pytest.approx(2, rel=0.1)


def test_few_pairs_that_all_agree_do_not_claim_certainty() -> None:
    odds = np.array([-1.0, -2.0, 1.0, 2.0])
    assert 1 < temperature(odds, np.array([-1, -1, 1, 1], np.int8)) < 3


@pytest.mark.parametrize("shipped", [-3.0, 0.0, 2.0])
def test_one_pair_moves_a_threshold_a_little_from_its_shipped_distance(shipped: float) -> None:
    """As far as what was seen pulls as much as the distance does: the slope of both is the same."""
    found = moved(shipped, np.array([0.5]), np.array([1], np.int8))
    assert found > shipped
    assert 2 * PULL * (found - shipped) == pytest.approx(1 / (1 + np.exp(0.5 + found)), abs=1e-4)


def test_a_temperature_moves_no_decision() -> None:
    odds = np.sort(np.random.default_rng(5).normal(size=(60, 3)))[:, ::-1]
    logits = calibrate(odds, drawn(odds, 6), (0, 1, 2), DISTANCE).logits(odds)
    assert ((logits >= 0).sum(axis=1) == (odds >= 0).sum(axis=1)).all()
    assert (np.diff(logits, axis=1) <= 0).all()


def test_thresholds_that_nobody_judged_keep_their_distance() -> None:
    odds = np.linspace(-2, 2, 40)[:, None]
    signs = np.zeros((40, 3), np.int8)
    signs[:, 1] = np.sign(odds[:, 0] + 0.01)
    logits = calibrate(odds, signs, (1,), DISTANCE).logits(odds)
    assert np.allclose(logits[:, 0] - logits[:, 1], 0.25 / STEP)
    assert np.allclose(logits[:, 1] - logits[:, 2], 0.35 / STEP)


@pytest.mark.parametrize(("fours", "share"), [(0, 0.01), (4, 0.04)])
def test_a_threshold_that_few_pairs_reach_is_seldom_told(fours: int, share: float) -> None:
    odds = np.random.default_rng(6).normal(size=(200, 1)) * 2
    signs = np.column_stack([np.ones(200, np.int8), drawn(odds, 7)[:, 0], -np.ones(200, np.int8)])
    signs[np.argsort(-odds[:, 0])[:fours], 2] = 1
    told = 1 / (1 + np.exp(-calibrate(odds, signs, (1,), DISTANCE).logits(odds)))
    assert told[:, 2].mean() < share
    assert told[:, 0].mean() > 0.98
    assert set(expected_level(calibrate(odds, signs, (1,), DISTANCE).logits(odds), 0).tolist()) <= {2, 3, 4}


def test_the_mean_of_both_odds() -> None:
    assert mean_odds(np.array([[1.0, -1.0]]), np.array([[2.0, -2.0]])).tolist() == [[2.0, -2.0]]
    assert mean_odds(np.array([[0.0]]), np.array([[3.0]])).tolist() == [[1.5]]
