"""Plans and their reasons."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.unit.match.assignment.instances import marks, random_instance

from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.network import whole_weights
from duijie_match.assignment.plan import SOLVERS, make_plan
from duijie_match.assignment.reasons import alternates, only_instead_of, shortages
from duijie_match.assignment.rest import rest_of
from duijie_match.assignment.solution import Impossible
from duijie_match.errors import Unknown
from duijie_match.lists.plan_totals import standing


@pytest.mark.parametrize("cover", [1, 3])
@pytest.mark.parametrize("objective", ["total", "fair"])
def test_engines_agree_beyond_the_reach_of_the_oracle(cover: int, objective: str) -> None:
    instance = random_instance(40, 15, 8, cover=cover, most=4 * cover, least=cover)
    names = ["network", "integer"] if cover == 1 or objective == "total" else ["integer"]
    found = [make_plan(instance, objective, solver=name) for name in names]
    assert {round(plan.worth, 5) for plan in found} == {round(found[0].worth, 5)}
    assert {round(plan.worst, 5) for plan in found if objective == "fair"} <= {round(found[0].worst, 5)}
    assert [plan.is_proved for plan in found] == [True] * len(found)


def test_the_solver_is_chosen_by_what_it_can_do() -> None:
    pairs = {"demand": [0, 0, 1, 1], "supply": [0, 1, 0, 1], "score": [0.9, 0.8, 0.7, 0.1], "most": 2}
    engines = {
        make_plan(make_instance(**pairs, cover=1)).engine,  # type: ignore[arg-type]
        make_plan(make_instance(**pairs, cover=2, exclusive=[1, 1, -1, -1])).engine,  # type: ignore[arg-type]
        make_plan(make_instance(**pairs, cover=1), "fair").engine,  # type: ignore[arg-type]
    }
    assert engines == {"network"}
    across = make_instance(**pairs, cover=2, exclusive=[1, -1, 1, -1])  # type: ignore[arg-type]
    assert make_plan(across).engine == "integer"
    assert make_plan(across).chosen.tolist() == [0, 1, 3]
    assert make_plan(make_instance(**pairs, cover=2), "fair").engine == "integer"  # type: ignore[arg-type]


def test_an_unknown_solver_is_answered_with_the_valid_ones() -> None:
    with pytest.raises(Unknown) as caught:
        make_plan(random_instance(2, 2, 1), solver="abacus")
    assert str(caught.value) == f"There is no solver abacus. Valid names: {', '.join(SOLVERS)}."


@pytest.mark.parametrize("decimals", [1, 6])
def test_scores_of_few_decimals_are_kept_exactly(decimals: int) -> None:
    scores = np.round(np.random.default_rng(3).random(1000), decimals)
    whole = whole_weights(scores, 1000)
    assert np.abs(whole.numbers / whole.scale - scores).max() < 1e-15
    assert 1000 * whole.error / whole.scale < 1e-9


def test_the_rounding_bound_holds_for_any_scores() -> None:
    scores = np.random.default_rng(4).random(1000) * 37
    whole = whole_weights(scores, 100_000)
    assert np.abs(scores * whole.scale - whole.numbers).max() <= whole.error
    assert 2**61 // 10 <= int(whole.numbers.max()) * 3 * 100_002**2 < 2**61  # and no digit is given away


@pytest.mark.parametrize("size", [1e-250, 1e-9, 1.0, 1e9, 1e200])
def test_scores_of_any_size_give_the_same_plan(size: float) -> None:
    instance = random_instance(50, 10, 5)
    sized = make_instance(instance.demand, instance.supply, instance.score * size, cover=1, most=11)
    assert make_plan(sized).chosen.tolist() == make_plan(instance).chosen.tolist()


@pytest.mark.parametrize("objective", ["total", "fair"])
@pytest.mark.parametrize("pairs", [0, 3])
def test_nothing_to_score_by_is_planned_all_the_same(objective: str, pairs: int) -> None:
    rows = range(pairs)
    for solver in ("network", "integer"):
        plan = make_plan(make_instance(rows, rows, [0.0] * pairs, cover=1, most=1), objective, solver=solver)
        assert (plan.chosen.tolist(), plan.total, plan.worst, plan.places) == ([*rows], 0, 0, 0)
        assert plan.is_proved


@pytest.mark.parametrize("scale", [1e-9, 1e-6, 1.0, 1e6, 1e9])
@pytest.mark.parametrize("objective", ["total", "fair"])
def test_the_unit_of_scores_changes_nothing(scale: float, objective: str) -> None:
    """A plan that is called proved is the best one too where scores are tiny or huge: in groups, so that the integer
    programme makes it, whose tolerances are absolute.
    """
    random = np.random.default_rng(7)
    for _ in range(6):
        demand, supply = (part.ravel() for part in np.mgrid[0:5, 0:5])
        score = random.choice([0.1, 0.2, 0.3, 0.35, 0.4], size=25)
        shared: dict[str, Any] = {
            "cover": 1, "most": 1, "exclusive": random.integers(-1, 6, size=25), "previous": random.random(25) < 0.2,
        }  # fmt: skip
        plans = [
            make_plan(make_instance(demand, supply, score * one, stability=0.05 * one, **shared), objective)
            for one in (1.0, scale)
        ]
        assert all(plan.is_proved for plan in plans)
        assert plans[1].worth == pytest.approx(plans[0].worth * scale, rel=1e-6)
        assert plans[1].worst == pytest.approx(plans[0].worst * scale, rel=1e-6)


def test_each_empty_place_has_its_reason() -> None:
    instance = make_instance(
        [1, 2, 2, 3, 4, 4, 5, 5],
        [0, 0, 1, 0, 2, 3, 4, 4 + 1],
        [0.9, 0.5, 0.4, 0.8, 0.7, 0.6, 0.3, 0.2],
        cover=[1, 1, 1, 1, 3, 2],
        most=[1, 0, 2, 2, 2, 2],
        forbidden=marks(8, 2),
        exclusive=[-1, -1, -1, -1, -1, -1, 9, 9],
        demands=6,
        supplies=6,
        demand_ids=[f"D{row}" for row in range(6)],
        supply_ids=[f"S{row}" for row in range(6)],
    )
    found = {instance.demand_ids[one.demand]: one for one in shortages(instance, make_plan(instance))}
    assert {name: (one.code, one.given, one.cover) for name, one in found.items()} == {
        "D0": ("no-candidate", 0, 1),
        "D2": ("full", 0, 1),
        "D3": ("full", 0, 1),
        "D4": ("few-candidates", 2, 3),
        "D5": ("exclusive", 1, 2),
    }
    assert (
        str(found["D4"].reason)
        == "It needs 3 and has only 2 candidates that may serve it; all of them do. Find more candidates."
    )


def test_who_competes_for_full_supply_is_counted() -> None:
    instance = make_instance(
        [0, 1, 1, 2, 2], [0, 0, 1, 1, 2], [0.9, 0.8, 0.7, 0.6, 0.5], cover=[1, 1, 1], most=[1, 1, 0],
        supply_ids=["A", "B", "C"],
    )  # fmt: skip
    (one,) = shortages(instance, make_plan(instance))
    assert str(one.reason) == (
        "Its other candidates (2: B, C) have no room left: these and the rows they compete with, 3 in all, can take 2, "
        "and 3 places want them. Raise a load, or find other candidates."
    )


@pytest.mark.parametrize(("many", "names"), [(3, "3: S0, S1, S2"), (4, "4: S0, S1, S2 and others")])
def test_the_first_full_candidates_are_named(many: int, names: str) -> None:
    instance = make_instance(
        [*range(many), *[many] * many], [*range(many)] * 2, [0.9] * many + [0.1] * many, cover=1, most=1,
        supply_ids=[f"S{row}" for row in range(many)],
    )  # fmt: skip
    (one,) = shortages(instance, make_plan(instance))
    assert str(one.reason).startswith(f"Its other candidates ({names}) have no room left")
    in_chinese = names.replace(": ", " 个：").replace(", ", "、").replace(" and others", "等")
    assert one.reason.render("zh-hans").startswith(f"其余候选（{in_chinese}）承接量已满")


def test_alternates_are_the_best_with_room() -> None:
    instance = make_instance([0, 0, 0, 0, 1], [0, 1, 2, 3, 1], [0.9, 0.8, 0.7, 0.75, 0.95], cover=1, most=[1, 1, 1, 5])
    assert alternates(instance, make_plan(instance), most=2) == {0: [3, 2]}


@pytest.mark.parametrize("groups", [False, True])
def test_alternates_of_many_demands_are_those_of_each(groups: bool) -> None:
    """Compared with trying every pair; of the groups some are in the plan and some are not."""
    plain = random_instance(8, 12, 9, most=1)
    exclusive = np.where(np.arange(plain.pairs) % 3 == 0, np.arange(plain.pairs) // 2, -1) if groups else None
    instance = replace(plain, exclusive=exclusive)
    plan = make_plan(instance)
    loads = np.bincount(instance.supply[plan.chosen], minlength=12)
    held = set(exclusive[plan.chosen].tolist()) - {-1} if exclusive is not None else set()
    wanted = {}
    for place in plan.chosen.tolist():
        own = set() if exclusive is None else {int(exclusive[place])}
        could = [
            pair
            for pair in np.flatnonzero(instance.demand == instance.demand[place]).tolist()
            if pair != place and not loads[instance.supply[pair]]
            if exclusive is None or int(exclusive[pair]) not in held - own
        ]  # fmt: skip
        wanted[int(instance.demand[place])] = sorted(could, key=lambda pair: -instance.score[pair])[:2]
    assert alternates(instance, plan, most=2) == {row: pairs for row, pairs in wanted.items() if pairs}
    assert sum(len(pairs) == 2 for pairs in wanted.values()) > 4


def test_groups_of_which_the_plan_has_nobody_bind_nobody() -> None:
    for chosen_group in (-1, 3):
        instance = make_instance([0, 0, 0], [0, 1, 2], [0.9, 0.8, 0.7], cover=1, most=1, exclusive=[chosen_group, 5, 5])
        plan = make_plan(instance)
        assert (alternates(instance, plan), only_instead_of(instance, plan)) == ({0: [1, 2]}, {})


def test_who_excludes_only_the_one_that_leaves_can_take_its_place() -> None:
    scores, groups = [0.9, 0.8, 0.7, 0.6, 0.5], [0, 0, 0, -1, 0]
    one = make_instance([0] * 5, range(5), scores, cover=1, most=1, exclusive=groups)
    assert (alternates(one, make_plan(one)), only_instead_of(one, make_plan(one))) == ({0: [1, 2, 3]}, {})
    two = replace(one, cover=np.array([2]))
    plan = make_plan(two)
    assert plan.chosen.tolist() == [0, 3]
    assert (alternates(two, plan, most=2), only_instead_of(two, plan)) == ({0: [1, 2]}, {1: 0, 2: 0, 4: 0})
    more = make_instance([0] * 7, range(7), [*scores, 0.3, 0.2], cover=2, most=1, exclusive=[*groups, -1, -1])
    plan = make_plan(more)  # one for either place, however many could take the first
    assert (alternates(more, plan, most=1), only_instead_of(more, plan)) == ({0: [1, 5]}, {1: 0, 2: 0, 4: 0})
    other = make_instance([0, 0, 1], [0, 1, 2], [0.9, 0.8, 0.7], cover=1, most=1, exclusive=[-1, 4, 4])
    assert alternates(other, make_plan(other)) == {}  # the other demand holds the group


def test_the_same_instance_gives_the_same_plan() -> None:
    instance = random_instance(300, 40, 6)
    tied = make_instance(instance.demand, instance.supply, np.round(instance.score, 1), cover=1, most=9)
    assert make_plan(tied).chosen.tolist() == make_plan(tied).chosen.tolist()


def test_a_small_change_of_input_gives_a_small_change_of_plan() -> None:
    before = random_instance(200, 20, 6, most=10)
    plan = make_plan(before)
    noise = np.random.default_rng(9).normal(0, 0.02, before.pairs)
    scores = np.clip(before.score + noise, 0, None)
    changed = []
    for stability in (0.0, 0.1):
        after = make_instance(
            before.demand, before.supply, scores, cover=1, most=10,
            previous=marks(before.pairs, *plan.chosen.tolist()), stability=stability,
        )  # fmt: skip
        changed.append(200 - make_plan(after).kept)
    assert changed[1] <= 2 < changed[0]


def groups_across(size: int, share: float, groups: int, cover: int, seed: int = 1) -> Instance:
    """As many demands as rows of supply, and groups that go across demands, so that HiGHS has to search."""
    generator = np.random.default_rng(seed)
    demand, supply = np.nonzero(generator.random((size, size)) < share)
    return make_instance(
        demand, supply, generator.random(len(demand)), cover=cover, most=cover, demands=size, supplies=size,
        exclusive=generator.integers(0, groups, len(demand)),
    )  # fmt: skip


def test_when_time_runs_out_the_gap_is_stated() -> None:
    """What HiGHS finds within seconds is more than it finds at once, and no more than was said to be possible."""
    instance = groups_across(30, 0.5, 90, 2)
    assert make_plan(instance, "total", seconds=0).bound >= 50.785
    worst_bound = make_plan(instance, "fair", seconds=0).worst_bound
    assert worst_bound is not None
    assert worst_bound >= 1.3189


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_place_that_is_filled_last_and_weakly_does_not_spoil_what_was_said_of_the_plan(seed: int) -> None:
    """Without time it is open how many places can be filled; whoever gets one at the end may have less than all had
    to have, and with that the plan may be worth more.
    """
    plan = make_plan(groups_across(20, 0.3, 18, 1, seed), "fair", seconds=0)
    assert plan.worth <= plan.bound + 1e-6


@pytest.mark.parametrize("objective", ["total", "fair"])
def test_where_groups_go_across_demands_there_is_a_plan_though_it_is_open_how_many_places_can_be_filled(
    objective: str,
) -> None:
    """Matching in three dimensions: which of 60 demands, rows of supply and groups go together is not settled in a
    minute.
    """
    generator = np.random.default_rng(1)
    demand, supply = np.nonzero(generator.random((60, 60)) < 0.2)
    scores, groups = generator.random(len(demand)), generator.integers(0, 60, len(demand))
    instance = make_instance(demand, supply, scores, cover=1, most=1, demands=60, supplies=60, exclusive=groups)
    plan = make_plan(instance, objective, seconds=3)
    assert plan.places_bound is not None
    assert 30 <= len(plan.chosen) < plan.places_bound <= 60
    assert not plan.is_proved
    assert standing(plan)[0].render("en").startswith(f"Of the places {len(plan.chosen)} are filled; whether more can")


def test_what_room_is_left_is_filled_by_the_best() -> None:
    instance = make_instance(
        [0, 0, 1, 1, 2, 3], [0, 1, 0, 2, 2, 3], [0.9, 0.5, 0.6, 0.7, 0.8, 0.2],
        cover=[2, 1, 1, 1], most=1, exclusive=[-1, -1, -1, 5, -1, 5],
    )  # fmt: skip
    rest = rest_of(instance)
    assert rest.filled(np.array([0])).tolist() == [0, 1, 4, 5]
    assert rest.filled(np.array([3])).tolist() == [
        0,
        1,
        3,
    ]  # its group holds the last, its row of supply the one before


def test_what_falls_short_by_a_trifle_is_not_let_pass() -> None:
    """HiGHS calls a variable whole that is nearly so; of scores that differ by 1e-7 it takes a lower one for enough."""
    generator = np.random.default_rng(175)
    demand, supply = np.nonzero(generator.random((8, 8)) < 0.5)
    scores = generator.integers(1, 4, len(demand)) / 3 - 1e-7 * generator.integers(0, 5, len(demand))
    instance = make_instance(
        demand, supply, scores, cover=2, most=2, demands=8, supplies=8,
        exclusive=generator.integers(0, 30, len(demand)),
    )  # fmt: skip
    plan = make_plan(instance, "fair")
    assert (plan.worst, plan.total) == (pytest.approx(0.9999996, abs=5e-7), pytest.approx(11.666665, abs=2e-6))
    assert plan.is_proved


@pytest.mark.parametrize("limits", [{"cover": [1, 1], "most": 2}, {"cover": [2, 1], "most": [1, 1, 0]}])
def test_fixed_pairs_that_break_one_kind_of_limit_leave_nothing_to_decide(limits: dict[str, Any]) -> None:
    instance = make_instance([0, 0, 1], [0, 2, 1], [0.9, 0.5, 0.6], fixed=marks(3, 0, 1), **limits)
    with pytest.raises(Impossible):
        rest_of(instance)


def test_what_room_is_left_is_filled_where_there_are_no_groups() -> None:
    instance = make_instance([0, 0, 1, 1], [0, 1, 0, 1], [0.9, 0.5, 0.6, 0.7], cover=[1, 1], most=1)
    assert rest_of(instance).filled(np.array([1])).tolist() == [1, 2]
    assert rest_of(instance).filled(np.zeros(0, np.intp)).tolist() == [0, 3]


@pytest.mark.slow
def test_dense_choice_with_least_loads_is_proved_in_time() -> None:
    """Three of 177 reviewers for each of 118 papers, two papers at least for each of them, of whom a third fit nothing
    well: whether every paper can have the most that is thinkable takes longer than there is, unless part by part.
    """
    generator = np.random.default_rng(1)
    scores = np.round(generator.random((177, 118)) ** 8, 3)
    scores[generator.random(scores.shape) < 0.4] = 0
    scores[generator.random(177) < 0.3] *= 0.05
    supply, demand = (places.ravel() for places in np.mgrid[0:177, 0:118])
    plan = make_plan(make_instance(demand, supply, scores.ravel(), cover=3, most=4, least=2), "fair")
    assert plan.worst == pytest.approx(1.515)
    assert plan.is_proved
