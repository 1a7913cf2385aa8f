"""The closed forms against doing it the long way."""

import numpy as np
import pytest
from scipy import sparse, stats

from duijie_match.learning.kernels import KERNELS, Points, each_gram, gram, side_likeness
from duijie_match.learning.machine import Fit, Weighing, make_folds, weigh
from duijie_match.learning.portraits import VIEWS, Portraits


def portraits(generator: np.random.Generator, count: int) -> Portraits:
    vectors, terms = {}, {}
    for view in VIEWS:
        rows = generator.normal(size=(count, 6)).astype(np.float32)
        vectors[view] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        weights = np.abs(generator.normal(size=(count, 9))).astype(np.float32)
        terms[view] = sparse.csr_matrix(weights / np.linalg.norm(weights, axis=1, keepdims=True))
    return Portraits(vectors, terms)


@pytest.fixture(scope="module")
def points() -> Points:
    generator = np.random.default_rng(11)
    rows = (generator.integers(0, 8, 60), generator.integers(0, 10, 60))
    return Points(portraits(generator, 8), portraits(generator, 10), rows, generator.normal(size=(60, 4)))


@pytest.fixture(scope="module")
def signs(points: Points) -> np.ndarray:
    generator = np.random.default_rng(12)
    base = points.measured[:, 0] + 0.5 * (points.rows[0] % 2) + generator.normal(size=60) * 0.3
    return np.stack([np.where(base > cut, 1, -1) for cut in (-0.5, 0.2, 0.9)], axis=1).astype(np.int8)


WEIGHING = Weighing({name: 0.2 + 0.1 * place for place, name in enumerate(KERNELS)}, 0.4)


