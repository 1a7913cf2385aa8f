"""The verifier finds what is wrong with a plan that was tampered with."""

from dataclasses import replace

import numpy as np
import pytest

from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import Objective, Plan, describe, make_plan
from duijie_match.assignment.reasons import shortages
from duijie_match.assignment.solution import Solution
from duijie_match.assignment.verifier import breaches_of, faults_of


@pytest.fixture(scope="module")
def instance() -> Instance:
    """Two demands with two places, one with one; a fixed, a forbidden, a previous and two exclusive pairs."""
    pairs = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 3), (2, 2), (2, 3), (2, 0)]
    flags = np.eye(len(pairs), dtype=np.bool_)
    return make_instance(
        [demand for demand, _ in pairs],
        [supply for _, supply in pairs],
        [0.9, 0.8, 0.3, 0.7, 0.4, 0.6, 0.5, 0.2, 0.95],
        cover=[2, 2, 1],
        least=[0, 0, 0, 1],
        most=[2, 1, 1, 2],
        fixed=flags[3],
        forbidden=flags[8],
        previous=flags[5],
        exclusive=[-1, -1, -1, -1, 5, 5, -1, -1, -1],
        stability=0.1,
    )


@pytest.fixture(scope="module")
def plan(instance: Instance) -> Plan:
    return make_plan(instance)


def faults(instance: Instance, plan: Plan) -> list[str]:
    return [str(fault) for fault in faults_of(instance, plan)]


def test_the_plan_itself_stands(instance: Instance, plan: Plan) -> None:
    assert plan.chosen.tolist() == [0, 1, 3, 5, 6]
    assert faults(instance, plan) == []


@pytest.mark.parametrize(
    ("chosen", "fault"),
    [
        ([0, 1, 3, 5, 6, 99], "The plan names a pair that is not listed."),
        ([-1, 0, 1, 3, 5, 6], "The plan names a pair that is not listed."),
        ([0, 1, 3, 5, 6, 6], "The plan has a pair twice."),
        ([0.0, 1.0], "The plan does not name pairs by their numbers."),
        ([0, 1, 3, 5, 8], "The plan has a forbidden pair."),
        ([0, 1, 5, 6], "The plan lacks a fixed pair."),
        ([0, 1, 2, 3, 5], "Demand 0 has more suppliers than it needs."),
        ([0, 2, 3, 5, 6], "Supply 2 serves more demands than it may."),
        ([0, 1, 3, 6], "Supply 3 serves fewer demands than it must."),
        ([0, 3, 4, 5, 6], "The plan has two pairs that exclude each other."),
        ([0, 1, 3, 5], "Demand 2 has an empty place although a candidate has room."),
    ],
)
def test_tampered_pairs_are_found(instance: Instance, plan: Plan, chosen: list[int], fault: str) -> None:
    assert fault in faults(instance, replace(plan, chosen=np.array(chosen)))


MORE = "The plan fills more places, or serves more demands, than it says any plan can."


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"total": 9.0}, "The plan states sum 9.000000; it is 3.500000."),
        ({"total": float("nan")}, "The plan states sum nan; it is 3.500000."),
        ({"mean": 0.1}, "The plan states mean 0.100000; it is 1.166667."),
        ({"worst": 0.6}, "The plan states minimum 0.600000; it is 0.500000."),
        ({"bound": 3.0}, "The plan is worth more than its bound says any plan can be."),
        ({"worst_bound": 0.4}, "The worst-served demand has more than its bound says it can have."),
        ({"places_bound": 3}, MORE),
        ({"served_bound": 2}, MORE),
        ({"empty": np.array([0, 1, 0])}, "The plan does not state its empty places right."),
        ({"kept": 0}, "The plan does not state right how many pairs it keeps."),
    ],
)
def test_untrue_claims_are_found(instance: Instance, plan: Plan, change: dict[str, object], fault: str) -> None:
    assert faults(instance, replace(plan, **change)) == [fault]  # type: ignore[arg-type]  # a table of fields


