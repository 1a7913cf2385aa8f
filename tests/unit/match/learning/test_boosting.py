"""Trees that tell what they were shown."""

import numpy as np
import pytest

from duijie_match.learning.boosting import DEPTH, TREES, Trees, grow


@pytest.fixture(scope="module")
def inputs() -> np.ndarray:
    generator = np.random.default_rng(8)
    return np.column_stack((generator.normal(size=(400, 3)), np.zeros(400), generator.integers(0, 2, 400)))


@pytest.fixture(scope="module")
def trees(inputs: np.ndarray) -> Trees:
    return grow(inputs[:300], either(inputs[:300]))


def either(inputs: np.ndarray) -> np.ndarray:
    """No straight line tells it."""
    return (inputs[:, 0] > 0) ^ (inputs[:, 4] > 0)


def test_what_no_line_tells_is_learned(inputs: np.ndarray, trees: Trees) -> None:
    assert ((trees.decide(inputs[300:]) > 0) == either(inputs[300:])).mean() > 0.93


def test_the_same_pairs_give_the_same_trees(inputs: np.ndarray, trees: Trees) -> None:
    again = grow(inputs[:300], either(inputs[:300]))
    assert (again.start, again.cuts.tolist(), again.leaves.tolist()) == (
        trees.start,
        trees.cuts.tolist(),
        trees.leaves.tolist(),
    )


def test_the_order_of_values_is_all_that_counts(inputs: np.ndarray, trees: Trees) -> None:
    stretched = grow(np.exp(inputs[:300]), either(inputs[:300]))
    assert np.array_equal(stretched.columns, trees.columns)
    assert np.allclose(stretched.decide(np.exp(inputs[:300])), trees.decide(inputs[:300]))


def test_shapes(trees: Trees) -> None:
    assert trees.columns.shape == trees.cuts.shape == (TREES, DEPTH)
    assert trees.leaves.shape == (TREES, 1 << DEPTH)
    assert np.isfinite(trees.cuts).all()
    assert not (trees.columns == 3).any()  # it says the same of everybody


def test_one_class_and_nothing_to_look_at() -> None:
    assert (grow(np.ones((20, 1)), np.ones(20, bool)).decide(np.zeros((2, 1))) > 2).all()
    assert np.isfinite(grow(np.arange(20.0)[:, None], np.zeros(20, bool)).decide(np.array([[1e9], [-1e9]]))).all()
