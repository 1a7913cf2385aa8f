"""Plans against the oracle, which tries every one; and clashes against all smaller sets of wishes."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from duijie_match.assignment import clashes
from duijie_match.assignment.clashes import clash_of
from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.integer import IntegerSolver
from duijie_match.assignment.network import NetworkSolver
from duijie_match.assignment.plan import Objective, Plan, make_plan
from duijie_match.assignment.reasons import alternates, only_instead_of, shortages
from duijie_match.assignment.reference import ReferenceSolver, plans, worst_of
from duijie_match.assignment.solution import Impossible, Solver
from duijie_match.assignment.verifier import breaches_of
from duijie_match.assignment.wishes import Clash, Wish, WishKind

SECONDS = 30.0
SCORES = st.sampled_from([0.0, 0.05, 0.1, 0.25, 0.3, 1 / 3, 0.5, 0.7, 0.8, 0.95, 1.0])


@st.composite
def instances(draw: st.DrawFn, *, most_pairs: int = 9, local_groups: bool = False) -> Instance:
    """Small instances with every kind of wish, often too many."""
    demands, supplies = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    every = [(demand, supply) for demand in range(demands) for supply in range(supplies)]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, max_size=most_pairs))
    count = len(pairs)
    rare = st.sampled_from([False] * 5 + [True])

    def flags() -> NDArray[np.bool_]:
        return np.array(draw(st.lists(rare, min_size=count, max_size=count)), dtype=np.bool_)

    groups = None
    if draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from([-1, -1, 0, 1]), min_size=count, max_size=count))
        groups = [
            -1 if group < 0 else group + 10 * pair[0] * local_groups
            for group, pair in zip(chosen, pairs, strict=True)
        ]  # fmt: skip
    return make_instance(
        [pair[0] for pair in pairs],
        [pair[1] for pair in pairs],
        draw(st.lists(SCORES, min_size=count, max_size=count)),
        cover=draw(st.lists(st.integers(0, 3), min_size=demands, max_size=demands)),
        least=draw(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=supplies, max_size=supplies)),
        most=draw(st.lists(st.integers(0, 3), min_size=supplies, max_size=supplies)),
        fixed=flags(),
        forbidden=flags(),
        previous=flags(),
        exclusive=groups,
        stability=draw(st.sampled_from([0.0, 0.1])),
        demands=demands,
        supplies=supplies,
    )


def key(instance: Instance, chosen: list[int], objective: Objective) -> tuple[float, ...]:
    """What plans are compared by."""
    places, worth = len(chosen), round(float(instance.weights()[chosen].sum()), 6)
    if objective is Objective.TOTAL:
        return places, worth
    served = len({int(instance.demand[pair]) for pair in chosen})
    return places, served, round(worst_of(instance, tuple(chosen)), 6), worth


def agree(instance: Instance, solver: Solver, objective: Objective) -> None:
    fair = objective is Objective.FAIR
    try:
        oracle = ReferenceSolver().fair(instance, 0) if fair else ReferenceSolver().total(instance, 0)
    except Impossible:
        with pytest.raises(Impossible):
            solver.fair(instance, SECONDS) if fair else solver.total(instance, SECONDS)
        return
    found = solver.fair(instance, SECONDS) if fair else solver.total(instance, SECONDS)
    expected = key(instance, oracle.chosen.tolist(), objective)
    assert key(instance, found.chosen.tolist(), objective) == pytest.approx(expected, abs=2e-6)
    assert found.bound == pytest.approx(expected[-1], abs=1e-5)
    if fair:
        assert found.worst_bound == pytest.approx(expected[2], abs=1e-5)


@given(instances(local_groups=True))
@settings(max_examples=60, deadline=None)
def test_the_network_finds_the_greatest_sum(instance: Instance) -> None:
    agree(instance, NetworkSolver(), Objective.TOTAL)


def _fixed_fit(instance: Instance) -> bool:
    try:
        return bool(plans(instance))
    except Impossible:
        return False


@given(instances(local_groups=True))
@settings(max_examples=60, deadline=None)
def test_the_network_serves_the_worst_first_where_each_has_one_place(instance: Instance) -> None:
    agree(replace(instance, cover=np.minimum(instance.cover, 1)), NetworkSolver(), Objective.FAIR)


@pytest.mark.parametrize(
    ("objective", "instance"),
    [
        # Who is served has more than 1, and somebody cannot be served.
        (Objective.FAIR, make_instance(
            [0, 0, 0, 1, 1, 1, 2], [0, 1, 2, 0, 1, 2, 3], [0.9, 0.8, 0.3, 0.7, 0.95, 0.4, 0.9],
            cover=2, most=[2, 2, 2, 0], exclusive=[5, -1, -1, -1, 5, -1, -1],
        )),
        # One pair is worth more than the two whose places it takes; but two are filled.
        (Objective.TOTAL, make_instance(
            [0, 1, 1, 2], [0, 0, 1, 0], [0.3, 0.95, 0.3, 0.25], cover=1, most=1, exclusive=[5, -1, -1, 5],
        )),
    ],
)  # fmt: skip
def test_where_not_every_place_can_be_filled_the_integer_programme_agrees_with_the_oracle(
    objective: Objective, instance: Instance
) -> None:
    agree(instance, IntegerSolver(), objective)


@given(instances(), st.sampled_from(Objective))
@settings(max_examples=60, deadline=None)
def test_the_integer_programme_agrees_with_the_oracle(instance: Instance, objective: Objective) -> None:
    agree(instance, IntegerSolver(), objective)


@given(instances(), st.sampled_from(Objective))
@settings(max_examples=60, deadline=None)
def test_a_plan_obeys_and_a_refusal_names_a_smallest_clash(instance: Instance, objective: Objective) -> None:
    try:
        plan = make_plan(instance, objective, seconds=SECONDS)
    except Clash as error:
        _nothing_can_be_left_out(instance, error, is_smallest=True)
        return
    assert plan.chosen.tolist() in [list(one) for one in plans(instance)]
    _reasons_hold(instance, plan)


def _nothing_can_be_left_out(instance: Instance, clash: Clash, *, is_smallest: bool) -> None:
    assert (clash.is_minimal, clash.is_smallest) == (True, is_smallest)
    assert not _possible(instance, clash.wishes)
    for fewer in combinations(clash.wishes, len(clash.wishes) - 1):
        assert _possible(instance, fewer)


def _possible(instance: Instance, wishes: tuple[Wish, ...]) -> bool:
    """Whether these wishes can be met when nobody wishes anything else."""

    def rows(kind: WishKind) -> list[int]:
        return [wish.row for wish in wishes if wish.kind is kind]

    def marked(kind: WishKind) -> NDArray[np.bool_]:
        flags = np.zeros(instance.pairs, dtype=np.bool_)
        flags[rows(kind)] = True
        return flags

    least = np.zeros_like(instance.least)
    least[rows(WishKind.LEAST)] = instance.least[rows(WishKind.LEAST)]
    most = np.full_like(instance.most, 100)
    most[rows(WishKind.MOST)] = instance.most[rows(WishKind.MOST)]
    cover = np.full_like(instance.cover, 100)
    cover[rows(WishKind.COVER)] = instance.cover[rows(WishKind.COVER)]
    exclusive = instance.exclusive
    if exclusive is not None:
        exclusive = np.where(np.isin(exclusive, rows(WishKind.EXCLUSIVE)), exclusive, -1)
    loosened = replace(
        instance,
        fixed=marked(WishKind.FIXED),
        forbidden=marked(WishKind.FORBIDDEN),
        least=least,
        most=most,
        cover=cover,
        exclusive=exclusive,
    )
    return _fixed_fit(loosened)


def _reasons_hold(instance: Instance, plan: Plan) -> None:
    short = shortages(instance, plan)
    assert [one.demand for one in short] == np.flatnonzero(plan.empty > 0).tolist()
    loads = np.bincount(instance.supply[plan.chosen], minlength=len(instance.most))
    for one in short:
        listed = np.flatnonzero(instance.demand == one.demand)
        allowed = listed[~instance.forbidden[listed]]
        left = np.setdiff1d(allowed, plan.chosen)
        if one.code == "no-candidate":
            assert not len(listed)
        elif one.code == "forbidden":
            assert len(listed)
            assert not len(allowed)
        elif one.code == "few-candidates":
            assert not len(left)
        elif one.code == "full":
            assert (loads[instance.supply[left]] >= instance.most[instance.supply[left]]).any()
        else:
            assert instance.exclusive is not None
    for row, pairs in alternates(instance, plan).items():
        for pair in pairs:
            assert instance.demand[pair] == row
            assert pair not in plan.chosen
            assert not instance.forbidden[pair]
            assert loads[instance.supply[pair]] < instance.most[instance.supply[pair]]
    _who_steps_in_is_right(instance, plan)


def _who_steps_in_is_right(instance: Instance, plan: Plan) -> None:
    """Whoever leaves: of those that could be taken in then without another breach the best are named, and no others."""
    named, only = alternates(instance, plan), only_instead_of(instance, plan)
    before = {(one.code, str(one.message)) for one in breaches_of(instance, plan.chosen)}
    for leaves in plan.chosen.tolist():
        row = int(instance.demand[leaves])
        stay = plan.chosen[plan.chosen != leaves]
        could = []
        for pair in np.setdiff1d(np.flatnonzero(instance.demand == row), plan.chosen).tolist():
            found = breaches_of(instance, np.sort(np.append(stay, pair)))
            new = {one.code for one in found if (one.code, str(one.message)) not in before}
            if not new & {"forbidden", "most", "exclusive"}:
                could.append(pair)
        could.sort(key=lambda pair: -instance.score[pair])
        told = [pair for pair in named.get(row, []) if only.get(pair, leaves) == leaves]
        assert told[:3] == could[:3]
        assert set(told) <= set(could)


@given(instances(most_pairs=6))
@settings(max_examples=20, deadline=None)
def test_no_smaller_set_of_wishes_clashes(instance: Instance) -> None:
    if _fixed_fit(instance):
        return
    clash = clash_of(instance)
    every = _all_wishes(instance)
    size = min(len(clash.wishes) - 1, 2)
    assert [few for few in combinations(every, size) if not _possible(instance, few)] == []


def _all_wishes(instance: Instance) -> list[Wish]:
    wishes = [Wish(WishKind.FIXED, row) for row in np.flatnonzero(instance.fixed).tolist()]
    wishes += [Wish(WishKind.FORBIDDEN, row) for row in np.flatnonzero(instance.forbidden).tolist()]
    wishes += [Wish(WishKind.COVER, row) for row in range(len(instance.cover))]
    wishes += [Wish(WishKind.LEAST, row) for row in range(len(instance.least))]
    if instance.exclusive is not None:
        groups = np.unique(instance.exclusive[instance.exclusive >= 0]).tolist()
        wishes += [Wish(WishKind.EXCLUSIVE, row) for row in groups]
    return [*wishes, *(Wish(WishKind.MOST, row) for row in range(len(instance.most)))]


@given(instances(local_groups=True) | instances())
@settings(max_examples=200, deadline=None)
def test_in_large_lists_no_named_wish_can_be_left_out_either(instance: Instance) -> None:
    if _fixed_fit(instance) or not instance.pairs:
        return
    with pytest.MonkeyPatch.context() as small:
        small.setattr(clashes, "_MOST_WISHES", 0)  # every list is a large one
        clash = clash_of(instance)
    _nothing_can_be_left_out(instance, clash, is_smallest=False)
