"""Wishes that clash, also in lists too large for the search of a smallest set."""

import time
from types import SimpleNamespace

import numpy as np
import pytest
from tests.unit.match.assignment.instances import marks, random_instance

from duijie_match.assignment import clashes
from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import make_plan
from duijie_match.assignment.wishes import Clash

OTHERS = 310
"""Pairs of demands and supply of their own, so that the list is a large one."""


def among_others(demand: list[int], supply: list[int], cover: list[int], **wishes: list[int]) -> Instance:
    """These pairs, and many that have nothing to do with them. ``fixed``, ``forbidden`` number pairs."""
    rows = np.arange(OTHERS)
    supplies = max(supply) + 1
    count = len(demand) + OTHERS

    def marked(places: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        flags = np.zeros(count, dtype=np.bool_)
        flags[places] = True
        return flags

    return make_instance(
        np.r_[demand, rows + len(cover)],
        np.r_[supply, rows + supplies],
        np.full(count, 0.5),
        cover=np.r_[cover, np.ones(OTHERS, int)],
        least=np.r_[wishes.get("least", [0] * supplies), np.zeros(OTHERS, int)],
        most=np.full(supplies + OTHERS, 9),
        fixed=marked(wishes.get("fixed", [])),
        forbidden=marked(wishes.get("forbidden", [])),
        exclusive=np.r_[wishes["groups"], np.full(OTHERS, -1)] if "groups" in wishes else None,
    )


def clash_of(instance: Instance) -> Clash:
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert caught.value.is_minimal
    return caught.value


def test_what_else_somebody_could_serve_is_not_forgotten() -> None:
    """Supply 0 must serve two and has three pairs; it is not its load that clashes."""
    torn = among_others([0, 1, 2], [0, 0, 0], [1, 1, 1], least=[2], fixed=[0], forbidden=[0])
    assert [str(wish.kind) for wish in clash_of(torn).wishes] == ["fixed", "forbidden"]
    crowded = among_others([0, 0, 1, 2], [0, 1, 0, 0], [1, 1, 1], least=[2, 0], fixed=[0, 1])
    assert [str(wish.kind) for wish in clash_of(crowded).wishes] == ["fixed", "fixed", "cover"]


def test_groups_across_demands_do_not_hide_the_clash() -> None:
    """Three rows of supply must serve one each, and whoever serves takes a group or a place of another."""
    instance = among_others(
        [2, 2, 1, 0, 0, 1], [0, 2, 1, 1, 0, 0], [1, 1, 1], least=[1, 1, 1], groups=[2, 0, 0, 1, -1, 1]
    )
    clash = clash_of(instance)
    least = [wish.row for wish in clash.wishes if str(wish.kind) == "least"]
    assert least == [0, 1, 2]
    groups = [wish.row for wish in clash.wishes if str(wish.kind) == "exclusive"]
    assert groups == [0, 1]


CLASHES = [
    ({"fixed": (0,), "forbidden": (0,)}, "A with X is fixed; A with X is forbidden"),
    ({"fixed": (0, 3), "most": [1, 9]}, "A with X is fixed; B with X is fixed; X may serve at most 1"),
    ({"fixed": (0, 1), "cover": [1, 1, 1]}, "A with X is fixed; A with Y is fixed; A needs no more than 1"),
    ({"least": [4, 0]}, "X must serve at least 4 and has 3 pairs to choose from"),
    ({"least": [3, 0], "forbidden": (0,)},
     "A with X is forbidden; X must serve at least 3 and has 2 pairs to choose from"),
    ({"least": [2, 2], "cover": [1, 1, 1]}, "X must serve at least 2; Y must serve at least 2; A needs no more than 1; "
     "B needs no more than 1; C needs no more than 1 (in all at least 4 to be served, 3 at most can be)"),
    ({"least": [2, 0], "most": [1, 9]}, "X must serve at least 2; X may serve at most 1"),
    ({"fixed": (0, 1), "exclusive": [3, 3, -1, -1, -1, -1]},
     "A with X is fixed; A with Y is fixed; of exclusive group 4 one pair at most"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CLASHES)
def test_a_clash_is_named(change: dict[str, object], sentence: str) -> None:
    given: dict[str, object] = {"cover": 2, "most": 9, **change}
    for name in ("fixed", "forbidden"):
        given[name] = marks(6, *given.get(name, ()))  # type: ignore[misc]
    instance = make_instance(
        [0, 0, 1, 1, 2, 2], [0, 1, 1, 0, 0, 1], [0.5] * 6,
        demand_ids=["A", "B", "C"], supply_ids=["X", "Y"], **given,
    )  # type: ignore[arg-type]  # fmt: skip
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert caught.value.is_smallest
    assert str(caught.value) == (
        f"These wishes cannot all be met: {sentence}. Drop or loosen one of them; nothing was planned."
    )


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"least": np.r_[np.zeros(49, int), 2000]}, ["least"]),
        ({"fixed": marks(4000, 5), "forbidden": marks(4000, 5)}, ["fixed", "forbidden"]),
        ({"least": np.r_[5, np.zeros(49, int)], "most": np.r_[4, np.full(49, 99)]}, ["least", "most"]),
    ],
)
def test_a_clash_in_a_large_case_is_found_at_the_bottleneck(change: dict[str, object], kinds: list[str]) -> None:
    instance = random_instance(1000, 50, 4, **{"most": 99, **change})
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert [str(wish.kind) for wish in caught.value.wishes] == kinds


