"""Fair plans part by part."""

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from duijie_match.assignment import integer
from duijie_match.assignment.instance import Instance, Numbers, make_instance
from duijie_match.assignment.neighbourhoods import Neighbourhoods
from duijie_match.assignment.plan import Objective, describe, make_plan
from duijie_match.assignment.rest import Rest, rest_of
from duijie_match.assignment.solution import Solution
from duijie_match.assignment.verifier import faults_of

KINDS: dict[str, dict[str, Any]] = {
    "room left": {"most": 9},
    "all full": {"most": 6},
    "least loads": {"most": 8, "least": 5},
    "fixed": {"most": 8, "fixed": 7},
    "groups within demands": {"most": 9, "groups": "within"},
    "groups across demands": {"most": 9, "groups": "across"},
    "forbidden": {"most": 9, "forbidden": 40},
}


def instance_of(kind: str, seed: int = 1) -> Instance:
    """40 demands of three places each, 12 of 20 rows of supply for each."""
    given = dict(KINDS[kind])
    generator = np.random.default_rng(seed)
    demand = np.repeat(np.arange(40), 12)
    supply = np.argsort(generator.random((40, 20)), axis=1)[:, :12].ravel()
    score = np.round(generator.random(480) ** 3, 3)
    groups = given.pop("groups", None)
    if groups == "within":
        given["exclusive"] = demand * 7 + generator.integers(0, 7, 480)
    elif groups == "across":
        given["exclusive"] = np.where(generator.random(480) < 0.7, -1, generator.integers(0, 60, 480))
    if "fixed" in given:
        given["fixed"] = np.isin(np.arange(480), np.arange(given["fixed"]) * 60)
    if "forbidden" in given:
        given["forbidden"] = np.isin(np.arange(480), generator.choice(480, given["forbidden"], replace=False))
    return make_instance(demand, supply, score, cover=3, **given)


def poor_start(instance: Instance, rest: Rest) -> Numbers:
    """The open pairs of the plan of the smallest total."""
    turned = replace(instance, score=instance.score.max() - instance.score)
    return np.flatnonzero(np.isin(rest.pairs, make_plan(turned).chosen))


@pytest.mark.parametrize("kind", KINDS)
def test_the_worst_served_gains_part_by_part_within_all_limits(kind: str) -> None:
    instance = instance_of(kind)
    best = make_plan(instance, "fair")
    rest = rest_of(instance)
    every = np.ones(len(rest.pairs), dtype=np.bool_)
    start = poor_start(instance, rest)
    parts = Neighbourhoods(rest, start, np.ones(40, dtype=np.bool_), every, best.worst)
    chosen = parts.improve(time.monotonic() + 30)
    plan = describe(instance, Objective.FAIR, Solution(rest.whole(chosen), np.inf, "parts", np.inf))
    assert faults_of(instance, plan) == []
    assert plan.worst == pytest.approx(best.worst, abs=0.02)


def test_no_time_changes_nothing() -> None:
    instance = instance_of("least loads")
    rest = rest_of(instance)
    start = poor_start(instance, rest)
    parts = Neighbourhoods(rest, start, np.ones(40, dtype=np.bool_), np.ones(480, dtype=np.bool_), 3.0)
    assert parts.improve(time.monotonic()).tolist() == start.tolist()


def test_a_mark_that_nobody_can_reach_is_given_up() -> None:
    instance = instance_of("all full")
    rest = rest_of(instance)
    start = poor_start(instance, rest)
    parts = Neighbourhoods(rest, start, np.ones(40, dtype=np.bool_), np.ones(480, dtype=np.bool_), 3.0)
    began = time.monotonic()
    parts.improve(began + 600)
    assert time.monotonic() - began < 300


def test_dense_choice_with_least_loads_is_proved() -> None:
    """As in the published instances: everybody may look at everything, and must look at exactly two."""
    generator = np.random.default_rng(4)
    scores = np.round(generator.random((60, 40)) ** 8, 3)
    scores[generator.random(scores.shape) < 0.5] = 0
    scores[generator.random(60) < 0.2] *= 0.05
    supply, demand = (places.ravel() for places in np.mgrid[0:60, 0:40])
    plan = make_plan(make_instance(demand, supply, scores.ravel(), cover=3, most=2, least=2), "fair", seconds=20)
    assert plan.is_proved


@pytest.mark.parametrize("kind", ["room left", "least loads", "fixed", "forbidden"])
def test_more_than_can_be_asked_at_once_is_planned_part_by_part(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    instance = instance_of(kind, seed=3)
    best = make_plan(instance, "fair")
    monkeypatch.setattr(integer, "_MOST_PAIRS", 10)
    rough = make_plan(instance, "fair")
    assert rough.worst_bound is not None
    assert best.worst - 0.02 <= rough.worst <= best.worst <= rough.worst_bound + 1e-9
    assert best.total <= rough.bound + 1e-9 or rough.worst < best.worst
    assert rough.is_proved <= (rough.worst == best.worst and rough.total == pytest.approx(best.total))


def test_a_demand_that_only_fixed_pairs_serve_is_left_alone() -> None:
    """It has little, and nothing can be done about it."""
    instance = make_instance(
        [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1], [0.1, 0.9, 0.4, 0.5, 0.6, 0.3],
        cover=[1, 1, 1], most=2, fixed=[True, False, False, False, False, False],
    )  # fmt: skip
    rest = rest_of(instance)
    served = np.ones(3, dtype=np.bool_)
    parts = Neighbourhoods(rest, np.array([2, 4]), served, np.ones(len(rest.pairs), dtype=np.bool_), 0.55)
    chosen = rest.whole(parts.improve(time.monotonic() + 5))
    assert chosen.tolist() == [0, 3, 4]
