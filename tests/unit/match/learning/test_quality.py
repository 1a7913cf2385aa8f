"""Figures against other people's code and against counting by hand."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from duijie_match.learning.quality import Quality, area, calibration_error, mean_gain, measure, reliability, spearman

NUMBERS = st.lists(st.tuples(st.integers(1, 4), st.integers(-3, 3)), min_size=3, max_size=30)


@given(NUMBERS)
def test_spearman_is_that_of_scipy(rows: list[tuple[int, int]]) -> None:
    one, other = (np.array(column, float) for column in zip(*rows, strict=True))
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        assert np.isnan(spearman(one, other))
    else:
        assert spearman(one, other) == pytest.approx(float(stats.spearmanr(one, other).statistic))


@given(NUMBERS)
def test_area_counts_the_couples_in_the_right_order(rows: list[tuple[int, int]]) -> None:
    good = np.array([1 if level > 2 else -1 for level, _ in rows])
    order = np.array([value for _, value in rows], float)
    couples = [
        1.0 if order[one] > order[other] else 0.5 if order[one] == order[other] else 0.0
        for one, other in itertools.product(np.flatnonzero(good > 0), np.flatnonzero(good < 0))
    ]
    assert area(good, order) == pytest.approx(float(np.mean(couples)) if couples else float("nan"), nan_ok=True)


def test_gain_by_hand() -> None:
    levels, order, demands = np.array([4.0, 1, 2, 3, 3]), np.array([1.0, 3, 2, 0, 1]), np.array([0, 0, 0, 1, 1])
    got = 0 / np.log2(2) + 1 / np.log2(3) + 7 / np.log2(4)
    best = 7 / np.log2(2) + 1 / np.log2(3)
    assert mean_gain(levels, order, demands) == pytest.approx(got / best)  # the second demand has nothing to order
    far = np.r_[4.0, np.ones(11)]  # of twelve the only good one comes last, then first, then tenth, then eleventh
    places = [
        mean_gain(far, np.r_[-place, -np.delete(np.arange(12.0), place)], np.zeros(12, int)) for place in (11, 0, 9, 10)
    ]
    assert places == pytest.approx([0, 1, 1 / np.log2(11), 0])


def test_a_tie_is_nobodys_merit() -> None:
    levels, demands = np.array([4.0, 1, 1, 1]), np.zeros(4, int)
    best_first, worst_first = (mean_gain(levels[order], np.zeros(4), demands) for order in ([0, 1, 2, 3], [3, 2, 1, 0]))
    assert best_first == pytest.approx(worst_first)
    assert best_first < 1


def test_figures_of_a_perfect_estimate() -> None:
    levels = np.array([1.0, 2, 3, 4])
    found = measure(levels, np.array([-1, -1, 1, 1]), levels, levels, np.zeros(4, int))
    assert found == Quality(pairs=4, error=0, exact=1, correlation=pytest.approx(1), gain=1, auc=1)
    assert found.closeness == 1
    assert Quality.from_json(found.as_json()) == found


def test_without_levels_only_the_order_is_known() -> None:
    found = measure(np.full(2, np.nan), np.array([1, -1]), np.array([3.0, 2]), np.array([1.0, 0]), np.zeros(2, int))
    assert (found.auc, np.isnan(found.error), found.as_json()["error"]) == (1, True, None)


def test_levels_of_some_pairs_say_all_but_the_order_of_the_others() -> None:
    levels, order = np.array([4.0, np.nan, 1, 3, 2]), np.array([4.0, 5, 3, 1, 2])
    found = measure(levels, np.array([1, -1, -1, 1, -1]), np.array([3.4, 1, 2, 3, 3]), order, np.zeros(5, int))
    some = np.isfinite(levels)
    assert (found.pairs, found.error, found.exact) == (5, pytest.approx(0.65), 0.25)
    assert found.correlation == pytest.approx(spearman(levels[some], order[some]))
    assert found.gain == pytest.approx(mean_gain(levels[some], order[some], np.zeros(4, int)))
    assert found.auc == pytest.approx(2 / 6)


def test_reliability_by_hand() -> None:
    bins = reliability(np.array([0.05, 0.07, 0.95, 1.0]), np.array([False, True, True, True]))
    assert [(one.count, round(one.told, 3), one.seen) for one in bins] == [(2, 0.06, 0.5), (2, 0.975, 1.0)]
    assert [(one.low, one.high) for one in bins] == [(0.0, 0.1), (0.9, 1.0)]
    assert calibration_error(bins) == pytest.approx((2 * 0.44 + 2 * 0.025) / 4)