@pytest.mark.parametrize("supplies", [301, 401])
def test_of_many_wishes_only_those_that_clash_are_named(supplies: int) -> None:
    instance = make_instance([0] * supplies, range(supplies), [0.5] * supplies, cover=1, most=[3] * supplies,
                             least=[1] * supplies)  # fmt: skip
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert [str(wish.kind) for wish in caught.value.wishes] == ["least", "least", "cover"]


def test_fixed_pairs_elsewhere_are_no_part_of_a_clash() -> None:
    demand, supply = [*range(310), 310, 310], [*range(310), 310, 311]
    least = [0] * 310 + [1, 1]
    given = {"cover": 1, "most": [3] * 312, "fixed": marks(312, *range(310))}
    instance = make_instance(demand, supply, [0.5] * 312, least=least, **given)
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert [(str(wish.kind), wish.row) for wish in caught.value.wishes] == [
        ("least", 310),
        ("least", 311),
        ("cover", 310),
    ]
    make_plan(make_instance(demand, supply, [0.5] * 312, least=[0] * 311 + [1], **given))


def test_those_whose_number_does_not_matter_have_places_too() -> None:
    """Six demands of one place, two who must serve five each: with three demands alone that cannot be told."""
    instance = make_instance(
        np.repeat(np.arange(6), 2), np.tile([0, 1], 6), np.full(12, 0.5), cover=1, most=[6, 6], least=[5, 5],
    )  # fmt: skip
    clash = clash_of(instance)
    bound = sum(str(wish.kind) == "cover" for wish in clash.wishes)
    assert bound == 3
    assert f"(in all at least 10 to be served, {2 * 6 - bound} at most can be)" in str(clash)


def test_more_supply_than_places_is_told_within_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of CPU: beside other work the clock says nothing."""
    monkeypatch.setattr(clashes, "time", SimpleNamespace(monotonic=time.process_time))
    demand = np.repeat(np.arange(20), 10)
    supply = (demand * 7 + np.tile(np.arange(10), 20) * 3) % 50
    instance = make_instance(demand, supply, np.full(200, 0.5), cover=1, most=[3] * 50, least=[1] * 50)
    began = time.process_time()
    with pytest.raises(Clash) as caught:
        make_plan(instance, seconds=1.5)
    assert time.process_time() - began < 3
    kinds = [str(wish.kind) for wish in caught.value.wishes]
    assert kinds.count("least") == kinds.count("cover") + 1 == len(kinds) - kinds.count("cover")
    wanted = kinds.count("cover")
    assert f"(in all at least {wanted + 1} to be served, {wanted} at most can be)" in str(caught.value)
    assert "needs no more than 1" in str(caught.value)


def test_without_time_for_the_smallest_a_clash_has_nothing_to_spare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clashes, "_MOST_ROUNDS", 1)
    instance = make_instance([0, 1, 2, 2], [0, 0, 0, 1], [0.5] * 4, cover=1, most=[9, 9], least=[3, 1])
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert not caught.value.is_smallest
    assert [(str(wish.kind), wish.row) for wish in caught.value.wishes] == [("least", 0), ("least", 1), ("cover", 2)]


def test_of_three_that_clash_two_by_two_the_smallest_set_has_two() -> None:
    instance = make_instance([0, 1, 2], [0, 0, 0], [0.5] * 3, cover=1, most=1, fixed=marks(3, 0, 1, 2))
    with pytest.raises(Clash) as caught:
        make_plan(instance)
    assert [str(wish.kind) for wish in caught.value.wishes] == ["fixed", "fixed", "most"]
    assert caught.value.is_smallest


def test_what_only_halves_of_pairs_could_meet_clashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both rows of supply must serve somebody, and whoever serves takes the place or the group of the other; what
    stands beside is no part of it.
    """
    instance = make_instance(
        [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 2, 3], [0.5] * 6, cover=1, most=1, least=[1, 1, 0, 0],
        exclusive=[0, 1, 1, 0, -1, -1],
    )  # fmt: skip
    wishes = [("least", 0), ("least", 1), ("cover", 0), ("cover", 1), ("exclusive", 0), ("exclusive", 1)]
    for rounds in (100, 1):
        monkeypatch.setattr(clashes, "_MOST_ROUNDS", rounds)
        with pytest.raises(Clash) as caught:
            make_plan(instance)
        assert [(str(wish.kind), wish.row) for wish in caught.value.wishes] == wishes
        assert (caught.value.is_smallest, caught.value.is_minimal) == (rounds > 1, True)


def test_least_loads_that_too_few_can_meet_in_a_large_case() -> None:
    instance = random_instance(1000, 50, 4, least=21, most=99)
    with pytest.raises(Clash) as caught:
        make_plan(instance, seconds=1)
    assert "must serve at least 21" in str(caught.value)