def test_gram_is_the_weighted_sum_and_works_in_blocks(points: Points, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = gram(points, points, WEIGHING.weights)
    wanted = sum(WEIGHING.weights[name] * one for name, one in each_gram(points).items())
    assert np.allclose(whole, wanted)
    monkeypatch.setattr("duijie_match.learning.kernels.BLOCK", 7)
    assert np.allclose(gram(points, points, WEIGHING.weights), whole)
    assert gram(points.take(np.zeros(0, np.intp)), points, WEIGHING.weights).shape == (0, 60)


def test_likeness_falls_with_both_cosines_as_models_that_were_kept_have_it() -> None:
    """Texts that are equal, that share some terms but no meaning, and that share nothing."""
    vectors = np.array([[1, 0], [0, 1], [0, -1]], np.float32)
    terms = sparse.csr_matrix(np.array([[1, 0], [0.6, 0.8], [0, 1]], np.float32))
    three = Portraits(dict.fromkeys(VIEWS, vectors), dict.fromkeys(VIEWS, terms))
    wanted = [1, (np.exp(-1 / 0.35) + np.exp(-0.4 / 0.25)) / 2, (np.exp(-1 / 0.35) + np.exp(-1 / 0.25)) / 2]
    assert side_likeness(three, three, VIEWS[0])[0] == pytest.approx(wanted)


@pytest.mark.parametrize("name", list(KERNELS))
def test_every_kernel_is_symmetric_and_positive(points: Points, name: str) -> None:
    matrix = each_gram(points)[name]
    assert np.allclose(matrix, matrix.T)
    assert np.linalg.eigvalsh(matrix).min() > -1e-8


@pytest.mark.parametrize("mirrored", [1024, 7])
def test_unseen_is_what_a_fit_without_the_fold_decides(
    points: Points, signs: np.ndarray, mirrored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duijie_match.learning.machine.MIRRORED", mirrored)
    folds = points.rows[0] % 3
    unseen = Fit(points, signs, WEIGHING).unseen(folds)
    for fold in range(3):
        inside = np.flatnonzero(folds == fold)
        outside = np.flatnonzero(folds != fold)
        rest = Fit(points.take(outside), signs[outside], WEIGHING).machine()
        assert np.allclose(unseen[inside], rest.decide(points.take(inside)))
        taken = Fit(points, signs, WEIGHING).take(outside).machine()
        assert np.allclose(unseen[inside], taken.decide(points.take(inside)))
    inverse = np.linalg.inv(gram(points, points, WEIGHING.weights) + 0.4 * np.eye(60))
    wanted = signs.mean(axis=0) + gram(points, points, WEIGHING.weights) @ inverse @ (signs - signs.mean(axis=0))
    assert np.allclose(Fit(points, signs, WEIGHING).machine().decide(points), wanted)


def test_pairs_with_unknown_signs_are_decided_too(points: Points, signs: np.ndarray) -> None:
    some = signs.copy()
    some[::4, 0] = 0
    folds = points.rows[0] % 3
    unseen = Fit(points, some, WEIGHING).unseen(folds)
    for fold in range(3):
        inside = np.flatnonzero(folds == fold)
        outside = np.flatnonzero(folds != fold)
        rest = Fit(points.take(outside), some[outside], WEIGHING).machine()
        assert np.allclose(unseen[inside], rest.decide(points.take(inside)))


def test_a_threshold_that_only_one_fold_knows_is_undecided_there(points: Points, signs: np.ndarray) -> None:
    some = signs.copy()
    folds = points.rows[0] % 3
    some[folds != 0, 0] = 0
    unseen = Fit(points, some, WEIGHING).unseen(folds)
    assert np.isfinite(unseen).all()
    assert not unseen[folds == 0, 0].any()


def test_weighing_finds_what_matters(points: Points, signs: np.ndarray) -> None:
    weighing = weigh(points, signs)
    assert weighing.weights["measured"] + weighing.weights["line"] > 3 * weighing.weights["supply"]
    assert weigh(points, signs) == weighing


@pytest.mark.parametrize("doubted", [False, True])
def test_no_other_weights_make_the_signs_more_probable(points: Points, signs: np.ndarray, doubted: bool) -> None:
    """By the density of scipy, and what is thought of weights before anything was seen."""
    grams, targets = each_gram(points), (signs - signs.mean(axis=0)) / signs.std(axis=0)
    sure = np.where(np.arange(60) % 3 == 0, 0.2, 1.0) if doubted else np.ones(60)

    def evidence(logs: np.ndarray) -> float:
        values = np.exp(logs)
        whole = sum(value * one for value, one in zip(values[:-1], grams.values(), strict=True))
        law = stats.multivariate_normal(cov=whole + values[-1] * np.diag(1 / sure))
        return float(law.logpdf(targets.T).sum()) - float(((logs - np.log(0.3)) ** 2).sum()) / (2 * 3.0**2)

    found = weigh(points, signs, sure)
    best = np.log([*np.maximum(list(found.weights.values()), 2e-3), found.noise])  # small ones are left out
    for place in range(len(best)):
        if place == len(grams) or found.weights[list(grams)[place]]:
            for step in (-0.3, 0.3):
                assert evidence(best + step * (np.arange(len(best)) == place)) < evidence(best)


def test_the_machine_remembers_what_it_was_told(points: Points, signs: np.ndarray) -> None:
    machine = Fit(points, signs, Weighing(WEIGHING.weights, 1e-4)).machine()
    assert (np.sign(machine.decide(points)) == signs).mean() > 0.97


def test_folds_keep_keys_together_and_do_not_mind_the_order() -> None:
    keys = [f"需求{number % 23}" for number in range(200)]
    folds = make_folds(keys, 5)
    assert all(len(set(folds[[key == name for key in keys]])) == 1 for name in set(keys))
    assert sorted(np.bincount([folds[keys.index(name)] for name in set(keys)])) == [4, 4, 5, 5, 5]
    assert make_folds(keys[::-1], 5)[::-1].tolist() == folds.tolist()


def test_what_weighs_less_is_believed_less(points: Points, signs: np.ndarray) -> None:
    turned = signs.copy()
    turned[:8] = -signs[:8]
    away = [
        float((Fit(points, turned, WEIGHING, sure).machine().decide(points)[:8] * turned[:8]).mean())
        for sure in (np.ones(len(points)), np.where(np.arange(len(points)) < 8, 0.02, 1.0))
    ]
    assert away[1] < away[0] - 0.2
    weighing = weigh(points, turned, np.ones(len(points)))
    assert weighing == weigh(points, turned)