def test_who_has_nobody_does_not_count_for_the_mean_and_the_minimum() -> None:
    instance = make_instance([0, 1], [0, 1], [0.8, 0.4], cover=1, most=1, demands=3)
    plan = make_plan(instance)
    assert (plan.mean, plan.worst, faults(instance, plan)) == (pytest.approx(0.6), 0.4, [])
    assert len(faults(instance, replace(plan, mean=0.4, worst=0.0))) == 2


def test_it_shares_no_code_with_what_it_checks() -> None:
    import ast
    from pathlib import Path

    from duijie_match.assignment import verifier

    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    ours = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) if node.module is not None}
    assert {name for name in ours if name.startswith("duijie")} == {
        "duijie_match.assignment.instance",
        "duijie_match.wording",
    }


def breaches(instance: Instance, chosen: list[int]) -> list[str]:
    return [one.code for one in breaches_of(instance, np.array(chosen, dtype=np.int64))]


@pytest.mark.parametrize(
    ("chosen", "codes"),
    [
        ([0, 1, 3, 5, 6], []),
        ([0, 1, 3, 5, 8], ["forbidden", "most"]),
        ([0, 1, 5, 6], ["fixed", "idle"]),
        ([0, 1, 2, 3, 5], ["cover", "idle"]),
        ([0, 2, 3, 5, 6], ["most"]),
        ([0, 1, 3, 6], ["least", "idle"]),
        ([0, 3, 4, 5, 6], ["cover", "exclusive"]),
        ([], ["fixed", "least", "idle", "idle", "idle"]),
    ],
)
def test_every_breach_of_a_choice_is_named(instance: Instance, chosen: list[int], codes: list[str]) -> None:
    assert breaches(instance, chosen) == codes


@pytest.mark.parametrize("groups", [None, [-1, -1, -1, -1, 5, 5, -1, -1, -1], [0, 0, -1, -1, 5, 5, 0, 0, -1]])
def test_a_choice_has_breaches_just_where_a_plan_of_it_is_broken(instance: Instance, groups: list[int] | None) -> None:
    """All sets of pairs, judged here by hand: the list of breaches and the check of finished plans agree with it."""
    limits = {"forbidden", "fixed", "more suppliers", "more demands", "fewer demands", "exclude", "empty place"}
    instance = replace(instance, exclusive=None if groups is None else np.array(groups))
    for number in range(2**instance.pairs):
        chosen = [at for at in range(instance.pairs) if number >> at & 1]
        plan = describe(instance, Objective.TOTAL, Solution(np.array(chosen, dtype=np.int64), float("inf"), "hand"))
        broken = any(part in fault for fault in faults(instance, plan) for part in limits)
        obeys = _fits(instance, groups, chosen) and 3 in chosen and any(pair in chosen for pair in (5, 7))
        could = any(_fits(instance, groups, [*chosen, pair]) for pair in range(instance.pairs) if pair not in chosen)
        assert broken == (not obeys or could)
        assert bool(breaches(instance, chosen)) == broken


def _fits(instance: Instance, groups: list[int] | None, chosen: list[int]) -> bool:
    """Whether no upper limit is broken: room and need, one pair of a group, nothing forbidden."""
    demands, supply = ([int(side[pair]) for pair in chosen] for side in (instance.demand, instance.supply))
    taken = [groups[pair] for pair in chosen if groups is not None and groups[pair] >= 0]
    return (
        8 not in chosen
        and all(demands.count(row) <= need for row, need in enumerate((2, 2, 1)))
        and all(supply.count(row) <= room for row, room in enumerate((2, 1, 1, 2)))
        and len(set(taken)) == len(taken)
    )


def test_a_place_left_empty_by_hand_says_so(instance: Instance) -> None:
    chosen = np.array([0, 1, 3, 5], dtype=np.int64)
    plan = describe(instance, Objective.TOTAL, Solution(chosen, float("inf"), "hand"))
    assert [(one.demand, one.code) for one in shortages(instance, plan, by_hand=True)] == [(2, "by-hand")]
